import pytest

from assessments import actions
from assessments.access import find_by_token
from assessments.models import Answer, Assessment, HistoryEntry, Municipality, Project
from tests.cast import ANNA, BERND, make_assessment, make_municipality

pytestmark = pytest.mark.django_db


def save(assessment, item="K1.2", value="3", note="", base=0, editor=ANNA):
    return actions.save_answer(
        assessment=assessment, item=item, value=value, note=note, base_revision=base, editor=editor
    )


def submit(assessment):
    actions.submit_assessment(assessment=assessment, evaluate=lambda answers: {"answers": answers}, editor=ANNA)


def test_start_assessment_stores_only_the_hash_of_the_link():
    assessment, token = make_assessment()

    assert len(token) == 32
    assert find_by_token(token) == assessment
    assert token not in str(Assessment.objects.values().get())


def test_start_assessment_refuses_an_instrument_that_does_not_exist():
    with pytest.raises(ValueError, match="gibt"):
        actions.start_assessment(
            municipality=make_municipality(),
            project={"name": "x", "phase": "idea"},
            scope="full",
            editor=ANNA,
            instrument="nix-1",
        )
    assert not Project.objects.exists()


def test_start_assessment_stores_a_typed_municipality_with_the_project():
    typed = Municipality(name="Köllerbach (erfunden)", land="10", size_class=1)

    actions.start_assessment(municipality=typed, project={"name": "x", "phase": "idea"}, scope="full", editor=ANNA)

    assert Municipality.objects.get().search_key == "koellerbach erfunden"
    assert Project.objects.get().municipality == typed


def test_start_assessment_that_fails_leaves_no_typed_municipality_behind():
    typed = Municipality(name="Köllerbach (erfunden)", land="10", size_class=1)

    with pytest.raises(ValueError, match="gibt"):
        actions.start_assessment(
            municipality=typed,
            project={"name": "x", "phase": "idea"},
            scope="full",
            editor=ANNA,
            instrument="nix-1",
        )

    assert not Municipality.objects.exists()


def test_renew_link_makes_the_old_one_useless():
    assessment, old = make_assessment()

    new = actions.renew_link(assessment=assessment, editor=ANNA)

    assert find_by_token(old) is None
    assert find_by_token(new) == assessment


def test_save_answer_stores_value_note_and_editor():
    assessment, _ = make_assessment()

    saved = save(assessment, value="unknown", note="Hauptamt fragen")

    stored = Answer.objects.get()
    assert saved == stored
    assert (stored.answer, stored.note, stored.revision, stored.edited_by, stored.editor_key) == (
        "unknown",
        "Hauptamt fragen",
        1,
        ANNA.name,
        ANNA.key,
    )


def test_save_answer_on_what_was_seen_counts_the_revision():
    assessment, _ = make_assessment()
    save(assessment, value="3")

    assert save(assessment, value="4", base=1, editor=BERND).revision == 2
    assert Answer.objects.get().value == "4"


def test_save_answer_after_somebody_elses_change_is_a_conflict_and_keeps_theirs():
    assessment, _ = make_assessment()
    save(assessment, value="3")

    with pytest.raises(actions.Conflict) as conflict:
        save(assessment, value="1", base=0, editor=BERND)

    assert conflict.value.current.value == "3"
    assert Answer.objects.get().value == "3"


def test_save_answer_equal_to_what_is_stored_is_no_conflict():
    assessment, _ = make_assessment()
    save(assessment, value="3")

    assert save(assessment, value="3", base=0, editor=BERND).edited_by == ANNA.name


def test_save_answer_with_nothing_in_it_makes_no_row():
    assessment, _ = make_assessment()

    assert save(assessment, value="").revision == 0
    assert not Answer.objects.exists()


def test_save_answer_can_take_an_answer_back():
    assessment, _ = make_assessment({"K1.2": 3})

    save(assessment, value="", base=1)

    assert actions.get_answers(assessment) == {}
    assert Answer.objects.get().revision == 2


def test_save_answer_of_an_unknown_item():
    assessment, _ = make_assessment()

    with pytest.raises(KeyError):
        save(assessment, item="K9.9")


@pytest.mark.parametrize(
    "change",
    [
        lambda a: save(a),
        lambda a: edit_project(a, {"name": "Anders"}),
        lambda a: actions.extend_assessment(assessment=a, editor=ANNA),
        submit,
    ],
    ids=["save_answer", "edit_project", "extend", "submit"],
)
def test_a_submitted_assessment_can_not_be_changed(change):
    assessment, _ = make_assessment({"K1.1": 2}, scope="quick")
    submit(assessment)
    before = (Assessment.objects.values().get(), Project.objects.values().get(), list(Answer.objects.values()))

    with pytest.raises(actions.AssessmentSubmitted):
        change(assessment)

    assert (Assessment.objects.values().get(), Project.objects.values().get(), list(Answer.objects.values())) == before


