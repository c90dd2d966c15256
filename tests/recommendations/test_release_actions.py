from collections import Counter

import pytest

from assessments.instrument import CURRENT
from recommendations.actions import Refusal, ReleaseRefused, prepare_release, withdraw_share
from recommendations.aggregation import CELLS, Policy
from recommendations.digest import release_digest
from recommendations.members import read_members
from recommendations.models import Ledger, Participation, Release
from tests.programmes import (
    LEAD,
    ago,
    make_funder,
    make_participants,
    make_programme,
    make_release,
    make_share,
    make_shares,
    six_of_eight,
    today,
    town_of,
)
from tests.queries import at_most

pytestmark = pytest.mark.django_db
# Everything in a release but the release itself: members, other instruments, history, list, last day.
QUERIES_TO_READ = 5


@pytest.fixture
def programme():
    return six_of_eight()


def digest_of(release):
    return release_digest(release, release.ledger.members)


def new_values(preview):
    return sum(each.status == "new" for figures in preview.decisions.values() for each in figures.values())


def test_release_says_how_many_of_how_many(programme):
    user = make_funder(programme)

    made = make_release(programme, ago(3), user)

    made = Release.objects.get(pk=made.pk)
    assert (made.shared, made.listed, made.date, made.instrument) == (6, 8, ago(3), CURRENT)
    assert made.policy == {"mean": 5, "quartiles": 8, "shares": 10, "version": "2026.1"}
    assert (made.created_by, made.digest) == (user, digest_of(made))
    assert set(made.content) == set(CELLS)
    assert {cell for cell, figures in made.content.items() if "mean" in figures["B1"]} == {
        "programme",
        "land:09",
        "size:2",
    }


def test_mean_is_of_the_municipalities(programme):
    made = make_release(programme)

    # Levels 0, 1, 2, 3, 4, 0 of one barrier: pressure 0, 25, 50, 75, 100, 0 in one direction or the other.
    says = made.content["programme"]["B1"]
    scores = [values.values["B1"].value for values in read_members(programme, CURRENT).values()]
    assert sorted(scores) in ([0, 0, 25, 50, 75, 100], [0, 25, 50, 75, 100, 100])
    assert says == {
        "date": today().isoformat(),
        "n": 6,
        "mean": {"value": int(sum(scores) / 6 + 0.5), "bound": None},
        "quartiles": None,
        "shares": None,
    }


def test_preview_says_what_the_release_does(programme):
    make_release(programme, ago(9))
    make_share(programme, town_of(programme, 6))
    preview = prepare_release(programme=programme, day=today())

    made = make_release(programme)

    stored = [says for figures in made.content.values() for says in figures.values()]
    decided = [each for figures in preview.decisions.values() for each in figures.values()]
    assert (preview.shared, preview.listed, preview.last, preview.refusals) == (7, 8, ago(9), ())
    assert [(each.kept, each.reason) for each in decided] == [(says.get("date"), says["reason"]) for says in stored]
    assert Counter((each.status, each.reason) for each in decided) == {
        ("kept", "too_few_changed"): 3 * 56,
        ("none", "too_few"): 18 * 56,
    }


def test_preview_computes_no_figure_and_stores_nothing(programme):
    preview = prepare_release(programme=programme, day=today())

    assert new_values(preview) == 3 * 56
    assert not Release.objects.exists()


def test_value_that_is_kept_has_the_day_of_its_release(programme):
    first = make_release(programme, ago(9))
    make_share(programme, town_of(programme, 6), level=4)

    second = make_release(programme)

    kept = {**first.content["programme"]["B1"], "reason": "too_few_changed"}
    assert second.content["programme"]["B1"] == kept
    assert kept["date"] == ago(9).isoformat()


def test_stored_release_stays_as_it_is(programme):
    first = make_release(programme, ago(9))
    for share in programme.shares.in_force():
        withdraw_share(share=share, editor=LEAD)

    stored = Release.objects.get(pk=first.pk)
    assert stored.content == first.content
    assert stored.digest == digest_of(stored)


