from io import StringIO

import pytest
from django.core.management import call_command

from assessments.access import find_by_token
from assessments.models import Assessment
from recommendations.actions import EXAMPLE_ID

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_example", stdout=out)
    return out.getvalue().strip().removeprefix("Beispiel ansehen: ")


def token_of(link):
    return link.rstrip("/").rsplit("/", 1)[1]


def test_load_example_prints_a_link_that_works():
    link = load()

    assert link.startswith("http://127.0.0.1:8000/z/")
    assert find_by_token(token_of(link)).pk == EXAMPLE_ID


def test_load_example_twice_makes_only_a_new_link():
    first, second = load(), load()

    assert Assessment.objects.count() == 2
    assert find_by_token(token_of(first)) is None
    assert find_by_token(token_of(second)).pk == EXAMPLE_ID


def test_example_has_answers_of_every_kind_and_a_plan_of_every_status():
    load()

    example = Assessment.objects.get(pk=EXAMPLE_ID)
    assert {"1", "3", "unknown", "not_applicable"} <= set(example.answers.values_list("value", flat=True))
    assert example.answers.count() == 54
    assert set(example.measures.values_list("status", flat=True)) == {
        "open",
        "running",
        "done",
        "postponed",
        "declined",
    }
    assert example.continues.is_submitted
