import pytest
from django.utils import timezone

from assessments.disagreement import EVERYBODY, Tally
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Assessment, Response
from assessments.responses import Opened, get_opened
from assessments.stored_views import views_data
from tests.assessments.test_disagreement import sheet, tally, views_of
from tests.cast import make_assessment
from tests.queries import at_most
from tests.survey import open_survey, respond

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make_assessment()[0]


def test_nothing_is_seen_before_the_comparison_is_opened(assessment):
    respond(assessment, "it", {"K1.2": 1}, notes={"K1.2": "geheim"})
    respond(assessment, "treasury", {"K1.2": 4})

    assert get_opened(assessment) == Opened(None)
    open_survey(assessment)
    opened = get_opened(assessment)
    assert opened.views.total("K1.2") == tally(1, 4)
    assert opened.notes == {"K1.2": [("it", "geheim")]}
    assert opened.views.opened == timezone.localdate()


def test_only_who_has_finished_counts(assessment):
    respond(assessment, "it", {"K1.2": 1})
    respond(assessment, "treasury", {"K1.2": 4}, finished=False, notes={"K1.2": "halb fertig"})
    open_survey(assessment)

    opened = get_opened(assessment)

    assert (opened.views.respondents, opened.views.total("K1.2"), opened.notes) == ({"it": 1}, tally(1), {})


def test_opened_without_anybody_finished_shows_nothing(assessment):
    respond(assessment, "it", {"K1.2": 1}, finished=False)
    open_survey(assessment)

    assert get_opened(assessment).views is None


def test_respondent_counts_in_the_own_parts_only(assessment):
    respond(assessment, "it", {"K1.2": 1, "B1.1": 2}, parts=["barriers"])
    respond(assessment, "treasury", {"K1.2": 3})
    open_survey(assessment)

    views = get_opened(assessment).views

    assert views.items["K1.2"] == {"treasury": tally(3)}
    assert views.items["B1.1"] == {"it": tally(2), "treasury": tally(missing=1)}


def test_quick_check_shows_its_own_questions():
    assessment, _ = make_assessment(scope="quick")
    respond(assessment, "it", {})
    open_survey(assessment)

    quick = [item.id for item in load_instrument(CURRENT).quick_items]
    assert list(get_opened(assessment).views.items) == quick


def test_answer_that_is_only_a_note_counts_as_none(assessment):
    respond(assessment, "it", {}, notes={"K1.2": "Da frage ich nach."})
    open_survey(assessment)

    assert get_opened(assessment).views.total("K1.2") == Tally(missing=1)


def test_anonymous_notes_are_unattributed_and_in_no_order_of_people(assessment):
    texts = [f"Notiz {place}" for place in range(8)]
    for text in texts:
        respond(assessment, "it", {"K1.2": 2}, anonymous=True, notes={"K1.2": text})
    open_survey(assessment)

    found = get_opened(assessment).notes["K1.2"]

    assert {group for group, _ in found} == {EVERYBODY}
    assert sorted(text for _, text in found) == texts
    assert [text for _, text in found] != texts
    # The same texts of other people stand in the same order.
    rows = Response.objects.filter(respondent__survey__assessment=assessment).order_by("pk")
    for row, text in zip(rows, reversed(texts), strict=True):
        row.note = text
        row.save()
    assert get_opened(assessment).notes["K1.2"] == found


def test_notes_of_an_item_that_is_withheld_are_withheld_too(assessment):
    for _ in range(5):
        respond(assessment, "it", {}, anonymous=True, parts=["barriers"])
    respond(assessment, "treasury", {"K1.2": 1}, anonymous=True, notes={"K1.2": "Nur ich wurde gefragt."})
    open_survey(assessment)

    opened = get_opened(assessment)

    assert "B1.1" in opened.views.items
    assert "K1.2" not in opened.views.items
    assert opened.notes == {}


@pytest.mark.parametrize("people", [1, 20])
def test_reading_takes_two_queries(assessment, people):
    for _ in range(people):
        respond(assessment, "it", {"K1.2": 1, "B1.1": 2})
    open_survey(assessment)

    with at_most(2):
        get_opened(assessment)


def test_uploaded_views_are_shown_until_there_is_a_survey_of_its_own(assessment):
    views = views_of(sheet("it", K1_2=1), sheet("treasury", K1_2=4))
    Assessment.objects.filter(pk=assessment.pk).update(uploaded_views=views_data(views))
    assessment.refresh_from_db()
    assert get_opened(assessment) == Opened(views)

    respond(assessment, "politics", {"K1.2": 0})
    open_survey(assessment)

    assert get_opened(assessment).views.respondents == {"politics": 1}
