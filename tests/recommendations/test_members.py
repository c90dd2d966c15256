"""Who counts in a release, and with what."""

import pytest

from assessments.instrument import CURRENT
from assessments.models import Municipality
from recommendations.actions import prepare_release, withdraw_share
from recommendations.aggregation import make_entry
from recommendations.figures import Value, assessment_values, judged_ids
from recommendations.members import ledger_data, read_history, read_ledger, read_members, shared_figures
from recommendations.models import Ledger, Participation, Release, SharedFigures
from tests.cast import make_assessment
from tests.programmes import (
    LEAD,
    ago,
    make_participants,
    make_programme,
    make_release,
    make_share,
    make_shares,
    make_submitted,
    six_of_eight,
    today,
    town_of,
)
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return six_of_eight()


def test_ledger_has_who_was_counted(programme):
    made = make_release(programme)

    members = read_members(programme, CURRENT)
    names = judged_ids(CURRENT)
    entries = {key: make_entry(programme.key, key, member, names) for key, member in members.items()}
    stored = Ledger.objects.get(release=made)
    assert stored.members == ledger_data(entries)
    assert read_ledger(stored.members, names) == entries
    assert [past.ledger for past in read_history(programme, CURRENT)] == [entries]


def test_municipality_counts_once_with_the_mean_of_its_projects(programme):
    town = town_of(programme, 0)
    make_share(programme, town, name="Parken", level=4)

    members = read_members(programme, CURRENT)

    assert len(members) == 6
    assert members[str(town.pk)].values["B1"] == Value(50.0)


def test_project_counts_with_what_was_submitted_last(programme):
    town = town_of(programme, 6)
    older = make_share(programme, town, level=4, days_ago=9)
    newer = make_share(programme, town, assessment=make_submitted(town, project=older.assessment.project, level=1))
    earliest = make_submitted(town, project=older.assessment.project, level=0, days_ago=20)
    make_share(programme, town, assessment=earliest)

    values = read_members(programme, CURRENT)[str(town.pk)].values

    assert values == assessment_values(newer.assessment.result)


def test_after_withdrawal_the_project_counts_with_the_one_before(programme):
    town = town_of(programme, 6)
    older = make_share(programme, town, level=4, days_ago=9)
    newer = make_share(programme, town, assessment=make_submitted(town, project=older.assessment.project, level=1))

    withdraw_share(share=newer, editor=LEAD)

    values = read_members(programme, CURRENT)[str(town.pk)].values
    assert values == assessment_values(older.assessment.result)


def test_what_is_not_shared_does_not_count(programme):
    town = town_of(programme, 6)
    make_submitted(town)
    make_assessment({"B1.1": 4}, tenant=town)
    other = make_programme("Anderes (erfunden)", [town])
    make_share(other, town)

    assert len(read_members(programme, CURRENT)) == 6


def test_other_version_of_the_instrument_does_not_count(programme):
    share = make_share(programme, town_of(programme, 6))
    make_share(programme, town_of(programme, 0), name="Parken")
    SharedFigures.objects.filter(share=share).update(instrument="verstetigung-2025.1")
    SharedFigures.objects.filter(share__project_name="Parken").update(instrument="verstetigung-2025.1")

    preview = prepare_release(programme=programme, day=today())

    assert (preview.shared, preview.other_instrument) == (6, 1)
    assert make_release(programme).shared == 6


def test_only_who_takes_part_counts(programme):
    town, other = town_of(programme, 0), town_of(programme, 1)
    SharedFigures.objects.filter(share__municipality=other).update(instrument="verstetigung-2025.1")
    preview = prepare_release(programme=programme, day=today())
    assert (preview.shared, preview.listed, preview.other_instrument) == (5, 8, 1)
    assert str(town.pk) in read_members(programme, CURRENT)
    make_programme("Anderes (erfunden)", [town, other])

    programme.participations.filter(municipality__in=[town, other]).delete()

    preview = prepare_release(programme=programme, day=today())
    assert (preview.shared, preview.listed, preview.other_instrument) == (4, 6, 0)
    assert str(town.pk) not in read_members(programme, CURRENT)
    assert programme.shares.in_force().count() == 6


def test_who_is_listed_again_counts_again(programme):
    before = read_members(programme, CURRENT)
    listed = list(programme.participations.all())
    programme.participations.all().delete()
    assert read_members(programme, CURRENT) == {}

    Participation.objects.bulk_create(listed)

    assert read_members(programme, CURRENT) == before


def test_rounds_do_not_multiply_what_is_shared(programme):
    Participation.objects.create(programme=programme, municipality=town_of(programme, 0), round="2")

    assert shared_figures(programme).count() == 6


def test_releases_of_another_version_are_not_in_the_history(programme):
    make_release(programme, ago(3))
    Release.objects.update(instrument="verstetigung-2025.1")

    assert read_history(programme, CURRENT) == []
    assert prepare_release(programme=programme, day=today()).last == ago(3)


def test_municipality_that_was_merged_counts_until_it_withdraws(programme):
    town = town_of(programme, 0)
    Municipality.objects.filter(pk=town.pk).update(is_current=False)

    assert str(town.pk) in read_members(programme, CURRENT)


def test_municipality_that_has_grown_counts_in_its_new_size_class(programme):
    make_release(programme, ago(3))
    Municipality.objects.filter(pk=town_of(programme, 0).pk).update(size_class=3)

    made = make_release(programme)

    says = made.content["programme"]["B1"]
    assert (says["n"], says["date"]) == (6, today().isoformat())
    assert made.content["size:3"]["B1"] == {"reason": "too_few"}
    assert made.content["size:2"]["B1"] == {"reason": "secondary"}


def test_members_are_read_in_one_query(programme):
    make_shares(programme, make_participants(20, programme=programme))

    with at_most(1):
        assert len(read_members(programme, CURRENT)) == 26
