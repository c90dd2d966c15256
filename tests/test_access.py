"""Role × URL × method over every address of the project. An address without a row here fails the test."""

import uuid
from dataclasses import dataclass

import pytest
from django.urls import get_resolver, reverse

from assessments.actions import renew_link
from recommendations.models import Measure
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
ANSWERED = {200, 204, 302, 303, 409, 422}


@dataclass(frozen=True)
class Row:
    """`methods` the address takes; `needs_link`: strangers get 404; `kwargs` of the address beside assessment_id.

    `data` is what a POST must hold to find what it names.
    """

    name: str
    methods: tuple[str, ...]
    needs_link: bool = True
    kwargs: tuple[tuple[str, object], ...] = ()
    data: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return self.name


ROWS = (
    Row("start", READ, needs_link=False),
    Row("choose_municipality", FORM, needs_link=False),
    Row("search_municipalities", READ, needs_link=False),
    Row("describe_project", FORM, needs_link=False),
    Row("open_link", READ, needs_link=False, kwargs=(("token", "unknown"),)),
    Row("overview", FORM),
    Row("personal_link", FORM),
    Row("questions", FORM, kwargs=(("part", "barriers"), ("number", 1))),
    Row("answer", FORM, kwargs=(("item", "B1.1"),)),
    Row("edit_project", FORM),
    Row("extend", POST),
    Row("delete", FORM),
    Row("deleted", READ, needs_link=False),
    Row("imprint", READ, needs_link=False),
    Row("privacy", READ, needs_link=False),
    Row("accessibility", READ, needs_link=False),
    Row("method", READ, needs_link=False),
    Row("blank_questionnaire", READ, needs_link=False),
    Row("upload", FORM, needs_link=False),
    Row("result", READ),
    Row("what_if", READ),
    Row("plan", READ),
    Row("take", POST, data=(("take", "K1.2"),)),
    Row("add_measure", FORM),
    Row("edit_measure", FORM, kwargs=(("measure_id", None),)),
    Row("remove_measure", FORM, kwargs=(("measure_id", None),)),
    Row("submit", FORM),
    Row("continue_assessment", FORM),
    Row("comparison", READ),
    Row("report_pdf", READ),
    Row("download_json", READ),
    Row("download_xlsx", READ),
)
GUARDED = [row for row in ROWS if row.needs_link]
PUBLIC = [row for row in ROWS if not row.needs_link]


def url_names(patterns):
    for pattern in patterns:
        yield from url_names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]


@pytest.fixture
def story():
    """An open assessment with its token and one measure."""
    assessment, token = make_assessment({"B1.1": 3})
    measure = Measure.objects.create(assessment=assessment, title="Betrieb klären", created_at=assessment.created_at)
    return assessment, token, measure


def address(row, assessment=None, measure=None):
    kwargs = dict(row.kwargs)
    if "measure_id" in kwargs:
        kwargs["measure_id"] = measure.pk if measure else uuid.uuid4()
    if row.needs_link:
        kwargs["assessment_id"] = assessment.pk if assessment else uuid.uuid4()
    return reverse(row.name, kwargs=kwargs)


def send(client, method, row, url):
    return client.post(url, dict(row.data)) if method == "POST" else client.generic(method, url)


def test_every_address_has_a_row():
    assert sorted(url_names(get_resolver().url_patterns)) == sorted(row.name for row in ROWS)


@pytest.mark.parametrize("row", PUBLIC, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_public_address_answers_a_stranger(client, row, method):
    expected = {404} if row.name == "open_link" else ANSWERED

    status = send(client, method, row, address(row)).status_code

    assert status in (expected if method in row.methods else {405})


@pytest.mark.parametrize("row", GUARDED, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_holder_of_the_link_may_use_it(client, story, row, method):
    assessment, token, measure = story
    open_link(client, token)

    status = send(client, method, row, address(row, assessment, measure)).status_code

    assert status in (ANSWERED if method in row.methods else {405})


@pytest.mark.parametrize("row", GUARDED, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_stranger_does_not_learn_that_it_exists(client, story, row, method):
    assessment, _, measure = story
    existing = send(client, method, row, address(row, assessment, measure))
    missing = send(client, method, row, address(row))

    assert existing.status_code == missing.status_code == (404 if method in row.methods else 405)
    assert existing.content == missing.content


@pytest.mark.parametrize("row", GUARDED, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_after_renewal_the_old_link_and_who_came_by_it_are_out(client, story, row, method):
    assessment, token, measure = story
    open_link(client, token)
    renew_link(assessment=assessment)

    status = send(client, method, row, address(row, assessment, measure)).status_code

    assert status == (404 if method in row.methods else 405)
    assert client.get(reverse("open_link", args=[token])).status_code == 404


@pytest.mark.parametrize("row", GUARDED, ids=str)
def test_holder_of_another_link_is_a_stranger(client, story, row):
    assessment, _, measure = story
    _, other_token = make_assessment()
    open_link(client, other_token)

    statuses = {send(client, method, row, address(row, assessment, measure)).status_code for method in row.methods}

    assert statuses == {404}


def test_measure_of_another_assessment_is_not_found(client, story):
    _, _, measure = story
    own, token = make_assessment()
    open_link(client, token)

    for row in ROWS:
        if "measure_id" in dict(row.kwargs):
            assert client.get(address(row, own, measure)).status_code == 404


@pytest.mark.parametrize("row", [row for row in ROWS if "GET" in row.methods], ids=str)
def test_head_is_get_without_a_body(client, story, row):
    assessment, token, measure = story
    open_link(client, token)
    url = address(row, assessment, measure)

    assert client.head(url).status_code == client.get(url).status_code
    assert client.head(url).content == b""
