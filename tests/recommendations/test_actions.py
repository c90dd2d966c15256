from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.access import find_by_token
from assessments.actions import AssessmentSubmitted, get_answers
from assessments.models import Assessment, Municipality, Project
from recommendations import actions
from recommendations.document import document_text, read_document
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.example import current_document, earlier_document
from recommendations.export import get_document
from recommendations.models import Measure
from tests.cast import ANNA, make_assessment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def match_of(assessment, recommendation="K1.2"):
    return evaluate(assessment.instrument, get_answers(assessment)).match(recommendation)


def make_measure(assessment, **fields):
    return actions.add_measure(assessment=assessment, fields={"title": "Betrieb klären", **fields}, editor=ANNA)


def submitted():
    assessment, _ = make_assessment({"K1.2": 1})
    actions.finish(assessment=assessment, editor=ANNA)
    return Assessment.objects.get(pk=assessment.pk)


def test_take_recommendation_prefills_the_measure():
    assessment, _ = make_assessment({"K1.2": 0})

    taken = actions.take_recommendation(assessment=assessment, match=match_of(assessment), today=TODAY, editor=ANNA)

    recommendation = match_of(assessment).recommendation
    stored = Measure.objects.get()
    assert taken == actions.Taken(stored, is_new=True)
    assert (stored.recommendation, stored.title, stored.responsible, stored.note) == (
        "K1.2",
        recommendation.title,
        recommendation.role,
        recommendation.goal,
    )
    # The last step takes 40 weeks.
    assert (stored.due, stored.status, stored.priority) == (date(2026, 12, 7), "open", "high")


def test_take_step_is_due_when_the_step_is():
    assessment, _ = make_assessment({"K1.2": 0})
    step = match_of(assessment).recommendation.steps[1]

    taken = actions.take_step(assessment=assessment, match=match_of(assessment), number=2, today=TODAY, editor=ANNA)

    assert (taken.measure.title, taken.measure.responsible, taken.measure.note) == (step.result, step.who, step.text)
    assert taken.measure.due == date(2026, 3, 30)


def test_taking_twice_changes_nothing():
    assessment, _ = make_assessment()
    first = actions.take_step(assessment=assessment, match=match_of(assessment), number=1, today=TODAY, editor=ANNA)

    second = actions.take_step(
        assessment=assessment, match=match_of(assessment), number=1, today=date(2026, 9, 9), editor=ANNA
    )

    assert second == actions.Taken(first.measure, is_new=False)
    assert list(Measure.objects.values_list("due", flat=True)) == [date(2026, 3, 9)]


def test_take_what_does_not_apply_gets_medium_priority():
    assessment, _ = make_assessment({"K1.2": "not_applicable"})

    taken = actions.take_recommendation(assessment=assessment, match=match_of(assessment), today=TODAY, editor=ANNA)

    assert taken.measure.priority == "medium"


def test_plan_has_an_end():
    assessment, _ = make_assessment()
    now = timezone.now()
    Measure.objects.bulk_create(
        Measure(assessment=assessment, title=str(place), created_at=now) for place in range(actions.MOST_MEASURES)
    )

    with pytest.raises(actions.PlanFull):
        make_measure(assessment)
    assert Measure.objects.count() == actions.MOST_MEASURES


def test_edit_measure_counts_the_revision():
    measure = make_measure(make_assessment()[0])

    actions.edit_measure(
        measure=measure, fields={"title": "Neu", "cost_once": Decimal("10.00")}, base_revision=1, editor=ANNA
    )

    stored = Measure.objects.get()
    assert (stored.title, stored.cost_once, stored.revision) == ("Neu", Decimal("10.00"), 2)


def test_edit_measure_made_against_an_older_one_is_a_conflict():
    measure = make_measure(make_assessment()[0])
    actions.edit_measure(measure=measure, fields={"title": "Anna"}, base_revision=1, editor=ANNA)

    with pytest.raises(actions.MeasureChanged) as conflict:
        actions.edit_measure(measure=measure, fields={"title": "Bernd"}, base_revision=1, editor=ANNA)

    assert conflict.value.current == measure
    assert conflict.value.current.title == Measure.objects.get().title == "Anna"


def test_editing_to_what_is_stored_is_no_conflict():
    measure = make_measure(make_assessment()[0])
    actions.edit_measure(measure=measure, fields={"title": "Anna"}, base_revision=1, editor=ANNA)

    actions.edit_measure(measure=measure, fields={"title": "Anna"}, base_revision=1, editor=ANNA)

    assert Measure.objects.get().revision == 2


def test_edit_measure_that_was_removed():
    measure = make_measure(make_assessment()[0])
    actions.remove_measure(measure=Measure.objects.get(), base_revision=1, editor=ANNA)

    with pytest.raises(Measure.DoesNotExist):
        actions.edit_measure(measure=measure, fields={"title": "x"}, base_revision=1, editor=ANNA)


