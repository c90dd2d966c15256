"""Asking, answering and ending a contact."""

import pytest
from django.urls import reverse

from recommendations import actions
from recommendations.exchange import MOST_OPEN
from recommendations.models import Contact
from tests.cast import editor_of, log_in, make_member, make_municipality
from tests.exchange import agree, make_contact, make_listing, make_place

pytestmark = pytest.mark.django_db
MESSAGE = {"message": "Dürfen wir uns den Vermerk ansehen?"}


class Two:
    def __init__(self):
        self.home, self.other = make_municipality(), make_place()
        self.user, self.other_user = make_member(self.home, "lead"), self.other.memberships.get().user
        self.lead, self.other_lead = log_in(self.user), log_in(self.other_user)
        self.seek, self.offer = make_listing(self.home, kind="seek"), make_listing(self.other)

    def ask(self, data=None):
        return self.lead.post(reverse("ask_contact", args=[self.home.pk, self.offer.pk]), data or MESSAGE)

    def answer(self, contact, do):
        return self.other_lead.post(reverse("answer_contact", args=[self.other.pk, contact.pk]), {"do": do})

    def page(self):
        return self.lead.get(reverse("exchange", args=[self.home.pk])).content.decode()


@pytest.fixture
def two():
    return Two()


def test_page_says_who_will_see_what(two):
    html = two.lead.get(reverse("ask_contact", args=[two.home.pk, two.offer.pk])).content.decode()

    assert two.offer.text in html
    assert two.seek.text in html
    assert two.offer.email not in html
    assert "sieht den Namen Ihrer Kommune, Ihren Eintrag und diese Nachricht" in html


def test_request_reaches_the_other_and_agreement_shows_both_sides(two):
    assert two.ask().url == reverse("exchange", args=[two.home.pk])
    contact = Contact.objects.get()
    asked = two.other_lead.get(reverse("answer_contact", args=[two.other.pk, contact.pk])).content.decode()
    assert MESSAGE["message"] in asked
    assert two.home.name in asked
    assert two.seek.text in asked
    assert two.seek.email not in asked

    assert two.answer(contact, "agree").url == reverse("exchange", args=[two.other.pk])

    theirs = two.other_lead.get(reverse("exchange", args=[two.other.pk])).content.decode()
    assert two.seek.email in theirs
    assert two.offer.email in two.page()


def test_refusal_says_no_reason_and_when_to_ask_again(two):
    two.ask()
    two.answer(Contact.objects.get(), "decline")
    assert MESSAGE["message"] not in two.page()

    response = two.ask()

    html = response.content.decode()
    assert response.status_code == 422
    assert "abgelehnt oder beendet. Ab dem" in html
    assert MESSAGE["message"] in html


@pytest.mark.parametrize("typed", ["", "a" * 501], ids=["empty", "long"])
def test_message_that_does_not_fit_stays(two, typed):
    response = two.ask({"message": typed})

    assert response.status_code == 422
    assert typed in response.content.decode()
    assert Contact.objects.exists() is False


def test_who_is_in_contact_is_told(two):
    make_contact(two.offer, two.seek, asker="offer")

    response = two.ask()

    assert response.status_code == 422
    assert "schon in Kontakt, oder sie hat selbst" in response.content.decode()


def test_limit_is_told(two):
    for number in range(MOST_OPEN):
        make_contact(make_listing(make_place(f"Ort {number} (erfunden)")), two.seek)

    response = two.ask()

    assert response.status_code == 422
    assert f"schon {MOST_OPEN} offene Anfragen" in response.content.decode()


@pytest.mark.parametrize("case", ["unknown", "own", "not fitting", "withdrawn"])
def test_listing_that_fits_no_own_one_is_not_found(two, case):
    listing = {"own": two.seek, "not fitting": make_listing(two.other, "K2.1")}.get(case, two.offer)
    if case == "withdrawn":
        actions.withdraw_listing(listing=two.offer, editor=editor_of(two.other_user))
    other_id = two.home.pk if case == "unknown" else listing.pk

    assert two.lead.get(reverse("ask_contact", args=[two.home.pk, other_id])).status_code == 404


def test_answer_has_to_be_chosen(two):
    contact = make_contact(two.offer, two.seek)

    response = two.answer(contact, "later")

    assert response.status_code == 422
    assert "Bitte wählen Sie, ob Sie zustimmen oder ablehnen." in response.content.decode()


def test_answer_to_what_is_over_is_told(two):
    contact = make_contact(two.offer, two.seek)
    actions.end_contact(contact=contact, municipality=two.home, editor=editor_of(two.user))

    response = two.answer(contact, "agree")

    assert response.url == reverse("exchange", args=[two.other.pk])
    assert "schon beantwortet oder zurückgenommen" in two.other_lead.get(response.url).content.decode()


def test_agreement_with_who_is_not_shown_any_more_is_told(two):
    contact = make_contact(two.offer, two.seek)
    two.home.memberships.update(role="edit")

    response = two.answer(contact, "agree")

    contact.refresh_from_db()
    assert response.url == reverse("exchange", args=[two.other.pk])
    assert contact.state == "open"


def test_nobody_answers_the_own_request(two):
    contact = make_contact(two.offer, two.seek)

    response = two.lead.post(reverse("answer_contact", args=[two.home.pk, contact.pk]), {"do": "agree"})

    contact.refresh_from_db()
    assert response.status_code == 302
    assert contact.state == "open"


@pytest.mark.parametrize("agreed", [True, False], ids=["agreed", "open"])
def test_end_asks_first_and_then_ends(two, agreed):
    contact = make_contact(two.offer, two.seek)
    if agreed:
        agree(contact)
    url = reverse("end_contact", args=[two.home.pk, contact.pk])

    assert ("Kontakt beenden?" if agreed else "Anfrage zurücknehmen?") in two.lead.get(url).content.decode()
    assert two.lead.post(url, {}).status_code == 422
    assert two.lead.post(url, {"sure": "on"}).status_code == 302

    contact.refresh_from_db()
    assert (contact.state, contact.ended_by) == ("ended", "seek")
    assert two.lead.get(url).url == reverse("exchange", args=[two.home.pk])


def test_who_is_asked_answers_instead_of_ending(two):
    contact = make_contact(two.offer, two.seek)

    response = two.other_lead.get(reverse("end_contact", args=[two.other.pk, contact.pk]))

    assert response.url == reverse("answer_contact", args=[two.other.pk, contact.pk])


@pytest.mark.parametrize("name", ["answer_contact", "end_contact"])
def test_contact_of_two_others_is_not_found(two, name):
    third = make_place("Fernbach (erfunden)")
    contact = make_contact(two.offer, make_listing(third, kind="seek"))

    assert two.lead.get(reverse(name, args=[two.home.pk, contact.pk])).status_code == 404
