import pytest
from django.core.exceptions import PermissionDenied

from assessments.access import hash_token
from assessments.actions import (
    Kind,
    adopt_assessment,
    continue_assessment,
    delete_assessment,
    renew_link,
    save_answer,
    submit_assessment,
)
from assessments.models import Assessment, Municipality, Project
from recommendations.models import Measure
from tests.cast import ANNA, editor_of, make_assessment, make_member, make_municipality, make_respondent, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality("Musterstadt (erfunden)")


def adopt(assessment, municipality, *tokens, user=None):
    return adopt_assessment(
        assessment=assessment,
        municipality=municipality,
        granted=tuple(hash_token(token) for token in tokens),
        editor=editor_of(user or make_member(municipality, "edit")),
    )


def continued(assessment):
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)
    return continue_assessment(assessment=assessment, editor=ANNA)


def everything(assessment):
    """All that belongs to the assessment, as stored."""
    found = {"own": Assessment.objects.filter(pk=assessment.pk)}
    for name in ("answers", "measures", "survey", "continued_by"):
        relation = Assessment._meta.get_field(name)
        found[name] = relation.related_model.objects.filter(**{relation.field.name: assessment.pk})
    rows = {name: list(query.order_by("pk").values()) for name, query in found.items()}
    return {name: [without_project(row) for row in stored] for name, stored in rows.items()}


def without_project(row):
    return {name: value for name, value in row.items() if name != "project_id"}


def test_nothing_is_lost(municipality):
    assessment, token = make_assessment({"B1.1": 3, "K1.2": "unknown"})
    save_answer(assessment=assessment, item="B1.2", value="", note="Wer?", base_revision=0, editor=ANNA)
    Measure.objects.create(assessment=assessment, title="Betrieb klären", created_at=assessment.created_at)
    make_respondent(assessment)
    continued(assessment)
    before, entries = everything(assessment), assessment.history.count()
    assert all(before.values())

    adopt(assessment, municipality, token)

    assert everything(assessment) == before
    assert assessment.history.count() == entries + 1


def test_project_belongs_to_the_municipality_and_its_old_one_is_dropped(municipality):
    assessment, token = make_assessment()

    adopt(assessment, municipality, token)

    project = Project.objects.get()
    assert (project.tenant, project.municipality) == (municipality, municipality)
    assert list(Municipality.objects.all()) == [municipality]


def test_municipality_of_the_directory_stays():
    known = Municipality.objects.create(ags="09999001", name="Ort", land="09", size_class=2, search_key="ort")
    assessment, token = make_assessment()
    Project.objects.update(municipality=known)

    adopt(Assessment.objects.get(pk=assessment.pk), known, token)

    assert Project.objects.get().tenant == known
    entry = assessment.history.get(kind=Kind.ADOPTED)
    assert entry.changes == {}


def test_adoption_is_recorded_and_earlier_entries_go_along(municipality):
    assessment, token = make_assessment({"B1.1": 3})
    user = make_member(municipality, "edit")

    adopt(assessment, municipality, token, user=user)

    entry = assessment.history.first()
    assert (entry.kind, entry.actor) == (Kind.ADOPTED, user)
    assert entry.changes == {"municipality": ["Musterbach (erfunden)", "Musterstadt (erfunden)"]}
    kinds = list(municipality.history.values_list("kind", flat=True))
    assert kinds == [Kind.ADOPTED, Kind.ANSWER, Kind.CREATED]


def test_checks_of_the_project_whose_link_is_known_come_along(municipality):
    first, token = make_assessment()
    second, second_token = continued(first)

    taken = adopt(second, municipality, token, second_token)

    assert set(taken) == {first, second}
    assert Project.objects.count() == 1
    second.refresh_from_db()
    assert second.continues == first


def test_checks_whose_link_is_not_known_stay_outside_with_a_copy(municipality):
    first, _ = make_assessment()
    second, second_token = continued(first)
    names = ("name", "description", "funding", "funding_start", "funding_end", "phase", "created_at")

    assert adopt(second, municipality, second_token) == [second]

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.project != second.project
    assert first.project.tenant is None
    assert first.project.municipality.name == "Musterbach (erfunden)"
    for name in names:
        assert getattr(first.project, name) == getattr(second.project, name)
    assert second.continues == first


@pytest.mark.parametrize("role", ["read", None])
def test_who_may_not_edit_there_takes_nothing(municipality, role):
    assessment, token = make_assessment()
    user = make_member(municipality, role) if role else make_user()

    with pytest.raises(PermissionDenied):
        adopt(assessment, municipality, token, user=user)

    assert Project.objects.get().tenant is None


def test_what_changed_meanwhile_is_not_taken(municipality):
    renewed, token = make_assessment()
    renew_link(assessment=renewed, editor=ANNA)
    user = make_member(municipality, "edit")
    with pytest.raises(Assessment.DoesNotExist):
        adopt(renewed, municipality, token, user=user)

    deleted, token = make_assessment()
    gone = Assessment.objects.select_related("project__municipality").get(pk=deleted.pk)
    delete_assessment(assessment=deleted, editor=ANNA)
    with pytest.raises(Assessment.DoesNotExist):
        adopt(gone, municipality, token, user=user)

    taken, token = make_assessment()
    other = make_municipality("Nachbarbach (erfunden)")
    adopt(taken, other, token)
    with pytest.raises(Assessment.DoesNotExist):
        adopt(taken, municipality, token, user=user)
    assert Project.objects.get(assessments=taken).tenant == other
