"""Making, changing and withdrawing a listing: typed text is never lost, nothing is stored without consent."""

import pytest
from django.urls import reverse

from recommendations import actions, exchange_consent
from recommendations.models import Listing
from tests.cast import editor_of, log_in, make_member, make_municipality
from tests.exchange import make_listing

pytestmark = pytest.mark.django_db
TYPED = {
    "recommendation": "K1.2",
    "kind": "offer",
    "text": "Wir zeigen, wie der Bauhof übernommen hat.",
    "contact": "Stabsstelle Digitalisierung",
    "email": "digital@musterbach.example",
    "version": exchange_consent.CURRENT,
    "agree": "on",
}


@pytest.fixture
def home():
    return make_municipality()


@pytest.fixture
def user(home):
    return make_member(home, "lead")


@pytest.fixture
def lead(user):
    return log_in(user)


def address(name, *ids):
    return reverse(name, args=ids)


def add(client, home, **typed):
    return client.post(address("add_listing", home.pk), {**TYPED, **typed})


def test_new_listing_is_stored_and_leads_back(lead, home):
    response = add(lead, home)

    assert response.url == address("exchange", home.pk)
    listing = Listing.objects.get()
    stored = ("recommendation", "kind", "text", "contact", "email")
    assert {name: getattr(listing, name) for name in stored} == {name: TYPED[name] for name in stored}
    assert "Eingetragen." in lead.get(response.url).content.decode()


def test_page_shows_the_wording_and_offers_what_is_not_listed_yet(lead, home):
    make_listing(home, "K2.1")

    html = lead.get(address("add_listing", home.pk)).content.decode()

    assert "Dem Wortlaut oben stimme ich zu" in html
    assert html.index("Was niemand sieht") < html.index("Stelle oder Funktion")
    assert '<option value="K1.2">' in html
    assert '<option value="K2.1">' not in html


def test_suggestion_is_filled_in(lead, home):
    html = lead.get(address("add_listing", home.pk), {"empfehlung": "K1.2", "art": "seek"}).content.decode()

    assert '<option value="K1.2" selected>' in html
    assert html.count("checked") == 1


FAULTS = {
    "recommendation": ({"recommendation": "F1.1"}, "Bitte wählen Sie eine Empfehlung"),
    "kind": ({"kind": ""}, "Bitte wählen Sie, ob Sie Auskunft geben oder Rat suchen."),
    "no text": ({"text": " "}, "Bitte schreiben Sie in ein oder zwei Sätzen"),
    "long text": ({"text": "a" * 501}, "Höchstens 500 Zeichen, es sind 501."),
    "contact": ({"contact": ""}, "Bitte nennen Sie die Stelle"),
    "email": ({"email": "stabsstelle"}, "Bitte geben Sie eine vollständige E-Mail-Adresse an"),
    "agree": ({"agree": ""}, "Bitte stimmen Sie mit dem Häkchen zu."),
    "version": ({"version": "2025.1"}, "Der Wortlaut der Einwilligung hat sich geändert"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_and_what_was_typed_stays(lead, home, fault):
    typed, told = FAULTS[fault]

    response = add(lead, home, **typed)

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fehler:" in html
    assert told in html
    assert {**TYPED, **typed}["text"].strip() in html
    assert Listing.objects.exists() is False


def test_outdated_wording_has_to_be_agreed_to_anew(lead, home):
    html = add(lead, home, version="2025.1").content.decode()

    assert f'name="version" value="{exchange_consent.CURRENT}"' in html
    assert "checked" not in html.partition('name="agree"')[2].partition(">")[0]


def edit(client, listing, **typed):
    return client.post(
        address("edit_listing", listing.municipality_id, listing.pk), {**TYPED, "revision": "1", **typed}
    )


def test_change_is_stored(lead, home):
    listing = make_listing(home)
    assert listing.text in lead.get(address("edit_listing", home.pk, listing.pk)).content.decode()

    response = edit(lead, listing)

    assert response.url == address("exchange", home.pk)
    listing.refresh_from_db()
    assert (listing.text, listing.contact, listing.revision) == (TYPED["text"], TYPED["contact"], 2)


def test_kind_and_recommendation_of_a_listing_stay(lead, home):
    listing = make_listing(home)

    edit(lead, listing, kind="seek", recommendation="K2.1")

    listing.refresh_from_db()
    assert (listing.kind, listing.recommendation) == ("offer", "K1.2")


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"text": ""}, "Bitte schreiben Sie"), ({"version": "2025.1"}, "Der Wortlaut der Einwilligung")],
    ids=["fault", "outdated"],
)
def test_fault_in_a_change(lead, home, typed, told):
    listing = make_listing(home)

    response = edit(lead, listing, **typed)

    assert response.status_code == 422
    assert told in response.content.decode()
    listing.refresh_from_db()
    assert listing.revision == 1


def test_conflict_shows_both_and_can_be_saved_over(lead, home):
    listing = make_listing(home, revision=2, email="")

    response = edit(lead, listing)

    html = response.content.decode()
    assert response.status_code == 409
    assert TYPED["text"] in html
    assert listing.text in html
    assert "E-Mail-Adresse der Stelle:</strong> (leer)" in html
    assert 'name="revision" value="2"' in html
    assert edit(lead, listing, revision="2").status_code == 302


def test_withdrawn_meanwhile_keeps_what_was_typed_for_a_new_one(lead, home, user):
    listing = make_listing(home)
    actions.withdraw_listing(listing=listing, editor=editor_of(user))

    response = edit(lead, listing)

    html = response.content.decode()
    assert response.status_code == 409
    assert "inzwischen zurückgenommen" in html
    assert TYPED["text"] in html
    assert '<option value="K1.2" selected>' in html
    assert Listing.objects.active().exists() is False


def test_withdrawal_asks_first(lead, home):
    listing = make_listing(home)
    url = address("withdraw_listing", home.pk, listing.pk)

    assert "Andere Kommunen sehen den Eintrag sofort nicht mehr" in lead.get(url).content.decode()
    assert lead.post(url, {}).status_code == 422
    assert Listing.objects.active().get() == listing

    assert lead.post(url, {"sure": "on"}).url == address("exchange", home.pk)
    assert Listing.objects.active().exists() is False


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["edit_listing", "withdraw_listing"])
def test_what_is_withdrawn_leads_back(lead, home, user, name, method):
    listing = make_listing(home)
    actions.withdraw_listing(listing=listing, editor=editor_of(user))
    if (name, method) == ("edit_listing", "post"):
        assert edit(lead, listing).status_code == 409
        return

    response = getattr(lead, method)(address(name, home.pk, listing.pk), {"sure": "on"})

    assert response.url == address("exchange", home.pk)
    assert "schon zurückgenommen" in lead.get(response.url).content.decode()


def test_history_of_the_team_tells_what_was_listed(lead, home):
    add(lead, home)

    html = lead.get(reverse("team_history", args=[home.pk])).content.decode()

    assert "Im Austausch eingetragen" in html
    assert "K1.2: Wir geben Auskunft" in html
    assert "Fassung der Einwilligung" in html
    assert [TYPED[name] for name in ("text", "contact", "email") if TYPED[name] in html] == []
