"""Writes the example of the exchange through the actions that people use."""

from django.db import transaction

from assessments.actions import Kind, create_user
from assessments.models import HistoryEntry, User
from recommendations import example_exchange, exchange_consent
from recommendations.actions import add_listing, agree_contact, ask_contact
from recommendations.example_exchange import AGREED, ASKING, DAYS_AGREED, DAYS_LISTED, DAYS_OPEN, OWN, PLACES
from recommendations.example_loading import editor_of, found_team, move_back
from recommendations.models import Contact, Listing

ABOUT_CONTACTS = (Kind.CONTACT_ASKED, Kind.CONTACT_ANSWERED)


@transaction.atomic
def load_exchange(*, lead):
    """What the municipality of `lead` lists, and the places that it meets there.

    Returns False without a `lead`, where the municipality has listed something itself, and where the account of a
    place exists: it was loaded.
    """
    known = User.objects.filter(email__in=[place.lead.email for place in PLACES]).exists()
    if not lead or known or home_of(lead).listings.exists():
        return False
    office, email = example_exchange.OWN_OFFICE, example_exchange.OWN_EMAIL
    own = {each.kind: list_as(lead, each, office, email) for each in OWN}
    found = {place: found_place(place) for place in PLACES}
    ask_and_agree(lead, found[AGREED])
    ask_team(found[ASKING], own["offer"])
    return True


def home_of(user):
    return user.memberships.first().municipality


def found_place(place):
    """Its Leitung, after it listed what the place offers and seeks."""
    user = create_user(email=place.lead.email, name=place.lead.name)
    found_team(user, place.municipality, place.office)
    for offered in place.listed:
        list_as(user, offered, place.office, place.email)
    return user


def list_as(user, offered, office, email):
    fields = {name: getattr(offered, name) for name in ("recommendation", "kind", "text")}
    listing = add_listing(
        municipality=home_of(user),
        fields=fields | {"contact": office, "email": email},
        consent_version=exchange_consent.CURRENT,
        editor=editor_of(user),
    )
    move_back(Listing.objects.filter(pk=listing.pk), DAYS_LISTED, "created_at", "updated_at")
    let_pass(listing.municipality, (Kind.LISTING_SAVED,), DAYS_LISTED, subject=str(listing))
    return listing


def ask_and_agree(lead, other):
    offer = home_of(other).listings.get(kind="offer")
    asked = ask_contact(
        municipality=home_of(lead), listing=offer, message=example_exchange.QUESTION, editor=editor_of(lead)
    )
    agree_contact(contact=asked, municipality=offer.municipality, editor=editor_of(other))
    move_back(Contact.objects.filter(pk=asked.pk), DAYS_AGREED, "asked_at", "answered_at")
    for user in (lead, other):
        let_pass(home_of(user), ABOUT_CONTACTS, DAYS_AGREED)


def ask_team(other, offer):
    asked = ask_contact(
        municipality=home_of(other), listing=offer, message=example_exchange.REQUEST, editor=editor_of(other)
    )
    move_back(Contact.objects.filter(pk=asked.pk), DAYS_OPEN, "asked_at")
    let_pass(home_of(other), ABOUT_CONTACTS, DAYS_OPEN)


def let_pass(municipality, kinds, days, **which):
    move_back(HistoryEntry.objects.filter(municipality=municipality, kind__in=kinds, **which), days, "at")
