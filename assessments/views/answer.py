from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_assessment_to_edit, get_editor
from assessments.sheets import AssessmentSheet
from assessments.views.questions import save_form, worst_status


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, assessment_id, item):
    sheet = AssessmentSheet(get_assessment_to_edit(request, assessment_id), get_editor(request))
    return answer_item(request, sheet, item)


def answer_item(request, sheet, item_id):
    """One question by itself. GET: as stored. POST: save what was sent for this item, nothing else is read.

    Where nothing changed, the answer is empty and the page stays as it is.
    """
    if not sheet.takes(item_id):
        raise Http404
    if request.method != "POST" and not request.htmx:
        return to_page(sheet, item_id)
    item = sheet.instrument.item(item_id)
    stored = sheet.stored([item_id]).get(item_id) if shows_question(request) else None
    form = save_form(request, sheet, item, stored) if request.method == "POST" else None
    if form is None and not shows_question(request):
        return HttpResponse(status=204)
    return show(request, sheet, form or sheet.form(item, stored))


def shows_question(request):
    """A button asks for the whole question anew; a change only for what became of it, for which
    nothing that is stored is read."""
    return request.method != "POST" or bool({"take", "keep", "clear"} & set(request.POST))


def show(request, sheet, form):
    template = "_question.html" if shows_question(request) else "_answer_state.html"
    context = {"sheet": sheet, "question": form, "focus": True, "just_saved": not (form.errors or form.conflict)}
    return render(request, template, context, status=worst_status([form]))


def to_page(sheet, item_id):
    page = sheet.page_of(item_id)
    if page is None:
        raise Http404
    return redirect(f"{sheet.page_address(page)}#frage-{item_id}")
