from datetime import date

import pytest
from django.urls import reverse

from recommendations import actions
from recommendations.models import Participation
from recommendations.views import programme as programme_view
from tests.cast import log_in
from tests.programmes import LEAD, make_funder, make_participants, make_programme, make_share
from tests.queries import at_most
from tests.recommendations.release_pages import Funding, text_of

pytestmark = pytest.mark.django_db


def page_of(programme, user, query=""):
    return log_in(user).get(reverse("programme", args=[programme.pk]) + query)


def test_shows_what_is_known_of_the_programme():
    programme = make_programme(starts=date(2025, 1, 1), ends=date(2027, 12, 31))
    municipality, _ = make_participants(2, programme=programme)
    Participation.objects.create(programme=programme, municipality=municipality, round="2")

    said = text_of(page_of(programme, make_funder(programme)))

    assert "Ministerium für Erprobung (erfunden) · 01.01.2025 bis 31.12.2027" in said
    assert "0 von 2 Kommunen haben geteilt Runde „1“: 2 Runde „2“: 1" in said
    assert "Es gibt noch keine Freigabe." in said


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"funder": ""}, "Fördergeber noch nicht eingetragen"),
        ({"starts": date(2025, 1, 1)}, "· seit 01.01.2025"),
        ({"ends": date(2027, 12, 31)}, "· bis 31.12.2027"),
    ],
    ids=["no funder", "no end", "no start"],
)
def test_says_what_is_missing(fields, expected):
    programme = make_programme(**fields)

    said = text_of(page_of(programme, make_funder(programme)))

    assert expected in said
    assert "Zu diesem Programm ist noch keine Kommune eingetragen." in said


def test_does_not_show_who_shares():
    """Whoever of the municipalities it is that shares, the page is the same."""
    programme = make_programme()
    one, other = make_participants(2, programme=programme)
    user = make_funder(programme)
    share = make_share(programme, one)
    before = page_of(programme, user).content

    actions.withdraw_share(share=share, editor=LEAD)
    nobody = page_of(programme, user).content
    make_share(programme, other)

    assert nobody != before
    assert page_of(programme, user).content == before


def test_lists_releases_newest_first_and_answers():
    funding = Funding()
    older, newer = funding.release(30), funding.release()
    actions.publish_answer(
        programme=funding.programme,
        recommendation="F1.2",
        status="running",
        text="Läuft.",
        base_number=0,
        user=funding.user,
    )

    page = page_of(funding.programme, funding.user)

    assert [release.pk for release in page.context["releases"]] == [newer.pk, older.pk]
    answered = {entry.id: answer.status_text for entry, answer in page.context["recommendations"] if answer}
    assert (answered, len(page.context["recommendations"])) == ({"F1.2": "in Arbeit"}, 10)
    assert "20 von 21 Kommunen haben geteilt" in text_of(page)


def test_long_list_of_municipalities_has_pages(monkeypatch):
    monkeypatch.setattr(programme_view, "PER_PAGE", 4)
    programme = make_programme()
    make_participants(9, programme=programme)
    user = make_funder(programme)

    first, last = (page_of(programme, user, f"?seite={number}") for number in (1, 3))

    assert (len(first.context["page"]), len(last.context["page"])) == (4, 1)
    assert "?seite=2#kommunen" in first.content.decode()
    assert "Seite 3 von 3" in text_of(last)


def test_queries_do_not_grow_with_municipalities_and_releases():
    funding = Funding()
    funding.release(30)
    funding.release()
    client = funding.client()

    with at_most(9):
        client.get(reverse("programme", args=[funding.programme.pk]))