def test_remove_measure_twice_is_fine():
    measure = make_measure(make_assessment()[0])
    again = Measure.objects.get()

    actions.remove_measure(measure=measure, base_revision=1, editor=ANNA)
    actions.remove_measure(measure=again, base_revision=1, editor=ANNA)

    assert not Measure.objects.exists()


def test_remove_measure_that_somebody_changed_is_a_conflict():
    measure = make_measure(make_assessment()[0])
    actions.edit_measure(measure=measure, fields={"title": "Anna"}, base_revision=1, editor=ANNA)

    with pytest.raises(actions.MeasureChanged):
        actions.remove_measure(measure=measure, base_revision=1, editor=ANNA)
    assert Measure.objects.count() == 1


def test_finish_freezes_the_result():
    assessment = submitted()

    assert assessment.result == evaluation_data(evaluate(assessment.instrument, {"K1.2": 1}))
    with pytest.raises(AssessmentSubmitted):
        actions.finish(assessment=assessment, editor=ANNA)


def test_plan_stays_editable_after_finish():
    make_measure(submitted())

    assert Measure.objects.count() == 1


def test_continue_assessment_copies_answers_and_unfinished_measures():
    assessment = submitted()
    for status in Measure.Status.values:
        make_measure(assessment, title=status, status=status, decline_reason="zu teuer")

    copy, token = actions.continue_assessment(assessment=assessment, editor=ANNA)

    assert find_by_token(token) == copy
    assert (copy.continues, copy.project, copy.is_submitted) == (assessment, assessment.project, False)
    assert get_answers(copy) == {"K1.2": 1}
    assert [measure.title for measure in copy.measures.in_order()] == ["open", "running", "postponed"]
    assert assessment.measures.count() == 5


def test_continue_assessment_needs_a_submitted_one():
    assessment, _ = make_assessment()

    with pytest.raises(actions.AssessmentOpen):
        actions.continue_assessment(assessment=assessment, editor=ANNA)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("make", [current_document, earlier_document], ids=["open", "submitted"])
def test_upload_of_a_download_is_the_same_document(make):
    document = make(TODAY)

    assessment, token = actions.upload_document(document=document, editor=ANNA)

    again = get_document(Assessment.objects.select_related("project__municipality").get(pk=assessment.pk))
    assert again == document
    assert document_text(again) == document_text(document)
    assert read_document(document_text(again).encode()) == document
    assert find_by_token(token) == assessment


def test_upload_of_a_submitted_document_has_the_result():
    document = earlier_document(TODAY)

    assessment, _ = actions.upload_document(document=document, editor=ANNA)

    stored = Assessment.objects.get(pk=assessment.pk)
    assert stored.submitted_at == document.submitted
    assert stored.result == evaluation_data(evaluate(document.instrument, document.answers))


def test_upload_without_a_date_is_created_now():
    assessment, _ = actions.upload_document(document=replace(current_document(TODAY), created=None), editor=ANNA)

    assert timezone.localdate(assessment.created_at) == timezone.localdate()


def with_ags(ags="06999999", name="Musterbach"):
    document = current_document(TODAY)
    return replace(document, municipality=replace(document.municipality, ags=ags, name=name, kreis="Musterkreis"))


def test_upload_uses_the_municipality_of_the_directory():
    known = Municipality.objects.create(ags="06999999", name="Amtlich", land="06", size_class=3, search_key="amtlich")

    assessment, _ = actions.upload_document(document=with_ags(), editor=ANNA)

    assert assessment.project.municipality == known
    assert Municipality.objects.get().name == "Amtlich"


def test_upload_with_an_unknown_ags_keeps_it_but_nobody_can_choose_it():
    assessment, _ = actions.upload_document(document=with_ags(), editor=ANNA)
    second, _ = actions.upload_document(document=with_ags(), editor=ANNA)

    assert get_document(assessment) == with_ags()
    assert second.project.municipality == assessment.project.municipality
    assert not Municipality.objects.directory().exists()


def test_upload_never_shows_the_name_another_upload_gave_to_an_ags():
    actions.upload_document(document=with_ags(name="Fremd"), editor=ANNA)

    assessment, _ = actions.upload_document(document=with_ags(name="Eigen"), editor=ANNA)

    assert (assessment.project.municipality.name, assessment.project.municipality.ags) == ("Eigen", None)


def test_load_example_continues_the_earlier_check():
    earlier, current = earlier_document(TODAY), current_document(TODAY)

    example = actions.load_example(earlier=earlier, current=current)

    assert example.pk == actions.EXAMPLE_ID
    assert get_document(example) == current
    # What the decision rests on is the project's: both checks show it.
    decided = {name: getattr(current, name) for name in ("entries", "costs", "indicators")}
    assert get_document(example.continues) == replace(earlier, **decided)
    assert example.continues.submitted_at == datetime(2025, 2, 26, 9, 30, tzinfo=UTC)
    assert Project.objects.count() == 1
