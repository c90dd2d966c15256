from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import delete_assessment
from assessments.instrument import CURRENT
from assessments.models import HistoryEntry, Municipality
from recommendations import consent
from recommendations.actions import (
    ConsentOutdated,
    NotShareable,
    NotTakingPart,
    prepare_release,
    share_assessments,
    withdraw_share,
)
from recommendations.figures import assessment_values, unpack_values
from recommendations.models import Participation, Share, SharedFigures
from tests.cast import editor_of, log_in, make_assessment, make_member, make_municipality
from tests.programmes import LEAD, make_participants, make_programme, make_share, make_shares, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_municipality()


@pytest.fixture
def programme(town):
    return make_programme(municipalities=[town])


def share(programme, municipality, assessments, *, version=consent.CURRENT, editor=LEAD):
    return share_assessments(
        programme=programme,
        municipality=municipality,
        assessments=assessments,
        consent_version=version,
        editor=editor,
    )


def kinds(municipality):
    return list(municipality.history.order_by("id").values_list("kind", "subject", "actor_name"))


def test_share_keeps_who_when_and_which_wording(town, programme):
    user = make_member(town, "lead")
    assessment = make_submitted(town, name="Pegelmessung")

    made = share(programme, town, [assessment], editor=editor_of(user))

    assert [(each.assessment, each.municipality, each.project_name) for each in made] == [
        (assessment, town, "Pegelmessung")
    ]
    stored = Share.objects.in_force().get()
    assert (stored.consent, stored.shared_by, stored.shared_by_name) == (consent.CURRENT, user, "lead Musterbach")
    assert stored.submitted_at == assessment.submitted_at
    assert timezone.now() - stored.shared_at < timedelta(minutes=1)
    assert kinds(town) == [("shared", "Pegelmessung: Digitale Orte (erfunden)", "lead Musterbach")]


def test_figures_of_a_share_are_those_of_the_frozen_result(town, programme):
    assessment = make_submitted(town, level=3, answers={"B1.1": "unknown", "K1.2": 0})

    share(programme, town, [assessment])

    figures = SharedFigures.objects.get()
    assert (figures.assessment, figures.instrument) == (assessment, CURRENT)
    assert unpack_values(CURRENT, figures.data) == assessment_values(assessment.result)


def test_sharing_again_changes_nothing(town, programme):
    assessment, other = make_submitted(town), make_submitted(town, name="Parken")
    share(programme, town, [assessment])

    made = share(programme, town, [assessment, other, other])

    assert [each.assessment for each in made] == [other]
    assert Share.objects.count() == SharedFigures.objects.count() == town.history.count() == 2


def test_assessment_is_shared_with_two_programmes(town, programme):
    second = make_programme("Zweites Programm (erfunden)", [town])
    assessment = make_submitted(town)

    share(programme, town, [assessment])
    share(second, town, [assessment])

    assert {each.programme for each in Share.objects.in_force()} == {programme, second}


def test_shared_again_after_withdrawal(town, programme):
    first = make_share(programme, town)
    withdraw_share(share=first, editor=LEAD)

    made = share(programme, town, [first.assessment])

    assert list(Share.objects.in_force()) == made
    assert Share.objects.count() == 2


def open_one(town):
    return make_assessment(tenant=town)[0]


def of_a_link(town):
    assessment = make_submitted(town)
    assessment.project.tenant = None
    assessment.project.save()
    return assessment


def of_another(town):
    return make_submitted(make_municipality("Nachbarbach (erfunden)"))


def deleted(town):
    assessment = make_submitted(town)
    delete_assessment(assessment=assessment, editor=LEAD)
    assessment.pk = assessment.id = open_one(town).pk
    return assessment


@pytest.mark.parametrize("make", [open_one, of_a_link, of_another, deleted])
def test_what_cannot_be_shared(town, programme, make):
    fine, assessment = make_submitted(town, name="Parken"), make(town)

    with pytest.raises(NotShareable):
        share(programme, town, [fine, assessment])

    assert not Share.objects.exists()


