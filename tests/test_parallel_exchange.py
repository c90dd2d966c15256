"""The exchange with several people at once."""

import pytest
from django.urls import reverse

from recommendations import exchange_consent
from recommendations.actions import (
    AlreadyListed,
    ExchangeRefused,
    add_listing,
    agree_contact,
    ask_contact,
    end_contact,
    withdraw_listing,
)
from recommendations.models import Contact, Listing
from tests.cast import editor_of, log_in, make_member, make_municipality
from tests.exchange import make_contact, make_listing, make_place
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)
ASK = {"message": "Dürfen wir uns das ansehen?"}


class Two:
    def __init__(self):
        self.home, self.other = make_municipality(), make_place()
        self.editor = editor_of(make_member(self.home, "lead"))
        self.other_editor = editor_of(self.other.memberships.get().user)

    def list_both(self):
        self.seek, self.offer = make_listing(self.home, kind="seek"), make_listing(self.other)


@pytest.fixture
def two():
    return Two()


def outcome(call):
    """What it returned, or the refusal."""
    try:
        return call()
    except ExchangeRefused as refused:
        return type(refused)


def test_one_recommendation_is_listed_once(two):
    def listing(kind):
        fields = {"recommendation": "K1.2", "kind": kind, "text": "Text", "contact": "Hauptamt", "email": ""}
        version = exchange_consent.CURRENT
        return add_listing(municipality=two.home, fields=fields, consent_version=version, editor=two.editor)

    done = together([lambda kind=kind: outcome(lambda: listing(kind)) for kind in ("offer", "seek", "offer")])

    assert done.count(AlreadyListed) == 2
    assert Listing.objects.count() == 1


def test_two_of_a_team_list_the_same_at_once(two):
    url = reverse("add_listing", args=[two.home.pk])
    data = {"recommendation": "K1.2", "kind": "offer", "text": "Text", "contact": "Hauptamt", "agree": "on"}
    data["version"] = exchange_consent.CURRENT
    tabs = [log_in(two.home.memberships.get().user) for _ in range(2)]

    done = together([lambda tab=tab: tab.post(url, data).status_code for tab in tabs])

    assert sorted(done) == [302, 422]
    assert Listing.objects.count() == 1


def test_both_ask_each_other_at_once(two):
    two.list_both()

    done = together(
        [
            lambda: outcome(lambda: ask_contact(municipality=two.home, listing=two.offer, editor=two.editor, **ASK)),
            lambda: outcome(
                lambda: ask_contact(municipality=two.other, listing=two.seek, editor=two.other_editor, **ASK)
            ),
        ]
    )

    assert sum(isinstance(each, Contact) for each in done) == 1
    assert Contact.objects.get().state == "open"


@pytest.mark.parametrize("how", ["listing", "request"])
def test_agreement_while_it_is_withdrawn_never_stays(two, how):
    two.list_both()
    contact = make_contact(two.offer, two.seek)

    def take_back():
        if how == "listing":
            return withdraw_listing(listing=two.seek, editor=two.editor)
        return end_contact(contact=contact, municipality=two.home, editor=two.editor)

    together(
        [
            take_back,
            lambda: outcome(lambda: agree_contact(contact=contact, municipality=two.other, editor=two.other_editor)),
        ]
    )

    contact.refresh_from_db()
    assert (contact.state, contact.message) == ("ended", "")


def test_request_while_the_listing_is_withdrawn_never_stays(two):
    two.list_both()

    together(
        [
            lambda: withdraw_listing(listing=two.offer, editor=two.other_editor),
            lambda: outcome(lambda: ask_contact(municipality=two.home, listing=two.offer, editor=two.editor, **ASK)),
        ]
    )

    assert Contact.objects.alive().exists() is False
