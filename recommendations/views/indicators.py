from dataclasses import replace

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import Right, get_assessment
from recommendations.export import get_document, indicator_document
from recommendations.indicator_list import by_theme
from recommendations.indicators import build_indicators


@require_safe
def indicators(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    rows = list(assessment.project.indicators.in_order().prefetch_related("readings"))
    document = replace(get_document(assessment), indicators=tuple(indicator_document(row) for row in rows))
    views = [
        (row, view, list(zip(row.readings.all(), view.rows, strict=True)))
        for row, view in zip(rows, build_indicators(document, timezone.localdate()), strict=True)
    ]
    return render(request, "indicators.html", {"assessment": assessment, "views": views})


@require_safe
def indicator_catalogue(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    present = set(assessment.project.indicators.values_list("catalogue_id", flat=True))
    context = {"assessment": assessment, "themes": by_theme(), "present": present}
    return render(request, "indicator_catalogue.html", context)
