"""The prints that are kept with what is shared: the same as made at a release, and never taken for anything else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.instrument import CURRENT
from recommendations.aggregation import make_prints
from recommendations.figures import assessment_values, judged_ids, pack_values
from recommendations.members import read_members
from recommendations.models import Ledger, Programme, Release, SharedFigures
from recommendations.shared_prints import open_prints, sealed_prints
from tests.programmes import (
    ago,
    every_item,
    make_participants,
    make_release,
    make_share,
    make_shares,
    make_submitted,
    six_of_eight,
    town_of,
)
from tests.recommendations.release_samples import KEY, sample_values

NAMES = judged_ids(CURRENT)
DATA = pack_values(CURRENT, sample_values(7))
STORED = sealed_prints(KEY, "a", CURRENT, DATA)
TEXT = json.dumps(DATA)
CHANGED, GONE = json.dumps([DATA[0] + 1e-9, *DATA[1:]]), json.dumps([None, *DATA[1:]])


@pytest.fixture
def programme(db):
    return six_of_eight()


def computed(programme, members):
    return {key: make_prints(programme.key, key, member.values, NAMES) for key, member in members.items()}


def test_prints_of_a_share_are_those_of_its_values():
    assert open_prints(STORED, KEY, "a", CURRENT, TEXT) == make_prints(KEY, "a", sample_values(7), NAMES)


def swapped(stored):
    """The first two prints exchanged."""
    return f"{stored[:32]}{stored[48:64]}{stored[32:48]}{stored[64:]}"


@pytest.mark.parametrize(
    "given",
    [
        (STORED, "5b" * 32, "a", CURRENT, TEXT),
        (STORED, KEY, "b", CURRENT, TEXT),
        (STORED, KEY, "a", CURRENT, CHANGED),
        (STORED, KEY, "a", CURRENT, GONE),
        (swapped(STORED), KEY, "a", CURRENT, TEXT),
        (STORED[:-16], KEY, "a", CURRENT, TEXT),
        (STORED[:-16] + " " * 16, KEY, "a", CURRENT, TEXT),
        (STORED[32:], KEY, "a", CURRENT, TEXT),
        (STORED[:32], KEY, "a", CURRENT, TEXT),
        ("", KEY, "a", CURRENT, TEXT),
    ],
    ids=["key", "place", "value", "value gone", "swapped", "cut off", "blanked", "no seal", "seal alone", "blank"],
)
def test_what_the_seal_does_not_cover_is_not_taken(given):
    assert open_prints(STORED, KEY, "a", CURRENT, TEXT) is not None

    assert open_prints(*given) is None


def test_seal_covers_of_which_figures_the_prints_are(monkeypatch):
    from recommendations import shared_prints

    monkeypatch.setattr(shared_prints, "_order", lambda instrument: "another order")

    assert open_prints(STORED, KEY, "a", CURRENT, TEXT) is None


def test_members_bring_their_prints_along(programme):
    members = read_members(programme, CURRENT)

    assert len(members) == 6
    assert {key: member.prints for key, member in members.items()} == computed(programme, members)


def test_mean_of_several_projects_has_none(programme):
    town = town_of(programme, 0)
    make_share(programme, town, name="Parken", level=4)

    prints = [member.prints for key, member in read_members(programme, CURRENT).items() if key == str(town.pk)]

    assert prints == [None]


def forget(programme):
    """As in rows of before."""
    SharedFigures.objects.update(prints="")


def take_those_of_another(programme):
    first, second = SharedFigures.objects.order_by("pk")[:2]
    SharedFigures.objects.filter(pk=first.pk).update(prints=second.prints)


def change_the_key(programme):
    Programme.objects.update(key="b7" * 32)


def change_the_values(programme):
    first, second = SharedFigures.objects.order_by("pk")[:2]
    SharedFigures.objects.filter(pk=first.pk).update(data=second.data)


def move_to_another_place(programme):
    row = SharedFigures.objects.order_by("pk").first()
    row.share.municipality = town_of(programme, 7)
    row.share.save()


@pytest.mark.parametrize(
    "change", [forget, take_those_of_another, change_the_key, change_the_values, move_to_another_place]
)
def test_stored_prints_never_decide_otherwise_than_computed_ones(programme, change):
    change(programme)
    programme.refresh_from_db()
    members = read_members(programme, CURRENT)
    expected = computed(programme, members)
    assert any(member.prints is None for member in members.values())

    make_release(programme, ago(1))

    stored = Ledger.objects.get().members
    assert stored["names"] == list(NAMES)
    assert {key: entry[2] for key, entry in stored["members"].items()} == {
        key: prints.packed for key, prints in expected.items()
    }


def test_release_is_the_same_with_and_without_stored_prints(programme):
    make_share(programme, town_of(programme, 0), name="Parken", level=4)
    make_release(programme, ago(9))
    make_shares(programme, make_participants(6, land="05", programme=programme))
    make_share(programme, town_of(programme, 6), level=1)
    made = make_release(programme, ago(1))
    digest, ledger = made.digest, made.ledger.members
    made.ledger.delete()
    Release.objects.filter(pk=made.pk).delete()

    forget(programme)
    again = make_release(programme, ago(1))

    assert (again.content, again.ledger.members, again.digest) == (made.content, ledger, digest)


def test_share_stores_prints_without_another_query(programme):
    town = town_of(programme, 6)
    levels = {item: place % 5 for place, item in enumerate(every_item(2))}
    unknown = dict.fromkeys([item for item in levels if item.startswith("B1.")], "unknown")
    assessment = make_submitted(town, answers={**levels, **unknown})

    with CaptureQueriesContext(connection) as asked:
        share = make_share(programme, town, assessment=assessment)

    assert sum("recommendations_sharedfigures" in query["sql"] for query in asked) == 1
    stored = read_members(programme, CURRENT)[str(town.pk)]
    assert stored.prints == make_prints(programme.key, str(town.pk), assessment_values(assessment.result), NAMES)
    assert any(value.value * 8 % 1 for value in stored.values.values())
    assert 0 < stored.prints.marks().count(" ") < len(NAMES) == len(share.figures.prints) // 16 - 2
