"""A release that was stored when ledgers had each print with its figure: still verified, and judged like any other."""

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from assessments.instrument import CURRENT
from recommendations.aggregation import DIGITS
from recommendations.figures import judged_ids
from recommendations.members import ledger_data, read_ledger
from recommendations.models import Ledger, Programme, Release
from recommendations.release_checks import find_faults
from tests.programmes import (
    ago,
    make_participants,
    make_programme,
    make_release,
    make_share,
    make_shares,
    six_of_eight,
    town_of,
)

pytestmark = pytest.mark.django_db
SAYS = {"date": "2026-05-04", "n": 5, "mean": {"value": 27, "bound": None}, "quartiles": None, "shares": None}
CONTENT = {cell: {"B1": SAYS} for cell in ("programme", "land:09", "size:2")}
PRINTS = ("7645a3fae814ac75", "51e7fcdfe04e86d0", "675f16c927bdb4a0", "92006fcc9a970a0d", "0e340a9df0623008")
MEMBERS = {f"m{number}": ["09", 2, {"B1": told}] for number, told in enumerate(PRINTS)}
DIGEST = "a6913517ac11660df8328b034c9aeae14fc56b1c319311c9772b05f92d382a2a"


@pytest.fixture
def stored():
    programme = make_programme(id="6f1c9d2e-3f55-4c3a-9d55-0a4f7b1f2c11")
    release = Release.objects.create(
        programme=programme,
        date=date(2026, 5, 4),
        instrument="verstetigung-2026.1",
        policy={"mean": 5, "quartiles": 8, "shares": 10, "version": "2026.1"},
        listed=8,
        shared=5,
        content=CONTENT,
        digest=DIGEST,
        created_at=datetime(2026, 5, 4, 12, tzinfo=UTC),
    )
    Ledger.objects.create(release=release, members=MEMBERS)
    return Release.objects.select_related("programme", "ledger").get()


def test_digest_of_what_was_stored_before_still_fits(stored):
    assert find_faults(stored) == []


def test_former_ledger_in_which_a_print_was_changed(stored):
    stored.ledger.members["m3"][2]["B1"] = "0" * DIGITS

    assert find_faults(stored) == ["die Prüfsumme stimmt nicht"]


def test_former_ledger_without_one_of_the_counted(stored):
    del stored.ledger.members["m3"][2]["B1"]

    assert find_faults(stored) == ["die Prüfsumme stimmt nicht", "der Nachweis passt nicht zu den Zahlen"]


def in_former_form(data):
    """What would have been stored of the same ledger."""
    ledger = read_ledger(data, ())
    return {key: [entry.land, entry.size_class, entry.prints.told()] for key, entry in ledger.items()}


def test_both_forms_are_read_as_the_same():
    data = make_release(six_of_eight()).ledger.members

    former = in_former_form(data)

    assert former != data
    assert read_ledger(former, judged_ids(CURRENT)) == read_ledger(data, ())
    assert ledger_data(read_ledger(former, judged_ids(CURRENT))) == data


def play_on(programme):
    """Three more releases: after one has joined, after one has answered otherwise, after five of another Land came."""
    make_share(programme, town_of(programme, 6))
    yield make_release(programme, ago(7))
    make_share(programme, town_of(programme, 0), name="Parken", level=4)
    yield make_release(programme, ago(6))
    make_shares(programme, make_participants(5, land="05", programme=programme))
    yield make_release(programme, ago(5))


def test_release_after_one_of_the_former_form_is_as_after_one_of_today():
    programme, other = six_of_eight(), six_of_the_same()
    for each in (programme, other):
        make_release(each, ago(9))
    ledger = Ledger.objects.get(release__programme=other)
    ledger.members = in_former_form(deepcopy(ledger.members))
    ledger.save()

    contents = [[release.content for release in play_on(each)] for each in (programme, other)]

    assert contents[0] == contents[1]
    kinds = {says.get("reason") for content in contents[0] for row in content.values() for says in row.values()}
    assert kinds >= {None, "too_few", "too_few_changed"}


def six_of_the_same():
    towns = make_participants(8)
    programme = make_programme("Anderes (erfunden)", towns)
    make_shares(programme, towns[:6])
    return programme


def test_audit_reads_releases_of_both_forms(capsys):
    programme = six_of_eight()
    first = make_release(programme, ago(9))
    Ledger.objects.filter(release=first).update(members=in_former_form(first.ledger.members))
    make_shares(programme, make_participants(6, land="05", programme=programme))
    make_release(programme, ago(2))

    with pytest.raises(SystemExit):
        call_command("audit_releases")

    said = capsys.readouterr().out.splitlines()
    assert [line.partition("2026.1: ")[2] for line in said] == ["die Prüfsumme stimmt nicht", "in Ordnung"]
    assert Programme.objects.count() == 1


def test_prints_in_different_orders_are_not_stored_as_one():
    ledger = read_ledger({"a": ["09", 2, {"B1": PRINTS[0]}], "b": ["09", 2, {"B2": PRINTS[1]}]}, ())

    with pytest.raises(ValueError, match="too many"):
        ledger_data(ledger)
