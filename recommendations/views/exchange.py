from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_municipality
from recommendations import exchange_consent
from recommendations.exchange import MOST_OPEN, WAIT
from recommendations.exchange_reading import (
    read_contacts,
    read_counts,
    read_listings,
    read_partners,
    read_suggestions,
    takes_part,
)


@require_safe
def exchange(request, municipality_id):
    """Own listings and contacts, who fits them, and of all others only how many there are."""
    municipality = get_municipality(request, municipality_id)
    contacts = read_contacts(municipality)
    context = {
        "municipality": municipality,
        "listings": read_listings(municipality),
        "suggestions": read_suggestions(municipality),
        "contacts": contacts,
        "takes_part": takes_part(municipality),
        "counts": read_counts(municipality),
        "most_open": MOST_OPEN,
        "wait_days": WAIT.days,
        "consent_points": exchange_consent.consent_points(exchange_consent.CURRENT),
        "consent_version": exchange_consent.CURRENT,
    }
    if context["takes_part"]:
        context["partners"], context["partner_count"] = read_partners(municipality, contacts)
    return render(request, "exchange.html", context)
