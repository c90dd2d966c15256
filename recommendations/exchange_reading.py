"""The exchange as one municipality sees it: its listings, who fits, with whom it is in contact."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from assessments.addresses import same_case
from assessments.instrument import CURRENT
from assessments.models import Assessment
from recommendations.catalogue import load_catalogue
from recommendations.exchange import (
    OTHER_KIND,
    WAIT,
    Entry,
    Place,
    count_entries,
    find_partners,
    may_ask_again,
    suggest,
)
from recommendations.models import Contact, Listing

MOST_SHOWN = 30
"""So many municipalities are shown that fit; the best come first."""


@dataclass(frozen=True, slots=True)
class Titled:
    """Something about a recommendation, with its title."""

    what: object
    title: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """`place`: the other municipality. `office`, `email`: empty until both agreed, and where the listing of the other
    side is not shown any more (`is_reachable`). `own_text`, `text`: of the two listings."""

    contact: Contact
    place: Place
    recommendation: str
    title: str
    own_is_offer: bool
    own_asked: bool
    own_text: str
    text: str
    is_reachable: bool
    office: str
    email: str

    @property
    def id(self) -> UUID:
        return self.contact.pk

    @property
    def is_agreed(self):
        return self.contact.state == Contact.State.AGREED

    @property
    def is_waiting(self):
        """For an answer from here."""
        return not self.is_agreed and not self.own_asked


@dataclass(frozen=True, slots=True)
class FitView:
    """`contact`: None where the two are in no contact. `again`: where the other refused, the day from which on it may
    be asked again."""

    own: Entry
    other: Entry
    title: str
    contact: ContactView | None
    again: date | None


@dataclass(frozen=True, slots=True)
class PartnerView:
    place: Place
    reason: str
    fits: tuple[FitView, ...]


def recommendations():
    return load_catalogue(CURRENT).municipal


def title_of(recommendation_id):
    """Also of a listing from a later version of the catalogue: then its number says enough."""
    catalogue = load_catalogue(CURRENT)
    known = catalogue.has_recommendation(recommendation_id)
    return catalogue.recommendation(recommendation_id).title if known else ""


def place_of(municipality):
    return Place(municipality.pk, municipality.name, municipality.get_land_display(), municipality.size_class)


def entry_of(listing):
    return Entry(listing.pk, place_of(listing.municipality), listing.recommendation, listing.kind, listing.text)


def in_order(listings):
    return sorted(listings, key=lambda listing: (listing.recommendation, str(listing.pk)))


def read_listings(municipality):
    """The active ones of its own, by recommendation, with titles."""
    own = in_order(municipality.listings.active())
    return [Titled(listing, title_of(listing.recommendation)) for listing in own]


def takes_part(municipality):
    """Whether others see a listing of this municipality: then it sees theirs."""
    return municipality.listings.shown().exists()


def find_fitting(municipality, other):
    """The own listing that a listing of another municipality fits, as others see it, or None."""
    own = municipality.listings.shown().filter(recommendation=other.recommendation, kind=OTHER_KIND[other.kind])
    return own.exclude(municipality=other.municipality).first()


def read_counts(municipality):
    """How many others offer and seek, by recommendation: what a municipality without a fitting listing sees."""
    others = Listing.objects.shown().exclude(municipality=municipality).order_by()
    counts = count_entries(others.values_list("recommendation", "kind"), [entry.id for entry in recommendations()])
    return [Titled(count, title_of(count.recommendation)) for count in counts]


def read_suggestions(municipality):
    """By its own checks, of each project the one submitted last. Shown to itself alone, stored nowhere."""
    listed = municipality.listings.active().values_list("recommendation", flat=True)
    return [Titled(each, title_of(each.recommendation)) for each in suggest(latest_matches(municipality), listed)]


def latest_matches(municipality):
    own = Assessment.objects.filter(project__tenant=municipality, submitted_at__isnull=False, instrument=CURRENT)
    stored = own.annotate(matches=KeyTransform("municipal", KeyTransform("recommendations", "result")))
    ordered = stored.order_by("submitted_at", "pk").values_list("project_id", "matches")
    return dict(ordered).values()


def read_contacts(municipality):
    """Those that are open or agreed, what waits for an answer from here first, then the newest."""
    found = list(Contact.objects.alive().of(municipality).select_related("offer__municipality", "seek__municipality"))
    sides = {side for contact in found for side in (contact.offer_id, contact.seek_id)}
    shown = set(Listing.objects.shown().filter(pk__in=sides).values_list("pk", flat=True))
    views = [contact_view(contact, municipality, shown) for contact in found]
    return sorted(views, key=lambda view: (not view.is_waiting, not view.is_agreed))


def contact_view(contact, municipality, shown):
    """`shown`: the ids of the listings that others see."""
    is_offer = contact.offer.municipality_id == municipality.pk
    own, other = (contact.offer, contact.seek) if is_offer else (contact.seek, contact.offer)
    reachable = {own.pk, other.pk} <= shown
    told = reachable and contact.state == Contact.State.AGREED
    return ContactView(
        contact=contact,
        place=place_of(other.municipality),
        recommendation=other.recommendation,
        title=title_of(other.recommendation),
        own_is_offer=is_offer,
        own_asked=contact.asker == own.kind,
        own_text=own.text,
        text=other.text if reachable else "",
        is_reachable=reachable,
        office=other.contact if told else "",
        email=other.email if told else "",
    )


def read_refusals(municipality):
    """Whom this municipality has to leave alone for a while: {(other municipality, recommendation, kind of the own
    listing): the day from which on it may ask again}. Also where the listings are newer than the refusal."""
    found = {}
    # By whole days, as they are told: on the day itself it may, at whatever hour the other had refused.
    today = timezone.localdate()
    kept_since = timezone.make_aware(datetime.combine(today - WAIT + timedelta(days=1), time.min))
    for contact in Contact.objects.refusing(municipality, kept_since).select_related("offer", "seek"):
        own_kind = "offer" if contact.offer.municipality_id == municipality.pk else "seek"
        other = contact.seek if own_kind == "offer" else contact.offer
        key = (other.municipality_id, other.recommendation, own_kind)
        day = may_ask_again(timezone.localdate(contact.ended_at or contact.answered_at))
        found[key] = max(day, found.get(key, day))
    return found


def read_partners(municipality, contacts):
    """(the best MOST_SHOWN, how many there are). `contacts`: of read_contacts."""
    own = [entry_of(listing) for listing in municipality.listings.shown().select_related("municipality")]
    others = Listing.objects.shown().exclude(municipality=municipality).select_related("municipality")
    wanted = others.filter(recommendation__in=[entry.recommendation for entry in own])
    partners = find_partners(own, [entry_of(listing) for listing in wanted])
    by_pair = {frozenset((view.contact.offer_id, view.contact.seek_id)): view for view in contacts}
    refusals = read_refusals(municipality)
    return [partner_view(partner, by_pair, refusals) for partner in partners[:MOST_SHOWN]], len(partners)


def partner_view(partner, by_pair, refusals):
    fits = tuple(
        FitView(
            own=fit.own,
            other=fit.other,
            title=title_of(fit.other.recommendation),
            contact=by_pair.get(frozenset((fit.own.id, fit.other.id))),
            again=refusals.get((partner.place.id, fit.own.recommendation, fit.own.kind)),
        )
        for fit in partner.fits
    )
    return PartnerView(partner.place, partner.reason, fits)


def count_waiting(municipality_id):
    """How many requests wait for an answer from this municipality."""
    return Contact.objects.waiting_for(municipality_id).count()


def listings_with(addresses):
    """Those that name one of these addresses (same_case) as contact."""
    named = Listing.objects.active().exclude(email="").select_related("municipality").order_by("created_at", "pk")
    return [listing for listing in named if same_case(listing.email) in addresses]