@pytest.mark.parametrize(
    ("day", "reason"),
    [(-1, Refusal.FUTURE), (3, Refusal.TAKEN), (4, Refusal.EARLIER)],
    ids=["tomorrow", "same day", "before the last"],
)
def test_day_on_which_there_can_be_none(programme, day, reason):
    make_release(programme, ago(3))

    assert prepare_release(programme=programme, day=ago(day)).refusals == (reason,)
    with pytest.raises(ReleaseRefused) as error:
        make_release(programme, ago(day))
    assert (error.value.reason, str(error.value)) == (reason, reason.label)
    assert Release.objects.count() == Ledger.objects.count() == 1


@pytest.mark.parametrize(("sharing", "refusals"), [(0, 1), (1, 1), (4, 1), (5, 0)])
def test_so_many_must_share(sharing, refusals):
    towns = make_participants(6)
    programme = make_programme(municipalities=towns)
    make_shares(programme, towns[:sharing])

    preview = prepare_release(programme=programme, day=today())

    assert preview.refusals == (Refusal.TOO_FEW,) * refusals
    assert new_values(preview) == (0 if refusals else 3 * 56)
    if refusals:
        with pytest.raises(ReleaseRefused):
            make_release(programme)
    else:
        assert make_release(programme).shared == 5


def test_all_have_withdrawn(programme):
    make_release(programme, ago(3))
    for share in programme.shares.in_force():
        withdraw_share(share=share, editor=LEAD)

    with pytest.raises(ReleaseRefused) as error:
        make_release(programme)

    assert error.value.reason == Refusal.TOO_FEW


def test_thresholds_are_those_of_the_settings(programme, settings):
    settings.DISCLOSURE_MEAN, settings.DISCLOSURE_QUARTILES, settings.DISCLOSURE_SHARES = 6, 6, 6

    made = make_release(programme)

    assert made.policy == {"mean": 6, "quartiles": 6, "shares": 6, "version": Policy().version}
    assert made.content["programme"]["B1"]["quartiles"] is not None
    settings.DISCLOSURE_MEAN = settings.DISCLOSURE_QUARTILES = settings.DISCLOSURE_SHARES = 7
    assert prepare_release(programme=programme, day=ago(-1)).refusals == (Refusal.FUTURE, Refusal.TOO_FEW)


def test_quartiles_and_shares_come_with_their_numbers():
    towns = make_participants(10)
    programme = make_programme(municipalities=towns)
    make_shares(programme, towns)

    says = make_release(programme).content["programme"]["F1.1"]

    assert (says["n"], len(says["quartiles"]), len(says["shares"])) == (10, 3, 3)
    assert next(iter(says["parts"])) == "own"


def test_participant_of_two_rounds_is_listed_once(programme):
    Participation.objects.create(programme=programme, municipality=town_of(programme, 0), round="2")

    assert prepare_release(programme=programme, day=today()).listed == 8


def test_preview_asks_as_much_whatever_the_number(programme):
    make_release(programme, ago(3))
    with at_most(QUERIES_TO_READ):
        prepare_release(programme=programme, day=today())

    make_shares(programme, make_participants(9, land="05", programme=programme))

    with at_most(QUERIES_TO_READ):
        prepare_release(programme=programme, day=today())


def test_programme_with_releases_is_not_deleted(programme):
    make_release(programme)

    with pytest.raises(Exception, match="protected"):
        programme.delete()


def test_deleted_account_of_who_released(programme):
    user = make_funder(programme)
    made = make_release(programme, user=user)

    user.delete()

    made.refresh_from_db()
    assert made.created_by is None
    assert made.digest == digest_of(made)


def test_parts_near_their_maximum_are_not_told_exactly():
    """All say 0: the own gap of each is 50 of 50 points, which would tell the answer of every one of them."""
    towns = make_participants(10)
    programme = make_programme(municipalities=towns)
    make_shares(programme, towns, level=0)

    says = make_release(programme).content["programme"]

    assert says["F1.1"]["mean"] == {"value": 75, "bound": None}
    assert says["F1.1"]["parts"] == {
        "own": {"value": 47, "bound": "at_least"},
        "B1": {"value": 5, "bound": "at_most"},
        "S3": {"value": 23, "bound": "at_least"},
    }
