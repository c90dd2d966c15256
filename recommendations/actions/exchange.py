"""The exchange between municipalities: what is listed, who asks whom, and that either side can take it back."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.actions import Kind, changes_between, record
from assessments.models import Membership, Municipality
from recommendations import exchange_consent
from recommendations.exchange import MOST_OPEN, OTHER_KIND
from recommendations.exchange_reading import find_fitting, listings_with, read_refusals
from recommendations.models import Contact, Listing

OPEN, AGREED, DECLINED, ENDED = Contact.State
WORDS = {"text": "Text", "contact": "Stelle", "email": "E-Mail-Adresse"}


class ExchangeRefused(ValueError):
    """Nothing was stored."""


class AlreadyListed(ExchangeRefused):
    """The municipality has an active listing for this recommendation."""


class WordingOutdated(ExchangeRefused):
    """The wording that was agreed to is not the current one."""


class NotFitting(ExchangeRefused):
    """One of the two listings is gone or not shown, or they do not fit."""


class AlreadyAsked(ExchangeRefused):
    """The two are in contact already, whoever asked."""


class TooManyRequests(ExchangeRefused):
    """MOST_OPEN requests of the municipality are open."""


class ContactOver(ExchangeRefused):
    """The request was withdrawn or answered meanwhile."""


@dataclass(frozen=True, slots=True)
class AskedTooSoon(ExchangeRefused):
    """The other side declined or ended it. `day`: from when on it may be asked again."""

    day: date


@dataclass(frozen=True, slots=True)
class ListingChanged(Exception):
    """Somebody else changed the listing after it was read. `current` is what is stored now."""

    current: Listing


def lock_sides(editor, municipality, *others):
    """Whoever writes waits here for everybody who writes about one of these municipalities. Raises PermissionDenied
    where the editor is not, or no longer, of the Leitung of the first."""
    ids = {municipality.pk, *(other.pk for other in others)}
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if not municipality.memberships.filter(user=editor.user_id, role=Membership.Role.LEAD).exists():
        raise PermissionDenied


def require_current(version):
    if version != exchange_consent.CURRENT:
        raise WordingOutdated


def subject_of(listing):
    return f"{listing.recommendation}: {listing.get_kind_display()}"


@transaction.atomic
def add_listing(*, municipality, fields, consent_version, editor):
    """`fields`: recommendation, kind, text, contact, email. Raises PermissionDenied, WordingOutdated, AlreadyListed."""
    require_current(consent_version)
    lock_sides(editor, municipality)
    if municipality.listings.active().filter(recommendation=fields["recommendation"]).exists():
        raise AlreadyListed
    now, consent = timezone.now(), {"consent": consent_version}
    listing = Listing.objects.create(municipality=municipality, created_at=now, updated_at=now, **consent, **fields)
    record_saved(listing, {"consent": [None, consent_version]}, editor)
    return listing


def told(changes):
    """What the history says of a change: which words are others now, not the words, which are gone once withdrawn."""
    words = [label for name, label in WORDS.items() if name in changes]
    told = {"fields": [None, ", ".join(words)]} if words else {}
    return told | {name: change for name, change in changes.items() if name not in WORDS}


def record_saved(listing, changes, editor):
    record(
        kind=Kind.LISTING_SAVED,
        editor=editor,
        municipality=listing.municipality,
        subject=subject_of(listing),
        changes=changes,
    )


@transaction.atomic
def edit_listing(*, listing, fields, consent_version, base_revision, editor):
    """`fields`: text, contact, email. Raises PermissionDenied, WordingOutdated, Listing.DoesNotExist where it was
    withdrawn, ListingChanged where it was changed to something else meanwhile."""
    require_current(consent_version)
    lock_sides(editor, listing.municipality)
    current = Listing.objects.active().select_related("municipality").get(pk=listing.pk)
    fields = {**fields, "consent": consent_version}
    changes = changes_between({name: getattr(current, name) for name in fields}, fields)
    if not changes:
        return current
    if current.revision != base_revision:
        raise ListingChanged(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.revision, current.updated_at = current.revision + 1, timezone.now()
    current.save()
    record_saved(current, told(changes), editor)
    return current


@transaction.atomic
def withdraw_listing(*, listing, editor):
    """Gone for others at once, and with it every contact that it led to. Raises PermissionDenied."""
    lock_sides(editor, listing.municipality)
    current = Listing.objects.active().select_related("municipality").filter(pk=listing.pk).first()
    if current is None:
        return
    now = timezone.now()
    contacts = Contact.objects.alive().filter(Q(offer=current) | Q(seek=current))
    contacts.update(state=ENDED, ended_at=now, ended_by="", message="")
    current.text = current.contact = current.email = ""
    current.withdrawn_at = current.updated_at = now
    current.save()
    record(kind=Kind.LISTING_WITHDRAWN, editor=editor, municipality=current.municipality, subject=subject_of(current))


@transaction.atomic
def ask_contact(*, municipality, listing, message, editor):
    """Asks who made the listing, in the name of the own one that fits. Raises PermissionDenied, NotFitting,
    AlreadyAsked, AskedTooSoon, TooManyRequests."""
    lock_sides(editor, municipality, listing.municipality)
    other = Listing.objects.shown().select_related("municipality").filter(pk=listing.pk).first()
    own = find_fitting(municipality, other) if other else None
    if own is None:
        raise NotFitting
    pair = {own.kind: own, other.kind: other}
    require_free(municipality, pair, own.kind)
    contact = Contact.objects.create(asker=own.kind, message=message, asked_at=timezone.now(), **pair)
    record_contact(Kind.CONTACT_ASKED, contact, municipality, editor)
    return contact


def require_free(municipality, pair, asker):
    if Contact.objects.alive().filter(**pair).exists():
        raise AlreadyAsked
    other = pair[OTHER_KIND[asker]]
    day = read_refusals(municipality).get((other.municipality_id, other.recommendation, asker))
    if day:
        raise AskedTooSoon(day)
    if Contact.objects.asked_by(municipality).filter(state=OPEN).count() >= MOST_OPEN:
        raise TooManyRequests


@transaction.atomic
def agree_contact(*, contact, municipality, editor):
    """From here on both see each other's office and address. Raises PermissionDenied, ContactOver."""
    stored = lock_waiting(contact, municipality, editor)
    if Listing.objects.shown().filter(pk__in=(stored.offer_id, stored.seek_id)).count() < 2:
        raise ContactOver
    answer(stored, AGREED, municipality, editor)


