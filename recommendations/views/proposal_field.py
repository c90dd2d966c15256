from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment
from recommendations.export import get_document
from recommendations.papers.proposal import build_proposal
from recommendations.views.entries import edit_entries


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_field(request, assessment_id, field):
    """`field`: the key of a section of the Vorlage."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    section = build_proposal(get_document(assessment), timezone.localdate()).section(field)
    if section is None:
        raise Http404
    done = f"{reverse('proposal', args=[assessment.pk])}#{section.key}"
    message = f"„{section.title}“ ist gespeichert."
    keys = section.guide.entries
    return edit_entries(request, assessment, keys, "proposal_field.html", done, message, section=section)
