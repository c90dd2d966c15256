"""The page of the exchange: who sees what of whom, and that nothing of a check is in it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.access import Editor
from assessments.actions import save_answer
from assessments.models import Membership, Municipality
from recommendations import actions
from recommendations.exchange import WAIT
from recommendations.models import Listing
from tests.cast import editor_of, log_in, make_assessment, make_member, make_municipality
from tests.exchange import agree, make_contact, make_listing, make_place
from tests.programmes import every_item, make_submitted
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_municipality()


@pytest.fixture
def lead(home):
    return log_in(make_member(home, "lead"))


@pytest.fixture
def other():
    return make_place()


def show(client, municipality):
    response = client.get(reverse("exchange", args=[municipality.pk]))
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_without_a_listing_only_numbers_are_shown(lead, home, other):
    listing = make_listing(other)

    text = show(lead, home)

    assert "K1.2 Die Zuständigkeit für die Zeit nach der Förderung festlegen 1 0" in text
    assert "sobald Ihre Kommune zu derselben Empfehlung eingetragen ist" in text
    for hidden in (other.name, listing.text, listing.contact, listing.email):
        assert hidden not in text


def test_with_a_listing_those_that_fit_are_shown_without_office_and_address(lead, home, other):
    listing, far = make_listing(other), make_place("Fernbach (erfunden)", land="06", size_class=4)
    make_listing(home, kind="seek")
    make_listing(far, "K2.1")

    text = show(lead, home)

    assert f"{other.name} Bayern, 5.000 bis unter 20.000 · gleiche Größenklasse, gleiches Land" in text
    assert listing.text in text
    assert "Kontakt anfragen" in text
    for hidden in (far.name, listing.contact, listing.email):
        assert hidden not in text


def test_first_time_the_page_says_that_there_is_nothing(lead, home):
    text = show(lead, home)

    assert "Noch hat keine andere Kommune etwas eingetragen." in text
    assert "Ihre Kommune hat noch nichts eingetragen." in text
    assert "Zurzeit gibt es keine offene Anfrage" in text


def test_where_nothing_fits_the_page_says_so(lead, home):
    make_listing(home)

    assert "Zurzeit passt kein Eintrag einer anderen Kommune" in show(lead, home)


@pytest.mark.parametrize("gone", ["withdrawn", "no leitung", "blocked", "not in the directory", "no team"])
def test_what_is_gone_is_gone_at_once(lead, home, other, gone):
    listing = make_listing(other)
    make_listing(home, kind="seek")
    assert listing.text in show(lead, home)

    leitung = other.memberships.get()
    if gone == "withdrawn":
        actions.withdraw_listing(listing=listing, editor=editor_of(leitung.user))
    elif gone == "no leitung":
        Membership.objects.filter(pk=leitung.pk).update(role="edit")
    elif gone == "blocked":
        type(leitung.user).objects.filter(pk=leitung.user_id).update(is_active=False)
    elif gone == "not in the directory":
        Municipality.objects.filter(pk=other.pk).update(is_current=False)
    else:
        leitung.delete()

    text = show(lead, home)
    assert other.name not in text
    assert listing.text not in text


def test_municipality_that_is_gone_from_the_directory_sees_why_it_is_not_seen(lead, home, other):
    make_listing(home, kind="seek")
    make_listing(other)
    Municipality.objects.filter(pk=home.pk).update(is_current=False)

    text = show(lead, home)

    assert "Ihre Kommune steht nicht mehr im amtlichen Gemeindeverzeichnis" in text
    assert other.name not in text


def test_office_and_address_are_shown_once_both_agreed_and_hidden_again_at_once(lead, home, other):
    offer, seek = make_listing(other), make_listing(home, kind="seek")
    told = (offer.contact, offer.email)
    contact = make_contact(offer, seek)
    assert "Sie haben angefragt" in show(lead, home)
    assert not any(each in show(lead, home) for each in told)

    agree(contact)
    assert all(each in show(lead, home) for each in told)

    actions.end_contact(contact=contact, municipality=other, editor=editor_of(other.memberships.get().user))
    assert not any(each in show(lead, home) for each in told)


def test_agreed_contact_with_who_is_not_shown_any_more_tells_nothing(lead, home, other):
    offer, seek = make_listing(other), make_listing(home, kind="seek")
    agree(make_contact(offer, seek))
    assert offer.email in show(lead, home)

    other.memberships.all().delete()

    text = show(lead, home)
    assert "Deshalb sind auch die Kontaktangaben nicht zu sehen." in text
    assert offer.email not in text


def test_agreed_contact_without_an_address(lead, home, other):
    agree(make_contact(make_listing(other, email=""), make_listing(home, kind="seek")))

    assert "keine angegeben" in show(lead, home)


def test_request_that_waits_is_named_first_and_counted_in_the_navigation(lead, home, other):
    offer, seek = make_listing(home), make_listing(other, kind="seek")
    far = make_listing(make_place("Fernbach (erfunden)"), kind="seek")
    agree(make_contact(offer, far, asker="offer"))
    make_contact(offer, seek)

    text = show(lead, home)

    assert text.index("Wartet auf Ihre Antwort") < text.index("Beide haben zugestimmt")
    assert "Austausch (1 offene Anfrage )" in text
    assert "Hat bei Ihnen angefragt, siehe oben" in text
    assert "In Kontakt, siehe oben" in text


def test_after_a_refusal_the_page_says_from_when_on_to_ask_again(lead, home, other):
    offer, seek, now = make_listing(other), make_listing(home, kind="seek"), timezone.now()
    for days in (1, 5):
        make_contact(offer, seek, state="declined", message="", answered_at=now - timedelta(days=days))
    day = timezone.localdate(now - timedelta(days=1)) + WAIT

    text = show(lead, home)

    assert f"ab dem {day:%d.%m.%Y} können Sie wieder anfragen" in text
    assert "Kontakt anfragen" not in text


def test_after_the_time_the_page_offers_to_ask_again(lead, home, other):
    # The day counts, not the hour: in the other's last minute of it.
    refused = (timezone.localtime() - WAIT).replace(hour=23, minute=59, second=59, microsecond=999_999)
    make_contact(
        make_listing(other), make_listing(home, kind="seek"), state="declined", message="", answered_at=refused
    )

    assert "Kontakt anfragen" in show(lead, home)


def test_listing_of_a_recommendation_that_is_no_more_bears_its_number(lead, home):
    make_listing(home, "K9.9")

    assert "K9.9" in show(lead, home)


@pytest.mark.parametrize("role", ["edit", "read"])
def test_who_does_not_lead_reads_and_changes_nothing(home, other, role):
    make_listing(other)
    make_contact(make_listing(other, "K2.1", "seek"), make_listing(home, "K2.1"), asker="offer")
    make_listing(home, kind="seek")

    html = log_in(make_member(home, role)).get(reverse("exchange", args=[home.pk])).content.decode()

    assert other.name in html
    assert "kann, wer in Ihrem Team die Rolle Leitung hat" in html
    for name in ("Kontakt anfragen", "Bearbeiten", "Beantworten", "Eintrag anlegen"):
        assert name not in html


def test_suggestions_come_from_the_own_checks_and_are_shown_to_nobody_else(home, lead, other):
    make_submitted(home, answers={**every_item(0), **dict.fromkeys(("K1.2",), 4)}, days_ago=1)
    make_listing(other, kind="seek")
    make_listing(home, "K3.1", "seek")

    text = show(lead, home)

    offered = "K1.2 Die Zuständigkeit für die Zeit nach der Förderung festlegen. In einem Vorhaben ist das bei Ihnen"
    assert offered in text
    assert "hohe Priorität. Rat suchen" in text
    assert "Vorschläge aus Ihren eigenen Checks" not in show(log_in(other.memberships.get().user), other)


def test_only_the_check_submitted_last_of_a_project_counts(home, lead):
    first = make_submitted(home, level=4, days_ago=9)
    make_submitted(home, level=2, days_ago=1, project=first.project)

    assert "bei Ihnen schon umgesetzt" not in show(lead, home)


SECRETS = ("Geheimes Vorhaben Zauberwald", "Notiz Kassensturz", "Betreiber gesucht 4711")


def test_nothing_of_a_check_is_in_any_page_of_another_municipality(home, lead, other):
    """First that it could be: the owner's pages show all of it."""
    project, note, answer = SECRETS
    submitted = make_submitted(other, level=1, name=project)
    assessment, _ = make_assessment(tenant=other)
    editor = Editor(key="c" * 32, name=answer)
    save_answer(assessment=assessment, item="B1.1", value="3", note=note, base_revision=0, editor=editor)
    owner = log_in(other.memberships.get().user)
    own_pages = [
        reverse("portfolio", args=[other.pk]),
        reverse("history", args=[assessment.pk]),
        reverse("result", args=[submitted.pk]),
    ]
    owned = "".join(owner.get(url).content.decode() for url in own_pages)
    need = re.search(r"Bedarf <strong>([\d,]+)</strong>", owned).group(1)
    assert all(secret in owned for secret in SECRETS)

    offer, seek = make_listing(other), make_listing(home, kind="seek")
    contact = make_contact(offer, seek, asker="offer")
    free = make_listing(other, "K2.1")
    make_listing(home, "K2.1", "seek")
    pages = [
        reverse("exchange", args=[home.pk]),
        reverse("ask_contact", args=[home.pk, free.pk]),
        reverse("answer_contact", args=[home.pk, contact.pk]),
    ]
    before = [lead.get(url) for url in pages]
    agree(contact)
    after = [
        lead.get(reverse("exchange", args=[home.pk])),
        lead.get(reverse("end_contact", args=[home.pk, contact.pk])),
    ]

    shown = "".join(response.content.decode() for response in (*before, *after))
    assert {response.status_code for response in (*before, *after)} == {200}
    assert other.name in shown
    for secret in (*SECRETS, str(submitted.pk), str(assessment.pk), str(submitted.project_id), "Bedarf", f">{need}<"):
        assert secret not in shown


def test_pages_are_the_same_whether_the_other_has_checks_or_not(home, lead, other):
    make_listing(home, kind="seek")
    make_listing(other)
    before = show(lead, home)

    make_submitted(other, level=4)

    assert show(lead, home) == before


def test_as_many_queries_for_many_as_for_one(home, lead, other):
    make_listing(home, kind="seek")
    for number in range(12):
        make_listing(make_place(f"Ort {number} (erfunden)"))
    contacts = [make_contact(offer, Listing.objects.get(kind="seek")) for offer in Listing.objects.filter(kind="offer")]
    agree(contacts[0])
    url = reverse("exchange", args=[home.pk])
    lead.get(url)

    with at_most(17):
        lead.get(url)


def test_thirty_are_shown_and_the_rest_counted(home, lead):
    make_listing(home, kind="seek")
    for number in range(31):
        make_listing(make_place(f"Ort {number:02} (erfunden)"))

    text = show(lead, home)

    assert "Gezeigt sind die ersten 30 von 31 Kommunen." in text
    assert "Ort 29 (erfunden)" in text
    assert "Ort 30 (erfunden)" not in text