def test_submit_freezes_the_result_of_the_stored_answers():
    assessment, _ = make_assessment({"K1.1": 2, "F1.1": "unknown"})

    submit(assessment)

    assessment.refresh_from_db()
    assert assessment.is_submitted
    assert assessment.result == {"answers": {"K1.1": 2, "F1.1": "unknown"}}


def edit_project(assessment, fields, seen=None):
    shown = seen or actions.seen_of(assessment.project, fields)
    actions.edit_project(assessment=assessment, fields=fields, seen=shown, editor=ANNA)


def test_edit_project_changes_the_project():
    assessment, _ = make_assessment()

    edit_project(assessment, {"name": "Pegelmessung"})

    assert Project.objects.get().name == "Pegelmessung"


def test_extend_assessment_keeps_the_answers():
    assessment, _ = make_assessment({"K1.2": 1}, scope="quick")

    actions.extend_assessment(assessment=assessment, editor=ANNA)

    assessment.refresh_from_db()
    assert not assessment.is_quick
    assert actions.get_answers(assessment) == {"K1.2": 1}


def test_extend_assessment_twice_is_extending_once():
    assessment, _ = make_assessment(scope="quick")
    for _ in range(2):
        actions.extend_assessment(assessment=assessment, editor=ANNA)

    assert not Assessment.objects.get().is_quick
    assert HistoryEntry.objects.filter(kind="extended").count() == 1


def test_continue_assessment_copies_every_answer_into_an_open_one():
    assessment, _ = make_assessment({"K1.2": 1, "B1.1": "not_applicable"})
    submit(assessment)

    copy, token = actions.continue_assessment(assessment=assessment, editor=ANNA)

    assert find_by_token(token) == copy
    assert (copy.continues, copy.project, copy.is_submitted) == (assessment, assessment.project, False)
    assert actions.get_answers(copy) == {"K1.2": 1, "B1.1": "not_applicable"}
    assert set(copy.answers.values_list("revision", flat=True)) == {1}


def test_delete_assessment_takes_project_and_typed_municipality_along():
    assessment, _ = make_assessment({"K1.2": 1})

    actions.delete_assessment(assessment=assessment, editor=ANNA)

    assert [model.objects.count() for model in (Assessment, Answer, Project, Municipality)] == [0, 0, 0, 0]


def test_delete_assessment_keeps_a_project_that_has_another():
    assessment, _ = make_assessment({"K1.2": 1})
    copy, _ = actions.continue_assessment(assessment=assessment, editor=ANNA)

    actions.delete_assessment(assessment=assessment, editor=ANNA)

    copy.refresh_from_db()
    assert copy.continues is None
    assert actions.get_answers(copy) == {"K1.2": 1}


def test_delete_assessment_keeps_a_municipality_of_the_directory():
    municipality = make_municipality()
    Municipality.objects.filter(pk=municipality.pk).update(ags="09999999")
    municipality.refresh_from_db()
    assessment, _ = actions.start_assessment(
        municipality=municipality, project={"name": "x", "phase": "idea"}, scope="full", editor=ANNA
    )

    actions.delete_assessment(assessment=assessment, editor=ANNA)

    assert Municipality.objects.get() == municipality


def test_edit_project_made_against_an_older_one_is_a_conflict():
    assessment, _ = make_assessment()
    edit_project(assessment, {"name": "Annas Name", "funding": ""})

    with pytest.raises(actions.ProjectChanged) as caught:
        edit_project(assessment, {"name": "Bernds Name", "funding": "Haushalt"})

    assert caught.value.current.name == "Annas Name"
    assert Project.objects.get().name == "Annas Name"
    assert HistoryEntry.objects.filter(kind="project").count() == 1


def test_edit_project_to_what_is_stored_by_now_is_no_conflict():
    assessment, _ = make_assessment()
    edit_project(assessment, {"name": "Annas Name"})

    edit_project(assessment, {"name": "Annas Name"})

    assert HistoryEntry.objects.filter(kind="project").count() == 1


def test_edit_project_that_changes_nothing_is_not_recorded():
    assessment, _ = make_assessment()
    fields = {"name": assessment.project.name, "phase": assessment.project.phase}
    entries = HistoryEntry.objects.count()

    edit_project(assessment, fields)
    assert HistoryEntry.objects.count() == entries

    edit_project(assessment, {**fields, "phase": "operation"})
    assert HistoryEntry.objects.first().changes == {"phase": ["pilot", "operation"]}
