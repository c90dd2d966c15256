"""Listings as they are stored: preconditions, what withdrawal takes away, what the database forbids."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import HistoryEntry
from recommendations import actions, exchange_consent
from recommendations.models import Contact, Listing
from tests.cast import editor_of, make_member, make_municipality, make_user
from tests.exchange import agree, make_contact, make_listing, make_place
from tests.recommendations.exchange_story import ASK, CHANGED, FIELDS, Two, add, edit, last_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return Two()


@pytest.fixture
def town():
    return make_municipality()


@pytest.fixture
def lead(town):
    return editor_of(make_member(town, "lead"))


def test_listing_is_stored_and_recorded_without_its_words(town, lead):
    listing = add(town, lead)

    stored = Listing.objects.get()
    assert stored == listing
    assert {name: getattr(stored, name) for name in FIELDS} == FIELDS
    assert (stored.consent, stored.revision, stored.withdrawn_at) == (exchange_consent.CURRENT, 1, None)
    entry = last_entry(town)
    assert (entry.kind, entry.subject, entry.actor_id) == ("listing_saved", "K1.2: Wir suchen Rat", lead.user_id)
    assert entry.changes == {"consent": [None, exchange_consent.CURRENT]}


def test_one_recommendation_is_listed_once(town, lead):
    add(town, lead)

    with pytest.raises(actions.AlreadyListed):
        add(town, lead, kind="offer")
    assert add(town, lead, recommendation="K2.1").recommendation == "K2.1"


def test_outdated_wording_stores_nothing(town, lead):
    with pytest.raises(actions.WordingOutdated):
        add(town, lead, "2025.1")
    listing = add(town, lead)
    with pytest.raises(actions.WordingOutdated):
        edit(listing, lead, "2025.1")

    assert Listing.objects.get().text == FIELDS["text"]


@pytest.mark.parametrize("role", ["edit", "read", None])
def test_only_the_leitung_writes(two, role):
    user = make_member(two.home, role, "andere@musterbach.example") if role else make_user()
    editor, contact = editor_of(user), make_contact(two.offer, two.seek, asker="offer")
    calls = [
        lambda: add(two.home, editor, recommendation="K2.1"),
        lambda: edit(two.seek, editor),
        lambda: actions.withdraw_listing(listing=two.seek, editor=editor),
        lambda: actions.ask_contact(municipality=two.home, listing=two.offer, editor=editor, **ASK),
        lambda: actions.agree_contact(contact=contact, municipality=two.home, editor=editor),
        lambda: actions.decline_contact(contact=contact, municipality=two.home, editor=editor),
        lambda: actions.end_contact(contact=contact, municipality=two.home, editor=editor),
    ]

    for call in calls:
        with pytest.raises(PermissionDenied):
            call()

    assert HistoryEntry.objects.filter(actor=user).exists() is False


def test_change_is_stored_and_recorded(town, lead):
    listing = edit(add(town, lead), lead)

    stored = Listing.objects.get()
    assert stored == listing
    assert {name: getattr(stored, name) for name in CHANGED} == CHANGED
    assert stored.revision == 2
    assert last_entry(town).changes == {"fields": [None, "Text, Stelle, E-Mail-Adresse"]}


def test_change_to_a_listing_of_an_older_wording_records_what_is_agreed_to_now(town, lead):
    listing = add(town, lead)
    Listing.objects.update(consent="2026.1")

    edit(listing, lead, text=FIELDS["text"], contact=FIELDS["contact"], email=FIELDS["email"])
    assert Listing.objects.get().consent == exchange_consent.CURRENT
    assert last_entry(town).changes == {"consent": ["2026.1", exchange_consent.CURRENT]}

    edit(listing, lead, revision=2, text=FIELDS["text"])
    assert last_entry(town).changes == {"fields": [None, "Stelle, E-Mail-Adresse"]}


def test_history_keeps_when_and_by_whom_but_no_word_of_a_listing(town, lead):
    """The words are found where they are stored while the listing is active, and nowhere once it is withdrawn."""
    listing = add(town, lead)
    edit(listing, lead)
    words = [*CHANGED.values(), *(FIELDS[name] for name in CHANGED)]
    stored = Listing.objects.values_list("text", "contact", "email").get()
    assert stored == tuple(CHANGED[name] for name in ("text", "contact", "email"))

    actions.withdraw_listing(listing=listing, editor=lead)

    entries = HistoryEntry.objects.filter(municipality=town).order_by("pk")
    assert [(entry.kind, entry.actor_id) for entry in entries] == [
        ("listing_saved", lead.user_id),
        ("listing_saved", lead.user_id),
        ("listing_withdrawn", lead.user_id),
    ]
    told = " ".join(f"{entry.subject} {entry.changes}" for entry in entries)
    assert [word for word in words if word and word in told] == []
    assert Listing.objects.values_list("text", "contact", "email").get() == ("", "", "")


def test_nothing_new_changes_nothing(town, lead):
    listing = add(town, lead)
    entries = HistoryEntry.objects.count()

    edit(listing, lead, revision=7, **{name: FIELDS[name] for name in CHANGED})

    assert Listing.objects.get().revision == 1
    assert HistoryEntry.objects.count() == entries


def test_change_of_what_somebody_else_changed_is_a_conflict(town, lead):
    listing = add(town, lead)
    edit(listing, lead)

    with pytest.raises(actions.ListingChanged) as conflict:
        edit(listing, lead, text="Etwas anderes")

    assert conflict.value.current.text == CHANGED["text"]
    assert Listing.objects.get().text == CHANGED["text"]


def test_what_was_withdrawn_cannot_be_changed(town, lead):
    listing = add(town, lead)
    actions.withdraw_listing(listing=listing, editor=lead)

    with pytest.raises(Listing.DoesNotExist):
        edit(listing, lead)


def test_withdrawal_empties_the_listing_and_ends_what_it_led_to(two):
    contact, other = agree(make_contact(two.offer, two.seek)), make_listing(make_place("Fernbach (erfunden)"))
    waiting = make_contact(other, two.seek, asker="offer")

    actions.withdraw_listing(listing=two.seek, editor=two.editor)
    actions.withdraw_listing(listing=two.seek, editor=two.editor)

    two.seek.refresh_from_db()
    assert (two.seek.text, two.seek.contact, two.seek.email) == ("", "", "")
    assert two.seek.withdrawn_at is not None
    assert list(Listing.objects.shown().order_by("created_at")) == [two.offer, other]
    for ended in (contact, waiting):
        ended.refresh_from_db()
        assert (ended.state, ended.message, ended.ended_by) == ("ended", "", "")
    assert HistoryEntry.objects.filter(kind="listing_withdrawn").count() == 1


def test_listing_of_a_deactivated_leitung_is_not_shown(two):
    assert set(Listing.objects.shown()) == {two.offer, two.seek}

    two.user.is_active = False
    two.user.save()

    assert set(Listing.objects.shown()) == {two.offer}


def test_with_the_last_account_the_listings_of_a_municipality_go(two):
    make_contact(two.offer, two.seek)

    actions.erase_account(user=two.user, ending={two.home.pk}, editor=two.editor)

    assert list(Listing.objects.all()) == [two.offer]
    assert Contact.objects.exists() is False


def test_address_of_an_erased_account_is_named_no_more(two):
    colleague = make_member(two.home, "lead", "stabsstelle@musterbach.example")
    two.seek.email = "Stabsstelle@musterbach.example"
    two.seek.save()
    kept = two.offer.email

    actions.erase_account(user=colleague, ending=set(), editor=two.editor)

    two.seek.refresh_from_db()
    two.offer.refresh_from_db()
    assert (two.seek.email, two.seek.revision, two.offer.email) == ("", 2, kept)


WRONG = {
    "unknown kind": lambda two: Listing.objects.filter(pk=two.seek.pk).update(kind="swap"),
    "withdrawn with text": lambda two: Listing.objects.filter(pk=two.seek.pk).update(withdrawn_at=timezone.now()),
    "twice": lambda two: make_listing(two.home, kind="offer"),
    "asked twice": lambda two: [make_contact(two.offer, two.seek), make_contact(two.offer, two.seek, asker="offer")],
    "unknown asker": lambda two: make_contact(two.offer, two.seek, asker="both"),
    "agreed without a moment": lambda two: make_contact(two.offer, two.seek, state="agreed"),
    "declined with a message": lambda two: make_contact(
        two.offer, two.seek, state="declined", answered_at=timezone.now()
    ),
    "open and ended by": lambda two: make_contact(two.offer, two.seek, ended_by="seek"),
    "unknown state": lambda two: make_contact(two.offer, two.seek, state="lost", message=""),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_database_forbids_what_cannot_be(two, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        WRONG[wrong](two)


def test_names_of_rows(two):
    assert str(two.seek) == "K1.2: Wir suchen Rat"
    assert str(two.ask()) == "K1.2: angefragt"
