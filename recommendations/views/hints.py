from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment, get_editor
from assessments.sheets import AssessmentSheet
from recommendations.export import get_document
from recommendations.hints import build_hints, group_hints

# Where whoever may only read finds the same.
TO_READ = {
    "edit_project": "overview",
    "edit_funding": "overview",
    "edit_gates": "path",
    "edit_calendar": "clock",
    "edit_steps": "clock",
    "continue_assessment": "overview",
}


@require_safe
def hints(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    found = build_hints(get_document(assessment), timezone.localdate())
    links = Links(assessment, AssessmentSheet(assessment, get_editor(request)))
    context = {
        "assessment": assessment,
        "count": len(found),
        "groups": [(group, [(hint, links.of(hint)) for hint in group.hints]) for group in group_hints(found)],
    }
    return render(request, "hints.html", context)


class Links:
    """The addresses where what a hint names is mended, or read by whoever may not change it."""

    def __init__(self, assessment, sheet):
        self.assessment, self.sheet = assessment, sheet
        self.measures = {(row.recommendation, row.title): row.pk for row in assessment.measures.all()}

    def of(self, hint):
        """[(place, address)]; the address is empty for a question that this check does not ask."""
        return [(place, getattr(self, f"{place.kind}_address")(place)) for place in hint.places]

    def item_address(self, place):
        page = self.sheet.page_of(place.ref)
        return f"{self.sheet.page_address(page)}#frage-{place.ref}" if page else ""

    def measure_address(self, place):
        return f"{reverse('plan', args=[self.assessment.pk])}#m-{self.measures[place.ref, place.text]}"

    def page_address(self, place):
        closed = self.assessment.is_submitted and place.ref == "edit_project"
        readable = TO_READ.get(place.ref, place.ref)
        name = readable if closed or not self.assessment.rights.may_edit else place.ref
        return reverse(name, args=[self.assessment.pk])
