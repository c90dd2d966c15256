from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment
from recommendations.concept import FIELD_GUIDES, build_concept
from recommendations.export import get_document
from recommendations.views.entries import edit_entries


@require_http_methods(["GET", "HEAD", "POST"])
def concept_field(request, assessment_id, field):
    """Saving leads to the next field; after the last one, or on wish, to the list."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    if field not in {guide.key for guide in FIELD_GUIDES}:
        raise Http404
    concept = build_concept(get_document(assessment), timezone.localdate())
    context = place_context(concept, field)
    shown, onward = context["field"], context["following"]
    done = reverse("concept", args=[assessment.pk])
    if onward and request.POST.get("go") != "list":
        done = reverse("concept_field", args=[assessment.pk, onward.key])
    message = f"„{shown.title}“ ist gespeichert."
    return edit_entries(request, assessment, [shown.guide.entry_key], "concept_field.html", done, message, **context)


def place_context(concept, key):
    """The field with its place, counted from 1, and its neighbours; None where there is none."""
    place = concept.place_of(key)
    return {
        "concept": concept,
        "field": concept.fields[place],
        "place": place + 1,
        "before": concept.fields[place - 1] if place else None,
        "following": concept.fields[place + 1] if place + 1 < concept.total else None,
    }
