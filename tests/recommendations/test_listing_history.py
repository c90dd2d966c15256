"""What earlier versions wrote of listings into the history is taken out of it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from assessments.models import HistoryEntry
from recommendations.history import describe
from tests.cast import make_municipality

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = [("recommendations", "0006_exchange")], [("recommendations", "0007_listing_history")]
NEW = {"consent": [None, "2026.1"], "text": [None, "Wie kommt es in den Haushalt?"], "contact": [None, "Kämmerei"]}
CASES = {
    "new": (NEW, {"consent": [None, "2026.1"]}),
    "text and office": (
        {"text": ["Wie?", "Wer?"], "contact": ["Kämmerei", "Hauptamt"]},
        {"fields": [None, "Text, Stelle"]},
    ),
    "office alone": ({"contact": ["Kämmerei", "Hauptamt"]}, {"fields": [None, "Stelle"]}),
    "address alone": ({}, {}),
}


@pytest.fixture
def early():
    """The database as it was before, and all of it again afterwards."""
    executor = MigrationExecutor(connection)
    leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "recommendations"]
    executor.migrate(BEFORE)
    yield
    MigrationExecutor(connection).migrate(leaves)


def write(municipality, kind, changes):
    return HistoryEntry.objects.create(
        kind=kind, municipality_id=municipality.pk, changes=changes, at=timezone.now(), actor_name="Leitung"
    )


def test_words_of_listings_go_and_all_else_stays(early):
    town = make_municipality()
    entries = {name: write(town, "listing_saved", before) for name, (before, _) in CASES.items()}
    other = write(town, "role_changed", {"text": ["bleibt", "auch"]})

    MigrationExecutor(connection).migrate(AFTER)

    for name, entry in entries.items():
        entry.refresh_from_db()
        assert entry.changes == CASES[name][1], name
    other.refresh_from_db()
    assert other.changes == {"text": ["bleibt", "auch"]}


TOLD = {
    "new": ({"consent": [None, "2026.2"]}, "Im Austausch eingetragen", [("Fassung der Einwilligung", "2026.2")]),
    "changed": ({"fields": [None, "Text, Stelle"]}, "Eintrag im Austausch geändert", [("Geändert", "Text, Stelle")]),
    "agreed anew": (
        {"consent": ["2026.1", "2026.2"]},
        "Eintrag im Austausch geändert",
        [("Fassung der Einwilligung", "2026.2")],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_entries_in_words(case):
    changes, title, told = TOLD[case]

    view = describe(HistoryEntry(kind="listing_saved", changes=changes))

    assert (view.title, [(change.label, change.after) for change in view.changes]) == (title, told)