def test_only_who_takes_part_shares(programme):
    other = make_municipality("Nachbarbach (erfunden)")

    with pytest.raises(NotTakingPart):
        share(programme, other, [make_submitted(other)])


@pytest.mark.parametrize("version", ["2025.1", "", "2026.1 "])
def test_only_the_current_wording_is_agreed_to(town, programme, version):
    with pytest.raises(ConsentOutdated):
        share(programme, town, [make_submitted(town)], version=version)


def test_withdrawal_deletes_the_figures_and_keeps_the_consent(town, programme):
    made = make_share(programme, town)
    user = make_member(town, "lead")

    withdraw_share(share=made, editor=editor_of(user))

    made.refresh_from_db()
    assert (made.withdrawn_by, made.withdrawn_by_name) == (user, "lead Musterbach")
    assert not Share.objects.in_force().exists()
    assert not SharedFigures.objects.exists()
    assert kinds(town)[1:] == [("share_withdrawn", "Pegelmessung: Digitale Orte (erfunden)", "lead Musterbach")]


def test_withdrawing_again_changes_nothing(town, programme):
    made = make_share(programme, town)
    withdraw_share(share=made, editor=LEAD)
    made.refresh_from_db()
    before = made.withdrawn_at

    withdraw_share(share=made, editor=LEAD)

    made.refresh_from_db()
    assert made.withdrawn_at == before
    assert town.history.count() == 2


def test_withdrawal_of_one_leaves_the_other(town, programme):
    first, second = make_share(programme, town), make_share(programme, town, name="Parken")

    withdraw_share(share=first, editor=LEAD)

    assert list(Share.objects.in_force()) == [second]
    assert SharedFigures.objects.get().share == second


def test_deleted_assessment_counts_no_more_and_its_consent_stays(town, programme):
    made = make_share(programme, town, name="Pegelmessung")

    delete_assessment(assessment=made.assessment, editor=LEAD)

    made = Share.objects.get()
    assert (made.assessment, made.withdrawn_at, made.project_name) == (None, None, "Pegelmessung")
    assert not Share.objects.in_force().exists()
    assert not SharedFigures.objects.exists()
    assert Municipality.objects.filter(pk=town.pk).exists()
    withdraw_share(share=made, editor=LEAD)
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_deleted_account_leaves_the_name(town, programme):
    user = make_member(town, "lead")
    made = make_share(programme, town, editor=editor_of(user))

    user.delete()

    made.refresh_from_db()
    assert (made.shared_by, made.shared_by_name) == (None, "lead Musterbach")
    assert HistoryEntry.objects.get().actor is None


def test_history_tells_what_was_shared_and_withdrawn(town, programme):
    made = make_share(programme, town)
    withdraw_share(share=made, editor=LEAD)
    client = log_in(make_member(town, "read"))

    for url in (
        reverse("team_history", args=[town.pk]) + "?art=teilen",
        reverse("history", args=[made.assessment_id]),
    ):
        page = client.get(url).content.decode()
        assert "Mit einem Förderprogramm geteilt" in page
        assert "Teilen widerrufen" in page
        assert page.count("Pegelmessung: Digitale Orte (erfunden)") == 2


def test_typed_municipality_of_a_programme_stays_without_projects(town, programme):
    assessment = make_submitted(town)
    alone = make_submitted(make_municipality("Nachbarbach (erfunden)"))

    for each in (assessment, alone):
        delete_assessment(assessment=each, editor=LEAD)

    assert list(Municipality.objects.all()) == [town]


def test_share_stays_as_a_consent_but_does_not_count_when_the_municipality_leaves_the_list(town, programme):
    made = make_share(programme, town)
    make_shares(programme, make_participants(5, programme=programme))
    Participation.objects.filter(municipality=town).delete()

    assert made in Share.objects.in_force()
    preview = prepare_release(programme=programme, day=timezone.localdate())
    assert (preview.shared, preview.listed) == (5, 5)
    withdraw_share(share=made, editor=LEAD)
    assert made not in Share.objects.in_force()
    assert not SharedFigures.objects.filter(share=made).exists()
