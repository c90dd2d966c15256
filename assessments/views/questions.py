import re
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_assessment_to_edit, get_editor
from assessments.actions import Conflict
from assessments.sheets import AssessmentSheet


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, assessment_id, part, number):
    sheet = AssessmentSheet(get_assessment_to_edit(request, assessment_id), get_editor(request))
    return answer_page(request, sheet, part, number)


def answer_page(request, sheet, part, number):
    """One page of questions of a sheet, shown or saved."""
    page = sheet.find_page(part, number)
    if page is None:
        raise Http404
    forms, status = sheet.load(page.items), 200
    if request.method == "POST":
        sheet.check_open()
        forms = [save_form(request, sheet, form.item, form.stored) or form for form in forms]
        status = worst_status(forms)
        if status == 200:
            return redirect(next_address(request, sheet, page))
    return show(request, sheet, page, forms, status)


def save_form(request, sheet, item, stored):
    """The question after what was sent for it: saved, or with what is wrong with it. None where nothing changed:

    a question that the person left alone is not written, so nobody overwrites what others write meanwhile.
    """
    form = sheet.form(item, stored, read_answer(request, item))
    if request.POST.get("take") == item.id:
        return None
    if not form.is_valid():
        return form
    if not (form.is_changed or chosen_revision(request, item)):
        return None
    try:
        return sheet.form(item, save(request, sheet, form))
    except Conflict as conflict:
        form.conflict = conflict.current
        form.conflict_by = sheet.changed_by(conflict.current)
        return form


def read_answer(request, item):
    """What was sent for this item; without its answer where the person takes the answer back."""
    data = request.POST.copy()
    if data.get("clear") == item.id:
        data[f"{item.id}-value"] = ""
    return data


def save(request, sheet, form):
    """Store the answer. Raises Conflict, unless the person has seen the other answer and keeps the own one."""
    return sheet.save(
        item=form.item.id,
        value=form.cleaned_data["value"],
        note=form.cleaned_data["note"],
        base_revision=chosen_revision(request, form.item) or form.cleaned_data["base"],
    )


def chosen_revision(request, item):
    """The revision that the person saw and decided against ("keep" = "K1.2:5"); None where it did not."""
    name, _, revision = request.POST.get("keep", "").partition(":")
    return int(revision) if name == item.id and re.fullmatch("[0-9]{1,9}", revision) else None


def worst_status(forms):
    if any(form.errors for form in forms):
        return 422
    return 409 if any(form.conflict for form in forms) else 200


def next_address(request, sheet, page):
    """Where the pressed button leads: to a neighbouring page, the overview, or back to the question it belongs to."""
    for button in ("take", "keep", "clear"):
        if button in request.POST:
            item = request.POST[button].partition(":")[0]
            return f"{request.path}#frage-{quote(item[:8])}"
    step = {"next": 1, "back": -1}.get(request.POST.get("go"))
    beside = sheet.beside(page, step) if step else None
    return beside or sheet.home


def show(request, sheet, page, forms, status):
    by_id = {form.item.id: form for form in forms}
    problems = [form for form in forms if form.errors or form.conflict]
    context = {
        "sheet": sheet,
        "assessment": sheet.assessment,
        "page": page,
        "before": sheet.beside(page, -1),
        "after": sheet.beside(page, 1),
        "sections": [(dimension, [by_id[item.id] for item in dimension.items]) for dimension in page.dimensions],
        "problems": problems,
        "page_errors": bool(problems),
    }
    return render(request, "questions.html", context, status=status)
