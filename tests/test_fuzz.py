"""Anything may arrive: no answer is a server error, none is in English, and what is refused changes nothing.

`make test` tries a few examples of each; FUZZ_EXAMPLES=2000 many more, in a night.
"""

import io
import json
import os
import urllib.parse
import uuid
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.models import (
    Answer,
    Assessment,
    Claim,
    HistoryEntry,
    Invitation,
    Membership,
    Municipality,
    Project,
    Respondent,
    Response,
    Survey,
    User,
)
from recommendations.document import document_data, document_text
from recommendations.example import current_document
from recommendations.export import get_document
from recommendations.models import Measure
from recommendations.spreadsheet import build_spreadsheet
from tests.cast import log_in, make_user, open_link
from tests.directory_sample import SAMPLE
from tests.test_access import ROWS, Story, address

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "15"))
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
TEAM_MODELS = (User, Membership, Invitation, Claim, Survey, Respondent, Response, HistoryEntry)
MODELS = (Municipality, Project, Assessment, Answer, Measure, *TEAM_MODELS)
MOST_ANSWERS = {200, 204, 302, 303, 400, 403, 404, 405, 409, 410, 413, 422, 429}
ENGLISH = ("This field", "Enter a", "Select a valid", "Ensure this", "not a valid", "Not Found", "Bad Request")

# What breaks programs: signs that have no place in text, limits, and what means something to some layer below.
HUGE = "9" * 5_000
NASTY = st.sampled_from(
    [
        *("", " ", "\0", "\ud800", "\uffff", "\u202e", "👩‍👩‍👧", "ﷺ", "㎯" * 120, "e\u0301", "\r\nX: y", "٣"),
        *("7", "-1", "-0", "1e5", "NaN", "1.005", HUGE, f"B1.1:{HUGE}", "0001-01-01", "9999-12-31", "31.02.2025"),
        *("=1+1", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1", "%00", "../../x", "x" * 2_001, "x" * 100_000),
    ]
)
KNOWN_WORDS = (
    "0 4 unknown not_applicable B1.1 B1.1:1 K1.2 K1.2/1 K1.2/9 high open declined pilot 09 2 on renew saved mail "
    "next back true null 2027-06-30 30.06.2027 12.500,00 09162000 kurz"
)
KNOWN = st.sampled_from(KNOWN_WORDS.split())
TEXTS = NASTY | KNOWN | st.text(max_size=40)
FIELD_NAMES = (
    "name phase description funding funding_start funding_end land size_class editor do email sure take keep clear "
    "go title priority status decline_reason responsible start due cost_once cost_yearly note revision B1.1-value "
    "B1.1-note B1.1-base B1.1-seen B1.2-value B1.1 q umfang ags mit offen file csrfmiddlewaretoken "
    "perspective parts days message anonymous value reason dissent base seen role function municipality claim grant "
    "login password password1 password2 oldpassword code next action sort richtung phase minuten art seite kommune"
)
FORM_FIELDS = st.sampled_from(FIELD_NAMES.split())
FORMS = st.dictionaries(FORM_FIELDS | TEXTS, TEXTS, max_size=8)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENT = document_data(current_document(date(2026, 3, 2)))


def rows(*, method=None):
    return [row for row in ROWS if method is None or method in row.methods]


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


def check(response):
    """An answer that a person can use."""
    assert response.status_code in MOST_ANSWERS, response.status_code
    if "text/html" in response.get("Content-Type", ""):
        text = response.content.decode()
        assert "<script>alert(1)" not in text
        assert not [words for words in ENGLISH if words in text]
    assert "\n" not in response.get("Location", "")
    return response


def encoded(fields):
    return urllib.parse.urlencode(fields, errors="surrogatepass").encode()


def story_for(row):
    """A story, and a client of somebody who may use the address."""
    story = Story(held_by_team=row.gate in {"tenant", "project"})
    if row.gate in {"tenant", "project"}:
        client = story.member("lead")
    elif row.gate in {"login", "staff", "invitation"}:
        client = log_in(make_user(f"{uuid.uuid4().hex}@musterbach.example", is_staff=row.gate == "staff"))
        client.get(f"/einladung/{story.invitation_token}/")
    elif row.gate == "respondent":
        client = Client()
        client.get(f"/b/{story.respondent_token}/")
    else:
        client = open_link(Client(), story.token)
    client.raise_request_exception = False
    return story, client


def test_the_check_can_fail():
    """A page that raises is seen as a server error, and an English message as one."""
    from django.http import HttpResponse

    for response in (HttpResponse(status=500), HttpResponse("<p>This field is required."), HttpResponse(status=418)):
        with pytest.raises(AssertionError):
            check(response)


# The two PDFs read no more than one word of their address, and each takes seconds.
DRAWN = {"report_pdf", "blank_questionnaire"}


@pytest.mark.parametrize("row", [row for row in rows(method="GET") if row.name not in DRAWN], ids=str)
def test_any_parameters_in_the_address(row):
    story, client = story_for(row)
    before = counts()

    @FUZZ
    @given(FORMS)
    def run(fields):
        check(client.get(f"{address(row, story)}?{encoded(fields).decode()}"))
        assert counts() == before

    run()


@pytest.mark.parametrize("row", rows(method="POST"), ids=str)
def test_any_form(row):
    """What is refused (4xx) leaves every table as it was."""

    @FUZZ
    @given(FORMS, st.sampled_from([{}, {"HX-Request": "true"}]))
    @example({"keep": f"B1.1:{HUGE}", "B1.1-value": "1"}, {})
    @example({"note": "\uffff", "title": "\ud800=1", "priority": "high", "status": "open", "revision": HUGE}, {})
    @example({"do": "mail", "email": "\ud800@x.de"}, {})
    @example({f"f{number}": "x" for number in range(600)}, {})
    def run(fields, headers):
        story, client = story_for(row)
        url = address(row, story)
        if row.name == "describe_project":
            url += "?umfang=kurz&name=Musterbach&land=09&size_class=2"
        before = counts()
        body = encoded(fields)
        response = check(
            client.generic("POST", url, body, content_type="application/x-www-form-urlencoded", headers=headers)
        )
        # A page of questions stores each question that is right, and says what is wrong with the others.
        if response.status_code >= 400 and row.name != "questions":
            assert counts() == before
        made = Assessment.objects.filter(pk=story.assessment.pk).first()
        if made:
            document_text(get_document(made)).encode()

    run()


@FUZZ
@given(st.text(max_size=60) | NASTY, st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "X"]))
def test_any_path(path, method):
    client = Client(raise_request_exception=False)
    quoted = urllib.parse.quote(path, errors="surrogatepass")
    for prefix in ("/", "/z/", "/check/", f"/check/{uuid.uuid4()}/", "/static/"):
        response = client.generic(method, prefix + quoted, content_type="application/x-www-form-urlencoded")
        assert response.status_code in MOST_ANSWERS | {301}


