"""The exchange with long names: axe-core, the width of the window, the way from the listing to the agreed contact."""

import pytest
from django.urls import reverse

from recommendations.models import Contact
from tests.browser.looks import FEWER_LOOKS, faults
from tests.browser.test_team_pages import LONG, pages
from tests.cast import make_member, make_municipality
from tests.exchange import agree, make_contact, make_listing, make_place
from tests.programmes import make_submitted

pytestmark = pytest.mark.browser


class Exchange:
    """A municipality with a listing of each kind; others fit, have asked, are asked, have agreed."""

    def __init__(self):
        self.municipality = make_municipality(LONG)
        self.lead = make_member(self.municipality, "lead")
        self.offer = make_listing(self.municipality, text="a" * 200, email=f"{'a' * 60}@{'b' * 60}.example")
        self.seek = make_listing(self.municipality, "K2.1", "seek")
        self.other = make_place(f"{LONG} am anderen Ufer")
        self.waiting = make_contact(self.offer, make_listing(self.other, kind="seek"))
        agreed = make_listing(make_place("Fernbach (erfunden)", land="06", size_class=4), "K2.1", text="b" * 200)
        self.agreed = agree(make_contact(agreed, self.seek))
        self.free = make_listing(self.other, "K2.1")
        make_submitted(self.municipality, level=1)

    def addresses(self):
        place = self.municipality.pk
        return [
            *pages("lead", ["exchange", "add_listing"], place),
            *pages("lead", ["edit_listing", "withdraw_listing"], place, self.offer.pk),
            *pages("lead", ["ask_contact"], place, self.free.pk),
            *pages("lead", ["answer_contact"], place, self.waiting.pk),
            *pages("lead", ["end_contact"], place, self.agreed.pk),
        ]


@pytest.fixture
def exchange(transactional_db):
    return Exchange()


def test_pages_of_the_exchange(open_as, axe, watch, exchange):
    assert faults(open_as(exchange.lead), axe, exchange.addresses(), FEWER_LOOKS) == []


def test_page_before_the_first_listing(open_as, axe, watch, exchange):
    municipality = make_municipality("Oberdorf (erfunden)")
    lead = make_member(municipality, "lead")

    assert faults(open_as(lead), axe, pages("lead", ["exchange"], municipality.pk), FEWER_LOOKS) == []


def test_from_the_listing_to_the_agreed_contact(open_as, watch, exchange):
    """Two municipalities, each in a browser of its own."""
    home = make_municipality("Oberdorf (erfunden)")
    page = open_as(make_member(home, "lead"))
    page.goto(reverse("exchange", args=[home.pk]))
    page.get_by_role("link", name="Eintrag anlegen").click()
    page.get_by_label("Empfehlung").select_option("K2.1")
    page.get_by_label("Wir suchen Rat").check()
    page.get_by_label("Worum es geht").fill("Welche Kennzahlen haben sich bewährt?")
    page.get_by_label("Zuständige Stelle").fill("Stabsstelle Digitalisierung")
    page.get_by_label("E-Mail-Adresse der Stelle").fill("digital@oberdorf.example")
    page.get_by_label("Ich trage das im Namen meiner Kommune ein").check()
    page.get_by_role("button", name="Eintrag speichern").click()
    page.get_by_text("Eingetragen.").wait_for()
    partner = page.get_by_role("listitem").filter(has_text=exchange.other.name).last
    partner.get_by_role("link", name="Kontakt anfragen").click()
    page.get_by_label("Ihre Nachricht").fill("Dürfen wir Ihr Kennzahlenblatt sehen?")
    page.get_by_role("button", name="Kontakt anfragen").click()
    page.get_by_text("Sie haben angefragt").wait_for()

    contact = Contact.objects.get(seek__municipality=home)
    answering = open_as(contact.offer.municipality.memberships.get().user)
    answering.goto(reverse("exchange", args=[contact.offer.municipality_id]))
    answering.get_by_role("link", name="Beantworten").click()
    answering.get_by_label("Zustimmen").check()
    answering.get_by_role("button", name="Antwort speichern").click()
    answering.get_by_text("digital@oberdorf.example").wait_for()

    page.reload()
    page.get_by_text(contact.offer.email).wait_for()
    assert page.get_by_text("Beide haben zugestimmt").count() == 1
