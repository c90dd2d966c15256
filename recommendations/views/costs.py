from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import Right, get_assessment, get_editor
from recommendations import actions
from recommendations.cost_sheet import build_cost_spreadsheet
from recommendations.costs import build_costs
from recommendations.document import document_text
from recommendations.document_decision import MOST_COSTS
from recommendations.drawing import cached
from recommendations.export import cost_document, get_document
from recommendations.views.entries import edit_entries
from recommendations.views.files import XLSX, file_name, send
from recommendations.views.plan import FORM_METHODS

ASSUMPTIONS = ("costs.first_year", "costs.rise", "costs.fte_euro", "costs.financing")


@require_safe
def costs(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    rows = list(assessment.project.cost_lines.in_order())
    document = replace(get_document(assessment), costs=tuple(cost_document(row) for row in rows))
    sheet = build_costs(document, timezone.localdate())
    # A line knows its place in the document, hence the row that its links lead to.
    lines = [(rows[line.place], line) for line in sheet.lines]
    return render(request, "costs.html", {"assessment": assessment, "sheet": sheet, "lines": lines})


@require_POST
def add_typical_costs(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    try:
        added = actions.add_typical_costs(assessment=assessment, editor=get_editor(request))
    except actions.CostsFull:
        messages.error(request, f"Mehr als {MOST_COSTS} Positionen sind nicht möglich; entfernen Sie zuerst welche.")
    else:
        said = f"{len(added)} Positionen stehen jetzt ohne Betrag im Blatt." if added else "Es fehlt keine mehr."
        messages.success(request, f"Typische Positionen: {said}")
    return redirect("costs", assessment.pk)


@FORM_METHODS
def edit_assumptions(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    done, message = reverse("costs", args=[assessment.pk]), "Die Annahmen sind gespeichert."
    return edit_entries(request, assessment, ASSUMPTIONS, "edit_assumptions.html", done, message)


@require_safe
def costs_xlsx(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    document, today = get_document(assessment), timezone.localdate()
    what = f"costs:{today:%Y}:{document_text(document)}"
    content = cached(request, "xlsx", what, lambda: build_cost_spreadsheet(document, today))
    return send(content, XLSX, f"kosten-{file_name(assessment, 'xlsx')}")