@transaction.atomic
def decline_contact(*, contact, municipality, editor):
    """Raises PermissionDenied, ContactOver."""
    stored = lock_waiting(contact, municipality, editor)
    stored.message = ""
    answer(stored, DECLINED, municipality, editor)


def lock_contact(contact, municipality, editor, found):
    """The contact as stored now, if it is one of `found`, else None."""
    lock_sides(editor, municipality, contact.offer.municipality, contact.seek.municipality)
    return found.select_related("offer__municipality", "seek__municipality").filter(pk=contact.pk).first()


def lock_waiting(contact, municipality, editor):
    stored = lock_contact(contact, municipality, editor, Contact.objects.waiting_for(municipality))
    if stored is None:
        raise ContactOver
    return stored


def answer(contact, state, municipality, editor):
    contact.state, contact.answered_at = state, timezone.now()
    contact.save()
    said = {"said": [None, contact.get_state_display()]}
    record_contact(Kind.CONTACT_ANSWERED, contact, municipality, editor, said)


@transaction.atomic
def end_contact(*, contact, municipality, editor):
    """Takes back the own request or what was agreed; what has ended already stays as it is. Raises PermissionDenied."""
    found = Contact.objects.alive().of(municipality)
    stored = lock_contact(contact, municipality, editor, found)
    if stored is None:
        return
    stored.state, stored.ended_at, stored.message = ENDED, timezone.now(), ""
    stored.ended_by = stored.offer.kind if stored.offer.municipality_id == municipality.pk else stored.seek.kind
    stored.save()
    record_contact(Kind.CONTACT_WITHDRAWN, stored, municipality, editor)


def record_contact(kind, contact, municipality, editor, changes=None):
    """In the history of the one who did it."""
    sides = (contact.offer, contact.seek)
    [other] = [side for side in sides if side.municipality_id != municipality.pk]
    subject = f"{other.recommendation}: {other.municipality.name}"
    record(kind=kind, editor=editor, municipality=municipality, subject=subject, changes=changes)


def forget_addresses(addresses, listings=None):
    """A person goes: no listing, or none of `listings`, names its address any more. For whoever holds a transaction.

    Whoever edits one of them meanwhile is waited for, and what is stored then is what counts.
    """
    named = {listing.municipality_id for listing in listings_with(addresses)}
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=named).order_by("pk"))
    for listing in listings_with(addresses):
        if listings is not None and not listings.filter(pk=listing.pk).exists():
            continue
        listing.email, listing.revision = "", listing.revision + 1
        listing.save(update_fields=["email", "revision"])