@FUZZ
@given(st.binary(max_size=300), st.sampled_from(["/gibt-es-nicht/", "upload", "choose_municipality"]), st.data())
def test_any_body(body, where, data):
    boundary = data.draw(st.sampled_from(["", "; boundary=x", "; boundary=\xe4", "; charset=utf-8; boundary=x"]))
    kind = data.draw(st.sampled_from(["multipart/form-data", "application/x-www-form-urlencoded", "application/json"]))
    body = data.draw(
        st.sampled_from([body, b"--x\r\n" + body, b"a=1&" * 600, b"--x\r\nContent-Disposition: form-data; "])
    )
    client = Client(raise_request_exception=False)

    check(client.generic("POST", where if "/" in where else reverse(where), body, content_type=kind + boundary))


def upload(content):
    file = io.BytesIO(content)
    file.name = "stand.json"
    return Client(raise_request_exception=False).post(reverse("upload"), {"file": file})


def places(value, path=()):
    """The path to every value in parsed JSON."""
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def changed(data, path, value):
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


PLACES = list(places(DOCUMENT))


def check_upload(content):
    """Refused and nothing changed, or taken over whole: then the download is what was uploaded."""
    before = counts()
    response = check(upload(content))
    if response.status_code != 302:
        assert response.status_code == 422
        assert counts() == before
        return
    made = Assessment.objects.order_by("pk").get(pk=response.url.split("/")[2])
    stored = json.loads(document_text(get_document(made)))
    sent = json.loads(content)
    assert stored["answers"] == sent["answers"]
    assert stored["notes"] == sent["notes"] or "" in sent["notes"].values()
    assert len(stored["measures"]) == len(sent["measures"])
    build_spreadsheet(get_document(made))


@settings(FUZZ, max_examples=EXAMPLES * 10)
@given(st.sampled_from(PLACES), JSON_VALUES)
def test_upload_with_one_value_changed(path, value):
    check_upload(json.dumps(changed(DOCUMENT, path, value)).encode())


@FUZZ
@given(JSON_VALUES)
def test_upload_of_any_json(value):
    check_upload(json.dumps(value).encode())


@FUZZ
@example(b"[" * 600 + b"]" * 600)
@example(b'{"instrument": "\\ud800", "answers": {}}')
@given(st.binary(max_size=200) | st.integers(1, 3000).map(lambda depth: b"[" * depth + b"]" * depth))
def test_upload_of_any_bytes(content):
    check_upload(content)


@settings(FUZZ, max_examples=EXAMPLES * 2)
@given(st.integers(0, 400), st.binary(max_size=3))
def test_upload_damaged_at_any_place(place, wedge):
    text = json.dumps(DOCUMENT).encode()
    place = place * len(text) // 400

    check_upload(text[:place] + wedge + text[place + 1 :])


def import_file(tmp_path, content):
    file = tmp_path / "GV100AD.txt"
    file.write_bytes(content)
    call_command("import_municipalities", str(file), stdout=io.StringIO())


@settings(FUZZ, max_examples=EXAMPLES * 3)
@given(st.integers(0, 1000), st.integers(0, 30), st.binary(max_size=4))
def test_import_of_a_damaged_directory(tmp_path, place, length, wedge):
    Municipality.objects.all().delete()
    sample = "\n".join(SAMPLE).encode()
    place = place * len(sample) // 1000
    try:
        import_file(tmp_path, sample[:place] + wedge + sample[place + length :])
    except CommandError:
        assert not Municipality.objects.exists()


def test_document_of_the_example_is_taken():
    """What the tests above change is right before it is changed."""
    check_upload(json.dumps(DOCUMENT).encode())
    assert Assessment.objects.count() == 1
