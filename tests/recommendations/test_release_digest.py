import json
from datetime import date

import pytest

from recommendations.actions import Refusal, ReleaseRefused, prepare_release
from recommendations.digest import as_json, release_digest
from recommendations.models import Ledger, Release
from tests.programmes import ago, make_release, make_share, six_of_eight, today, town_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return six_of_eight()


def digest_of(release):
    return release_digest(release, release.ledger.members)


@pytest.mark.parametrize(
    "change",
    [
        {"date": date(2020, 1, 1)},
        {"instrument": "other"},
        {"policy": {}},
        {"listed": 7},
        {"shared": 7},
        {"content": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_digest_is_of_everything_that_is_said(programme, change):
    made = make_release(programme)

    for name, value in change.items():
        setattr(made, name, value)

    assert digest_of(made) != made.digest


def plain_json(data):
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "changed", [{}, {"ä": 'Ü"\\/\n\x07\x7f\u2028'}, {"zu groß": 2**70}], ids=["as made", "signs", "large number"]
)
def test_digest_is_of_the_bytes_that_json_writes(programme, changed):
    made = make_release(programme)

    says = {"content": made.content, "ledger": made.ledger.members, **changed}

    assert as_json(says) == plain_json(says)


def change_a_print(ledger):
    entry = next(iter(ledger["members"].values()))
    entry[2] = "0" * 16 + entry[2][16:]


def change_a_place(ledger):
    next(iter(ledger["members"].values()))[0] = "05"


def change_the_order(ledger):
    ledger["names"].reverse()


def forget_one(ledger):
    ledger["members"].popitem()


@pytest.mark.parametrize("change", [change_a_print, change_a_place, change_the_order, forget_one, dict.clear])
def test_digest_is_of_the_ledger_too(programme, change):
    made = make_release(programme)

    change(made.ledger.members)

    assert digest_of(made) != made.digest


def test_digest_is_not_that_of_another_ledger(programme):
    first = make_release(programme, ago(3))
    make_share(programme, town_of(programme, 6))
    second = make_release(programme)
    first, second = Release.objects.get(pk=first.pk), Release.objects.get(pk=second.pk)

    assert release_digest(second, first.ledger.members) != second.digest
    assert release_digest(second, None) != second.digest
    assert release_digest(second, second.ledger.members) == second.digest


def test_release_is_refused_where_an_earlier_ledger_is_missing(programme):
    first = make_release(programme, ago(3))
    Ledger.objects.filter(release=first).delete()

    preview = prepare_release(programme=programme, day=today())

    assert (preview.refusals, preview.decisions) == ((Refusal.LEDGER,), {})
    assert (preview.shared, preview.listed, preview.last) == (6, 8, ago(3))
    with pytest.raises(ReleaseRefused) as error:
        make_release(programme)
    assert error.value.reason == Refusal.LEDGER
    assert list(Release.objects.all()) == [first]


@pytest.mark.parametrize(
    "members", [[], "x", {"a": ["09"]}, {"names": ["B1"], "members": {"a": ["09", 2, "7"]}}], ids=str
)
def test_release_is_refused_where_an_earlier_ledger_cannot_be_read(programme, members):
    Ledger.objects.filter(release=make_release(programme, ago(3))).update(members=members)

    assert prepare_release(programme=programme, day=today()).refusals == (Refusal.LEDGER,)


def test_ledger_of_another_version_is_not_needed(programme):
    make_release(programme, ago(3))
    Release.objects.update(instrument="verstetigung-2025.1")
    Ledger.objects.all().delete()

    assert make_release(programme).shared == 6
