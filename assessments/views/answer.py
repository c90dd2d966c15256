from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_assessment_to_edit, get_editor
from assessments.forms import AnswerForm
from assessments.instrument import load_instrument
from assessments.progress import all_pages, find_page
from assessments.views.questions import save_form, worst_status


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, assessment_id, item):
    """One question by itself. GET: as stored. POST: save what was sent for this item, nothing else is read.

    Where nothing changed, the answer is empty and the page stays as it is.
    """
    assessment = get_assessment_to_edit(request, assessment_id)
    instrument = load_instrument(assessment.instrument)
    if not instrument.has_item(item):
        raise Http404
    if request.method != "POST" and not request.htmx:
        return to_page(assessment, instrument, item)
    shown = AnswerForm(instrument.item(item), stored(request, assessment, item))
    form = save_form(request, assessment, shown) if request.method == "POST" else shown
    if form is None and not shows_question(request):
        return HttpResponse(status=204)
    return show(request, assessment, form or shown)


def stored(request, assessment, item):
    """The stored answer where the whole question is shown; saving alone does not need it."""
    return assessment.answers.filter(item=item).first() if shows_question(request) else None


def shows_question(request):
    """A button asks for the whole question anew; a change only for what became of it."""
    return request.method != "POST" or bool({"take", "keep", "clear"} & set(request.POST))


def show(request, assessment, form):
    template = "_question.html" if shows_question(request) else "_answer_state.html"
    context = {
        "assessment": assessment,
        "assessment_id": assessment.pk,
        "question": form,
        "editor": get_editor(request),
        "focus": True,
        "just_saved": not (form.errors or form.conflict),
    }
    return render(request, template, context, status=worst_status([form]))


def to_page(assessment, instrument, item):
    page = find_page(all_pages(instrument, assessment.is_quick), item)
    if page is None:
        raise Http404
    response = redirect("questions", assessment.pk, page.part.id, page.number)
    response["Location"] += f"#frage-{item}"
    return response
