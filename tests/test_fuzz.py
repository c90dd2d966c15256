"""Anything may arrive: no answer is a server error, none is in English, and what is refused changes nothing.

`make test` tries a few examples of each, `make fuzz` many more (fuzzing.py, fuzz.py).
"""

import urllib.parse
import uuid
from copy import copy

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.models import Assessment
from recommendations.document import document_text
from recommendations.export import get_document
from tests.access_rows import FUNDER, ROWS
from tests.access_stories import Story, address
from tests.cast import log_in, make_user, open_link
from tests.fuzzing import FUZZ, HUGE, MOST_ANSWERS, NASTY, TEXTS, case, check, in_time, stored

pytestmark = pytest.mark.django_db

FIELD_NAMES = (
    "name phase description funding funding_start funding_end land size_class editor do email sure take keep clear "
    "go title priority status decline_reason responsible start due cost_once cost_yearly note revision B1.1-value "
    "B1.1-note B1.1-base B1.1-seen B1.2-value B1.1 q umfang ags mit offen file csrfmiddlewaretoken "
    "perspective parts days message anonymous value reason dissent base seen role function municipality claim grant "
    "login password password1 password2 oldpassword code next action sort richtung phase minuten art seite kommune "
    "checks check agree version text number gruppe basis"
)
FORM_FIELDS = st.sampled_from(FIELD_NAMES.split())
FORMS = st.dictionaries(FORM_FIELDS | TEXTS, TEXTS, max_size=8)


def rows(*, method=None):
    return [row for row in ROWS if method is None or method in row.methods]


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
    elif row in FUNDER:
        client = story.funding.funder()
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
            check(lambda answer=response: answer)


# The PDFs read no more than one word of their address, and each takes seconds.
DRAWN = {"report_pdf", "agenda_pdf", "blank_questionnaire", "release_pdf", "consent_history"}


@pytest.mark.parametrize("row", [row for row in rows(method="GET") if row.name not in DRAWN], ids=str)
def test_any_parameters_in_the_address(row):
    story, client = story_for(row)
    url = address(row, story)
    before = stored()

    @FUZZ
    @given(FORMS)
    def run(fields):
        with case():
            check(lambda: client.get(f"{url}?{encoded(fields).decode()}"))
            assert stored() == before

    run()


@pytest.mark.parametrize("row", rows(method="POST"), ids=str)
def test_any_form(row):
    """What is refused (4xx) leaves every table as it was."""
    story, client = story_for(row)
    url = address(row, story)
    if row.name == "describe_project":
        url += "?umfang=kurz&name=Musterbach&land=09&size_class=2"
    before = stored()

    @FUZZ
    @given(FORMS, st.sampled_from([{}, {"HX-Request": "true"}]))
    @example({"keep": f"B1.1:{HUGE}", "B1.1-value": "1"}, {})
    @example({"note": "\uffff", "title": "\ud800=1", "priority": "high", "status": "open", "revision": HUGE}, {})
    @example({"do": "mail", "email": "\ud800@x.de"}, {})
    @example({f"f{number}": "x" for number in range(600)}, {})
    def run(fields, headers):
        tab = Client(raise_request_exception=False)
        tab.cookies = copy(client.cookies)
        kind = "application/x-www-form-urlencoded"
        with case():
            response = check(lambda: tab.generic("POST", url, encoded(fields), content_type=kind, headers=headers))
            # A page of questions stores each question that is right, and says what is wrong with the others.
            if response.status_code >= 400 and row.name != "questions":
                assert stored() == before
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
        with case(), in_time():
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

    url = where if "/" in where else reverse(where)

    with case():
        before = stored()
        check(lambda: client.generic("POST", url, body, content_type=kind + boundary))
        assert stored() == before
