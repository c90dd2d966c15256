"""Listings and contacts for tests. Invented places; each has a Leitung, else nobody would see its listings."""

from django.utils import timezone

from assessments.actions import add_typed_municipality
from recommendations import exchange_consent
from recommendations.models import Contact, Listing
from tests.cast import make_member


def make_place(name="Nachbarbach (erfunden)", *, land="09", size_class=2):
    """A municipality with a Leitung."""
    place = add_typed_municipality(name=name, land=land, size_class=size_class)
    make_member(place, "lead", f"leitung-{place.pk.hex[:8]}@nachbarbach.example")
    return place


def make_listing(municipality, recommendation="K1.2", kind="offer", **fields):
    now = timezone.now()
    values = {
        "text": f"Der Bauhof von {municipality.name} zeigt den Vermerk.",
        "contact": f"Hauptamt {municipality.name}",
        "email": f"hauptamt-{municipality.pk.hex[:8]}@rathaus.example",
        "consent": exchange_consent.CURRENT,
        "created_at": now,
        "updated_at": now,
        **fields,
    }
    return Listing.objects.create(municipality=municipality, recommendation=recommendation, kind=kind, **values)


def make_contact(offer, seek, *, asker="seek", **fields):
    values = {"message": "Wie haben Sie das beschlossen?", "asked_at": timezone.now(), **fields}
    return Contact.objects.create(offer=offer, seek=seek, asker=asker, **values)


def agree(contact):
    contact.state, contact.answered_at = Contact.State.AGREED, timezone.now()
    contact.save()
    return contact
