import pytest
from django.urls import reverse

from recommendations import actions
from recommendations.models import FunderAnswer
from tests.cast import log_in, make_user
from tests.programmes import make_funder, make_programme
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def funder(programme):
    return log_in(make_funder(programme))


def address(programme, recommendation="F1.2"):
    return reverse("funder_answer", args=[programme.pk, recommendation])


def publish(programme, text="Wir richten eine Stelle ein.", number=0, status="planned"):
    return actions.publish_answer(
        programme=programme,
        recommendation="F1.2",
        status=status,
        text=text,
        base_number=number,
        user=make_user(f"{number}@programm.example", name="Andere Stelle (erfunden)"),
    )


def typed(number=0, status="running", text="Die Stelle ist\nausgeschrieben."):
    return {"number": str(number), "status": status, "text": text}


def test_answer_is_published(programme, funder):
    response = funder.post(address(programme), typed())

    answer = FunderAnswer.objects.get()
    assert (response.status_code, response.url) == (302, reverse("programme", args=[programme.pk]))
    assert (answer.recommendation, answer.status, answer.text) == ("F1.2", "running", "Die Stelle ist\nausgeschrieben.")
    assert answer.created_by.email == "foerderung@programm.example"


def test_form_shows_the_answer_in_force_and_the_versions(programme, funder):
    publish(programme)
    publish(programme, "Die Stelle ist besetzt.", 1, "done")

    page = funder.get(address(programme))

    assert page.context["form"].initial == {"status": "done", "text": "Die Stelle ist besetzt.", "number": 2}
    assert [version.number for version in page.context["versions"]] == [2, 1]


def test_change_becomes_a_new_version(programme, funder):
    publish(programme)

    funder.post(address(programme), typed(number=1))

    assert list(FunderAnswer.objects.order_by("number").values_list("number", "status")) == [
        (1, "planned"),
        (2, "running"),
    ]


def test_same_answer_again_changes_nothing(programme, funder):
    publish(programme)

    response = funder.post(address(programme), typed(0, "planned", "Wir richten eine Stelle ein."))

    assert (response.status_code, FunderAnswer.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"status": "", "text": "Ja."}, "Bitte wählen Sie, wie weit Sie damit sind."),
        ({"status": "maybe", "text": "Ja."}, "Bitte wählen Sie, wie weit Sie damit sind."),
        ({"status": "done", "text": " "}, "Bitte schreiben Sie den Kommunen"),
        ({"status": "done", "text": "x" * 2001}, "Höchstens 2.000 Zeichen, es sind 2.001."),
    ],
    ids=["no status", "unknown status", "no text", "too long"],
)
def test_faults_are_told_and_what_was_typed_stays(programme, funder, data, message):
    page = funder.post(address(programme), data)

    assert page.status_code == 422
    assert "<title>Fehler: Antwort zu F1.2" in page.content.decode()
    assert message in text_of(page)
    assert data["text"].strip() in page.content.decode()
    assert not FunderAnswer.objects.exists()


def test_conflict_keeps_what_was_typed_and_shows_the_other_version(programme, funder):
    publish(programme, "Von jemand anderem.")

    page = funder.post(address(programme), typed())

    assert (page.status_code, FunderAnswer.objects.count()) == (409, 1)
    assert "Diese Antwort wurde inzwischen geändert" in text_of(page)
    assert "Andere Stelle (erfunden) hat am" in text_of(page)
    assert "Von jemand anderem." in text_of(page)
    assert page.context["form"]["text"].value() == "Die Stelle ist\nausgeschrieben."
    assert page.context["form"]["number"].value() == "1"
    again = typed(number=1)
    assert funder.post(address(programme), again).status_code == 302
    assert FunderAnswer.objects.count() == 2


def test_conflict_with_a_deleted_account_names_nobody(programme, funder):
    publish(programme).created_by.delete()

    assert "Eine andere Person hat am" in text_of(funder.post(address(programme), typed()))


@pytest.mark.parametrize("number", [5, -1, "x"])
def test_forged_version_is_a_conflict_or_a_fault(programme, funder, number):
    page = funder.post(address(programme), typed(number))

    assert page.status_code == (409 if number == 5 else 422)
    assert "Die Stelle ist" in page.content.decode()
    assert not FunderAnswer.objects.exists()


@pytest.mark.parametrize("recommendation", ["K1.2", "F9.9", "B1"])
def test_only_recommendations_to_funders_are_answered(programme, funder, recommendation):
    assert funder.get(address(programme, recommendation)).status_code == 404
    assert funder.post(address(programme, recommendation), typed()).status_code == 404
