"""What a role cannot do is not offered to it; what it can is."""

import pytest
from django.urls import reverse

from assessments.actions import submit_assessment
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.models import Measure
from tests.cast import ANNA, log_in, make_assessment, make_member, make_municipality

pytestmark = pytest.mark.django_db

EDITING = ("edit_project", "extend", "submit", "add_measure", "take")
LEADING = ("delete",)
OF_LINKS = ("personal_link", "adopt")
PAGES = ("overview", "result", "plan", "submit", "questions")


@pytest.fixture
def assessment():
    answers = dict.fromkeys(("B1.1", "B1.2", "B2.1", "B3.1", "B4.1", "K1.1", "K1.2", "K2.1", "K3.1", "K4.1"), 1)
    found, _ = make_assessment(answers, tenant=make_municipality(), scope="quick")
    Measure.objects.create(assessment=found, title="Betrieb klären", created_at=found.created_at)
    return found


def pages(assessment, role, names=PAGES):
    client = log_in(make_member(assessment.project.tenant, role))
    args = {"questions": ["barriers", 1]}
    return "".join(
        client.get(reverse(name, args=[assessment.pk, *args.get(name, [])])).content.decode() for name in names
    )


def offered(text, assessment, names):
    return [name for name in names if reverse(name, args=[assessment.pk]) in text]


@pytest.mark.parametrize(
    ("role", "expected"),
    [("lead", [*EDITING, *LEADING]), ("edit", [*EDITING]), ("read", [])],
)
def test_controls(assessment, role, expected):
    text = pages(assessment, role)

    assert offered(text, assessment, (*EDITING, *LEADING)) == expected
    assert offered(text, assessment, OF_LINKS) == []
    assert ("Eigene Maßnahme anlegen" in text) == (role != "read")
    assert ("Entfernen<" in text) == (role != "read")
    assert ('type="radio"' in text) == (role != "read")
    assert ("In den Plan übernehmen" in text) == (role != "read")
    assert ("Schritt übernehmen" in text) == (role != "read")


def test_reader_sees_answers_and_plan(assessment):
    text = pages(assessment, "read")

    assert "Stufe 1: " in text
    assert "Betrieb klären" in text
    assert offered(text, assessment, ("history", "report_pdf")) == ["history", "report_pdf"]


@pytest.mark.parametrize(("role", "may"), [("edit", True), ("read", False)])
def test_submitted_check(assessment, role, may):
    submit_assessment(
        assessment=assessment,
        evaluate=lambda answers: evaluation_data(evaluate(assessment.instrument, answers)),
        editor=ANNA,
    )

    text = pages(assessment, role, ("overview", "result", "plan", "questions"))

    assert bool(offered(text, assessment, ["continue_assessment"])) == may
    assert ("weiter bearbeiten" in text) == may
    assert ("weiter pflegen" in text) == may
    page = pages(assessment, "lead", ["continue_assessment"])
    assert "Der neue Check liegt wie dieser im Konto der Kommune" in page


def test_name_of_the_account_stands_where_others_choose_one(assessment):
    text = pages(assessment, "edit", ["overview"])

    assert "der Name Ihres Kontos: edit Musterbach" in text
    assert "Namen speichern" not in text


def test_refusal_says_what_roles_are_and_gives_typed_text_back(assessment):
    client = log_in(make_member(assessment.project.tenant, "read"))

    response = client.post(reverse("add_measure", args=[assessment.pk]), {"title": "Neue Maßnahme"})

    assert response.status_code == 403
    assert "Dafür reicht Ihre Rolle nicht" in response.content.decode()
    assert "Neue Maßnahme" in response.content.decode()
