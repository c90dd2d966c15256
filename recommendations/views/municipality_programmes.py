from django.db.models import Max
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_municipality
from recommendations.access import programmes_of
from recommendations.models import Participation
from recommendations.sharing import read_consents


@require_safe
def municipality_programmes(request, municipality_id):
    """The programmes that the municipality takes part in or shared with, and what of it counts there today."""
    municipality = get_municipality(request, municipality_id)
    consents = read_consents(municipality)
    listed = set(Participation.objects.filter(municipality=municipality).values_list("programme", flat=True))
    programmes = [
        (
            programme,
            [consent.share for consent in consents.get(programme.pk, []) if consent.is_in_force],
            programme.pk in listed,
        )
        for programme in programmes_of(municipality).annotate(last_release=Max("releases__date")).by_name()
    ]
    return render(request, "municipality_programmes.html", {"municipality": municipality, "programmes": programmes})
