"""Where a project stands on the way to the decision, part by part, and its page."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from recommendations.concept import FIELD_GUIDES
from recommendations.decision_overview import build_overview
from recommendations.entry_list import SPECS
from recommendations.example import current_document
from tests.cast import make_assessment, open_link
from tests.queries import at_most
from tests.recommendations.decision_samples import HOSTING, STAFF, TRIPS
from tests.recommendations.files import TODAY

EXAMPLE = current_document(TODAY)
RELIEF = replace(HOSTING, side="relief", kind="saving", yearly=Decimal(3400), once=None)
EMPTY = replace(EXAMPLE, entries={}, costs=(), indicators=(), measures=())
GATES = ("benefit", "usage", "operator", "technology", "rights", "costs_known", "costs_financed", "taker")
ALL_YES = {f"path.{gate}": "yes" for gate in GATES}


def station(document, name, today=TODAY):
    return next(entry for entry in build_overview(document, today).stations if entry.name == name)


def states(document):
    return {entry.name: entry.state for entry in build_overview(document, TODAY).stations}


def test_nothing_said_is_open_everywhere():
    assert states(EMPTY) == dict.fromkeys(("clock", "path", "costs", "indicators", "concept", "proposal"), "open")


def test_example_is_half_on_its_way():
    assert states(EXAMPLE) == {
        "clock": "complete",
        "path": "begun",
        "costs": "begun",
        "indicators": "begun",
        "concept": "begun",
        "proposal": "begun",
    }


@pytest.mark.parametrize(
    ("changes", "name", "state", "text"),
    [
        ({"project": replace(EXAMPLE.project, funding_end=None)}, "clock", "open", "Das Ende der Förderung fehlt"),
        ({"entries": ALL_YES}, "path", "begun", "8 von 8 Prüfsteinen beantwortet. Danach liegt nahe: Verstetigen."),
        (
            {"entries": {**ALL_YES, "path.outcome": "close", "path.close_day": "done"}},
            "path",
            "complete",
            "Verständigt auf: Geordnet beenden. Von der Liste sind 1 von 10 Punkten erledigt.",
        ),
        ({"costs": (HOSTING,)}, "costs", "complete", "3.400"),
        ({"costs": (STAFF,)}, "costs", "begun", "noch nicht bekannt"),
        ({"costs": (RELIEF,)}, "costs", "begun", "steht eine Entlastung von 17.000"),
        ({"indicators": (TRIPS,)}, "indicators", "complete", "1 Kennzahl, 1 mit Messwert."),
        (
            {"entries": {guide.entry_key: "Text" for guide in FIELD_GUIDES}},
            "concept",
            "complete",
            "12 von 12 Abschnitten geschrieben.",
        ),
        ({"entries": {"proposal.office": "Bauamt"}}, "proposal", "begun", "Entwurf aus Ihren Angaben, mit "),
    ],
    ids=["no end", "suggested", "chosen", "costs", "unknown", "only relief", "measured", "concept", "proposal"],
)
def test_part_tells_what_is_known(changes, name, state, text):
    found = station(replace(EMPTY, **changes), name)

    assert found.state == state
    assert text in found.text


def test_where_no_day_is_left_what_is_over_is_counted():
    found = station(EXAMPLE, "clock", EXAMPLE.project.funding_end + timedelta(days=365 * 3))

    assert "schon verstrichen." in found.text


def test_where_every_step_is_done_only_the_end_is_left():
    done = {key: "done" for key in SPECS if key.startswith("calendar.state_")}

    assert station(replace(EMPTY, entries=done), "clock").text == "Die Förderung endet am 31.08.2026."


@pytest.mark.django_db
def test_page_leads_to_every_part(client):
    assessment, token = make_assessment({"B1.1": 3})
    open_link(client, token)

    with at_most(10):
        html = client.get(reverse("decision", args=[assessment.pk])).text

    for name in ("clock", "path", "costs", "indicators", "concept", "proposal", "proposal_docx", "costs_xlsx"):
        assert f'href="{reverse(name, args=[assessment.pk])}"' in html


@pytest.mark.django_db
def test_page_says_what_comes_next(client):
    assessment, token = make_assessment({"B1.1": 3})
    assessment.project.funding_end = date.today() + timedelta(days=400)
    assessment.project.save()
    open_link(client, token)

    html = client.get(reverse("decision", args=[assessment.pk])).text

    assert "Als Nächstes" in html
    assert "Spätestens am " in html
