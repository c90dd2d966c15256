import pytest

from recommendations.actions import AnswerChanged, publish_answer
from recommendations.answers import current_answers
from recommendations.models import FunderAnswer
from tests.programmes import make_funder, make_programme
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme()


def publish(
    programme, text="Wir fördern den Betrieb im ersten Jahr.", *, status="planned", base=0, rec="F1.1", user=None
):
    return publish_answer(
        programme=programme, recommendation=rec, status=status, text=text, base_number=base, user=user
    )


def versions():
    return list(FunderAnswer.objects.order_by("recommendation", "number").values_list("number", "status", "text"))


def test_first_answer(programme):
    user = make_funder(programme)

    made = publish(programme, "Geplant.", user=user)

    assert (made.number, made.recommendation, made.created_by) == (1, "F1.1", user)
    assert current_answers([programme]) == {programme.pk: {"F1.1": made}}


def test_new_version_keeps_the_old_one(programme):
    publish(programme, "Geplant.")

    made = publish(programme, "Läuft.", status="running", base=1)

    assert versions() == [(1, "planned", "Geplant."), (2, "running", "Läuft.")]
    assert current_answers([programme]) == {programme.pk: {"F1.1": made}}


@pytest.mark.parametrize("base", [0, 1, 7])
def test_same_answer_is_no_new_version(programme, base):
    first = publish(programme, "Geplant.")

    assert publish(programme, "Geplant.", base=base) == first
    assert len(versions()) == 1


@pytest.mark.parametrize(("status", "text"), [("done", "Geplant."), ("planned", "Doch nicht.")], ids=["status", "text"])
def test_answer_to_what_is_no_longer_in_force(programme, status, text):
    publish(programme, "Erst.")
    current = publish(programme, "Geplant.", base=1)

    with pytest.raises(AnswerChanged) as error:
        publish(programme, text, status=status, base=1)

    assert error.value.current == current
    assert len(versions()) == 2


def test_answer_that_saw_what_there_never_was(programme):
    with pytest.raises(AnswerChanged) as error:
        publish(programme, base=1)

    assert error.value.current is None


@pytest.mark.parametrize("recommendation", ["K1.1", "F9.9", "", "B1"])
def test_only_what_is_addressed_to_funders_is_answered(programme, recommendation):
    with pytest.raises(KeyError):
        publish(programme, rec=recommendation)


def test_answers_of_programmes_are_their_own(programme):
    other, silent = make_programme("Anderes (erfunden)"), make_programme("Stilles (erfunden)")
    first = publish(programme)
    second = publish(other, "Nein.", status="declined")
    third = publish(other, rec="F1.2")

    with at_most(1):
        found = current_answers([programme, other, silent])

    assert found == {programme.pk: {"F1.1": first}, other.pk: {"F1.1": second, "F1.2": third}, silent.pk: {}}


def test_deleted_account_leaves_the_answer(programme):
    user = make_funder(programme)
    made = publish(programme, user=user)

    user.delete()

    made.refresh_from_db()
    assert made.created_by is None
