import re
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import get_assessment_to_edit, get_editor
from assessments.actions import AssessmentSubmitted, Conflict, save_answer
from assessments.forms import AnswerForm, editor_text
from assessments.instrument import load_instrument
from assessments.progress import all_pages


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, assessment_id, part, number):
    assessment = get_assessment_to_edit(request, assessment_id)
    pages = all_pages(load_instrument(assessment.instrument), assessment.is_quick)
    page = next((page for page in pages if (page.part.id, page.number) == (part, number)), None)
    if page is None:
        raise Http404
    if request.method == "POST" and assessment.is_submitted:
        raise AssessmentSubmitted
    forms, status = load_forms(assessment, page), 200
    if request.method == "POST":
        forms = [save_form(request, assessment, form) or form for form in forms]
        status = worst_status(forms)
        if status == 200:
            return redirect(next_address(request, assessment, pages, page))
    return show(request, assessment, pages, page, forms, status)


def load_forms(assessment, page):
    """A form for each question of the page, with the answer as stored."""
    stored = {row.item: row for row in assessment.answers.filter(item__in=[item.id for item in page.items])}
    return [AnswerForm(item, stored.get(item.id)) for item in page.items]


def save_form(request, assessment, shown):
    """The question after what was sent for it: saved, or with what is wrong with it. None where nothing changed:

    a question that the person left alone is not written, so nobody overwrites what others write meanwhile.
    """
    item = shown.item
    form = AnswerForm(item, shown.stored, read_answer(request, item))
    if request.POST.get("take") == item.id:
        return None
    if not form.is_valid():
        return form
    if not (form.is_changed or chosen_revision(request, item)):
        return None
    try:
        return AnswerForm(item, save(request, assessment, form))
    except Conflict as conflict:
        form.conflict = conflict.current
        form.conflict_by = editor_text(conflict.current, get_editor(request))
        return form


def read_answer(request, item):
    """What was sent for this item; without its answer where the person takes the answer back."""
    data = request.POST.copy()
    if data.get("clear") == item.id:
        data[f"{item.id}-value"] = ""
    return data


def save(request, assessment, form):
    """Store the answer. Raises Conflict, unless the person has seen the other answer and keeps the own one."""
    return save_answer(
        assessment=assessment,
        item=form.item.id,
        value=form.cleaned_data["value"],
        note=form.cleaned_data["note"],
        base_revision=chosen_revision(request, form.item) or form.cleaned_data["base"],
        editor=get_editor(request),
    )


def chosen_revision(request, item):
    """The revision that the person saw and decided against ("keep" = "K1.2:5"); None where it did not."""
    name, _, revision = request.POST.get("keep", "").partition(":")
    return int(revision) if name == item.id and re.fullmatch("[0-9]{1,9}", revision) else None


def worst_status(forms):
    if any(form.errors for form in forms):
        return 422
    return 409 if any(form.conflict for form in forms) else 200


def next_address(request, assessment, pages, page):
    """Where the pressed button leads: to a neighbouring page, the overview, or back to the question it belongs to."""
    for button in ("take", "keep", "clear"):
        if button in request.POST:
            item = request.POST[button].partition(":")[0]
            return f"{request.path}#frage-{quote(item[:8])}"
    step = {"next": 1, "back": -1}.get(request.POST.get("go"))
    beside = neighbour(assessment, pages, page, step) if step else None
    return beside or reverse("overview", args=[assessment.pk])


def neighbour(assessment, pages, page, step):
    """The address of the page `step` pages on; None past either end."""
    place = page.position - 1 + step
    if not 0 <= place < len(pages):
        return None
    return reverse("questions", args=[assessment.pk, pages[place].part.id, pages[place].number])


def show(request, assessment, pages, page, forms, status):
    by_id = {form.item.id: form for form in forms}
    problems = [form for form in forms if form.errors or form.conflict]
    context = {
        "assessment": assessment,
        "page": page,
        "pages": len(pages),
        "before": neighbour(assessment, pages, page, -1),
        "after": neighbour(assessment, pages, page, 1),
        "sections": [(dimension, [by_id[item.id] for item in dimension.items]) for dimension in page.dimensions],
        "problems": problems,
        "page_errors": bool(problems),
        "editor": get_editor(request),
    }
    return render(request, "questions.html", context, status=status)
