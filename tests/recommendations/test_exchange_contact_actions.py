"""Contacts as they are stored: who may ask whom and when, and what an answer and an end change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import HistoryEntry, Membership
from recommendations import actions
from recommendations.exchange import MOST_OPEN, WAIT
from recommendations.models import Contact
from tests.exchange import agree, make_contact, make_listing, make_place
from tests.recommendations.exchange_story import ASK, Two, last_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return Two()


def test_after_a_withdrawal_both_may_ask_again_at_once(two):
    agree(make_contact(two.offer, two.seek))
    actions.withdraw_listing(listing=two.seek, editor=two.editor)
    two.seek = make_listing(two.home, kind="seek")

    assert two.ask().state == "open"


def test_request_is_stored_and_recorded_for_who_asks_alone(two):
    contact = two.ask()

    stored = Contact.objects.get()
    assert stored == contact
    assert (stored.offer, stored.seek, stored.asker) == (two.offer, two.seek, "seek")
    assert (stored.message, stored.state) == (ASK["message"], "open")
    assert last_entry(two.home).subject == "K1.2: Nachbarbach (erfunden)"
    assert last_entry(two.home).kind == "contact_asked"
    assert last_entry(two.other) is None
    assert list(Contact.objects.waiting_for(two.other)) == [contact]
    assert list(Contact.objects.waiting_for(two.home)) == []


def test_who_offers_may_ask_too(two):
    contact = two.ask_back()

    assert contact.asker == "offer"
    assert list(Contact.objects.waiting_for(two.home)) == [contact]


def test_both_cannot_ask_each_other(two):
    two.ask()

    for ask in (two.ask, two.ask_back):
        with pytest.raises(actions.AlreadyAsked):
            ask()


@pytest.mark.parametrize("gone", ["own", "other", "no leitung", "not in the directory", "own itself"])
def test_what_is_not_shown_or_does_not_fit_cannot_be_asked(two, gone):
    listing = two.offer
    if gone in ("own", "other"):
        side, editor = (two.seek, two.editor) if gone == "own" else (two.offer, two.other_editor)
        actions.withdraw_listing(listing=side, editor=editor)
    elif gone == "no leitung":
        Membership.objects.filter(municipality=two.other).update(role="edit")
    elif gone == "not in the directory":
        type(two.other).objects.filter(pk=two.other.pk).update(is_current=False)
    else:
        listing = two.seek

    with pytest.raises(actions.NotFitting):
        actions.ask_contact(municipality=two.home, listing=listing, editor=two.editor, **ASK)

    assert Contact.objects.exists() is False


def test_so_many_requests_may_be_open_and_no_more(two):
    for number in range(MOST_OPEN - 1):
        other = make_listing(make_place(f"Ort {number} (erfunden)"))
        make_contact(other, two.seek)
    last, more = two.ask(), make_listing(make_place("Fernbach (erfunden)"))

    with pytest.raises(actions.TooManyRequests):
        actions.ask_contact(municipality=two.home, listing=more, editor=two.editor, **ASK)

    two.end(last)
    assert actions.ask_contact(municipality=two.home, listing=more, editor=two.editor, **ASK).state == "open"


def test_agreement_is_stored_and_recorded_for_who_agreed(two):
    contact = two.answer(two.ask())

    assert (contact.state, contact.message) == ("agreed", ASK["message"])
    entry = last_entry(two.other)
    assert (entry.kind, entry.subject) == ("contact_answered", "K1.2: Musterbach (erfunden)")
    assert entry.changes == {"said": [None, "zugestimmt"]}


def test_refusal_takes_the_message_away(two):
    contact = two.answer(two.ask(), actions.decline_contact)

    assert (contact.state, contact.message) == ("declined", "")
    assert last_entry(two.other).changes == {"said": [None, "abgelehnt"]}


def back_in_time(contact, days):
    # By the wall clock: where summer time ended in between, the same hour is another one in UTC.
    moment = timezone.localtime() - timedelta(days=days)
    asked = moment - timedelta(days=1)
    ended = moment if contact.ended_at else None
    Contact.objects.filter(pk=contact.pk).update(asked_at=asked, answered_at=moment, ended_at=ended)


@pytest.mark.parametrize("how", ["declined", "ended by the other"])
def test_who_was_refused_may_ask_again_after_the_time(two, how):
    contact = two.answer(two.ask(), actions.decline_contact if how == "declined" else actions.agree_contact)
    if how != "declined":
        actions.end_contact(contact=contact, municipality=two.other, editor=two.other_editor)
        contact.refresh_from_db()
    back_in_time(contact, WAIT.days - 1)

    with pytest.raises(actions.AskedTooSoon) as refused:
        two.ask()

    assert refused.value.day == timezone.localdate() + timedelta(days=1)
    back_in_time(contact, WAIT.days)
    assert two.ask().state == "open"


def test_new_listings_do_not_shorten_the_time(two):
    two.answer(two.ask(), actions.decline_contact)
    for listing, editor in ((two.seek, two.editor), (two.offer, two.other_editor)):
        actions.withdraw_listing(listing=listing, editor=editor)
    two.seek, two.offer = make_listing(two.home, kind="seek"), make_listing(two.other)

    with pytest.raises(actions.AskedTooSoon):
        two.ask()


def test_who_declined_may_ask_at_once(two):
    two.answer(two.ask(), actions.decline_contact)

    assert two.ask_back().asker == "offer"


def test_who_took_the_own_request_back_may_ask_again(two):
    ended = two.end(two.ask())

    assert (ended.state, ended.ended_by, ended.message) == ("ended", "seek", "")
    assert last_entry(two.home).kind == "contact_withdrawn"
    assert two.ask().state == "open"


def test_ending_twice_changes_nothing(two):
    ended = two.end(two.answer(two.ask()))
    entries = HistoryEntry.objects.count()

    assert two.end(ended).ended_at == ended.ended_at
    assert HistoryEntry.objects.count() == entries


@pytest.mark.parametrize("act", [actions.agree_contact, actions.decline_contact])
def test_request_that_is_over_is_not_answered(two, act):
    contact = two.end(two.ask())

    with pytest.raises(actions.ContactOver):
        two.answer(contact, act)


def test_nobody_answers_the_own_request(two):
    contact = two.ask()

    with pytest.raises(actions.ContactOver):
        actions.agree_contact(contact=contact, municipality=two.home, editor=two.editor)


def test_who_is_not_shown_any_more_gets_no_agreement(two):
    contact = two.ask()
    Membership.objects.filter(municipality=two.home).update(role="edit")

    with pytest.raises(actions.ContactOver):
        two.answer(contact)

    contact.refresh_from_db()
    assert contact.state == "open"
    assert two.answer(contact, actions.decline_contact).state == "declined"
