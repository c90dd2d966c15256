"""Known ways to attack a web application, tried on all of it: each is refused, and that it could succeed is shown
first where that is not plain."""

import json
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings as active
from django.core import mail
from django.test import Client
from django.urls import reverse

from assessments.actions.accounts import make_login_token
from assessments.models import Assessment, Municipality, Project, User
from assessments.project_forms import EditProjectForm
from recommendations.document import document_text
from recommendations.export import get_document
from recommendations.models import Measure
from tests.access_rows import ROWS
from tests.access_stories import Story, address
from tests.cast import log_in, make_assessment, make_invitation, make_member, make_municipality, make_user, open_link
from tests.fuzzing import stored

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    *("https://boese.example/", "//boese.example/", "///boese.example/", "/\\boese.example/", "\\\\boese.example/"),
    *("/\t/boese.example/", "/\n/boese.example/", "http:///boese.example/", "javascript:alert(1)", "data:text/html,x"),
    *("https:boese.example", "https://127.0.0.1:8000@boese.example/", "https://127.0.0.1:8000.boese.example/"),
    *(" //boese.example/", "\u2028//boese.example/", "//boese.example\\@127.0.0.1:8000/"),
]


def tab_without_token(client):
    tab = Client(enforce_csrf_checks=True)
    tab.cookies = client.cookies
    return tab


def test_form_from_another_site_changes_nothing():
    """No address takes a POST without the token of a page of ours."""
    story = Story(held_by_team=True)
    lead, respondent = story.member("lead"), Client()
    respondent.get(f"/b/{story.respondent_token}/")
    posts = [row for row in ROWS if "POST" in row.methods]
    urls = [(row, address(row, story)) for row in posts]
    before = stored()

    answers = {}
    for row, url in urls:
        tab = tab_without_token(respondent if row.gate == "respondent" else lead)
        answers[row.name] = tab.post(url, dict(row.data), headers={"Origin": "https://boese.example"}).status_code

    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert stored() == before


@pytest.mark.parametrize("target", ELSEWHERE)
def test_login_link_leads_nowhere_else(target):
    user = make_user("a@musterbach.example")
    link = reverse("login_link", args=[user.pk, make_login_token(user=user)])

    response = Client().post(f"{link}?weiter={quote(target)}")

    assert (response.status_code, response.url) == (302, reverse("account"))


def test_login_leads_to_the_wanted_page():
    user = make_user("a@musterbach.example")
    link = reverse("login_link", args=[user.pk, make_login_token(user=user)])

    assert Client().post(f"{link}?weiter=/konto/name/").url == "/konto/name/"


def test_session_gets_a_new_key_at_the_login_by_link():
    """Whoever slipped somebody a session knows nothing of the one after the login."""
    user = make_user("a@musterbach.example")
    client = open_link(Client(), make_assessment()[1])
    slipped = client.cookies["sessionid"].value

    client.post(reverse("login_link", args=[user.pk, make_login_token(user=user)]))

    assert client.get(reverse("account")).status_code == 200
    other = Client()
    other.cookies["sessionid"] = slipped
    assert other.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Original-Host", "Forwarded"])
def test_mail_names_the_address_of_the_installation(settings, header):
    """A link in a mail that somebody else asked for would carry the secret to a foreign server."""
    settings.EMAIL_HOST = "mail.example.org"
    make_user("a@musterbach.example")
    value = "host=boese.example" if header == "Forwarded" else "boese.example"

    Client().post(reverse("account_reset_password"), {"email": "a@musterbach.example"}, headers={header: value})

    links = [line for message in mail.outbox for line in message.body.splitlines() if "://" in line]
    assert len(mail.outbox) == (0 if header == "Host" else 1)
    assert all(active.BASE_URL in line for line in links)


@pytest.mark.parametrize("email", ["a@musterbach.example", "niemand@musterbach.example"])
def test_reset_says_nothing_about_accounts(settings, email):
    settings.EMAIL_HOST = "mail.example.org"
    make_user("a@musterbach.example")

    asked = [Client().post(reverse("account_reset_password"), {"email": email}) for _ in range(6)]

    assert [response.status_code for response in asked] == [302] * 5 + [429]
    assert {response.url for response in asked[:5]} == {reverse("account_reset_password_done")}


NAMES = ['a"; filename="x.exe', "a\r\nX-Evil: 1", "../../etc/passwd", "Köln/Straße;x", "\u202egnp.exe", "㍿" * 120]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_is_harmless(name):
    assessment, token = make_assessment({"B1.1": 3})
    Municipality.objects.update(name=name)
    client = open_link(Client(), token)

    for view in ("download_json", "download_xlsx"):
        header = client.get(reverse(view, args=[assessment.pk]))["Content-Disposition"]
        found = header.removeprefix('attachment; filename="').removesuffix('"')
        assert found.isascii()
        assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_more_fields_than_the_form_has_change_nothing():
    """Mass assignment: ids, owners and dates are nobody's to send."""
    assessment, token = make_assessment({"B1.1": 3})
    foreign = make_municipality("Nachbarbach (erfunden)")
    before = (assessment.project.tenant_id, assessment.submitted_at, assessment.link_hash, assessment.created_at)
    data = {"name": "Neuer Name", "phase": "pilot", "tenant": foreign.pk, "tenant_id": foreign.pk, "id": foreign.pk}
    data |= {
        "link_hash": "0" * 64,
        "submitted_at": "2026-01-01",
        "created_at": "2020-01-01",
        "municipality": foreign.pk,
    }

    data["seen"] = EditProjectForm.initial_of(assessment.project)["seen"]
    open_link(Client(), token).post(reverse("edit_project", args=[assessment.pk]), data)

    found = Assessment.objects.select_related("project").get()
    assert found.project.name == "Neuer Name"
    assert (found.project.tenant_id, found.submitted_at, found.link_hash, found.created_at) == before


def test_account_gets_no_rights_by_a_form():
    user = make_user("a@musterbach.example")

    log_in(user).post(
        reverse("account_name"), {"name": "Anna", "is_staff": "on", "is_superuser": "1", "email": "b@x.de"}
    )

    found = User.objects.get()
    assert (found.name, found.is_staff, found.is_superuser, found.email) == ("Anna", False, False, user.email)


def test_role_that_does_not_exist_is_refused():
    municipality = make_municipality()
    lead = log_in(make_member(municipality, "lead"))

    for role in ("owner", "superuser", "LEAD", "lead ", "staff"):
        url = reverse("invite_member", args=[municipality.pk])
        assert lead.post(url, {"role": role, "email": ""}).status_code == 422, role


def test_measure_of_another_team_is_neither_read_nor_changed():
    """With an own check in the address and the id of a foreign measure: answered like one that does not exist."""
    own, foreign = Story(held_by_team=True), make_assessment(tenant=make_municipality("Nachbarbach (erfunden)"))[0]
    measure = Measure.objects.create(assessment=foreign, title="Fremd", created_at=foreign.created_at)
    lead, found = own.member("lead"), {}
    for pk in (measure.pk, uuid4()):
        kwargs = {"assessment_id": own.assessment.pk, "measure_id": pk}
        edit, remove = reverse("edit_measure", kwargs=kwargs), reverse("remove_measure", kwargs=kwargs)
        answers = [lead.get(edit), lead.post(edit, {"title": "Meins"}), lead.post(remove)]
        found[pk] = [answer.status_code for answer in answers]
        assert "Fremd" not in "".join(answer.content.decode() for answer in answers)

    assert [*found.values()] == [[404, 409, 404]] * 2
    assert Measure.objects.get(pk=measure.pk).title == "Fremd"


DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_text_that_turns_the_writing_direction_is_stored_without_it():
    client = Client()
    url = reverse("describe_project") + f"?name=Muster{DIRECTIONS}bach&land=09&size_class=2"
    client.post(url, {"name": f"Sensor{DIRECTIONS}en", "phase": "pilot", "description": f"x{DIRECTIONS}y"})

    made = Project.objects.select_related("municipality").get()
    assert (made.name, made.description, made.municipality.name) == ("Sensoren", "xy", "Musterbach")


@pytest.mark.parametrize(("sign", "status"), [("", 302), *((sign, 422) for sign in DIRECTIONS)], ids=ascii)
def test_upload_that_turns_the_writing_direction_is_refused(sign, status):
    sent = json.loads(document_text(get_document(make_assessment({"B1.1": 3})[0])))
    sent["project"]["name"] = f"Sensor{sign}en"

    assert Client().post(reverse("upload"), {"file": FileOf(json.dumps(sent).encode())}).status_code == status


def test_small_upload_that_unfolds_is_refused():
    """Depth, and numbers that take long to read."""
    for content in (
        b"[" * 400_000,
        b'{"a":' * 100_000,
        b"9" * 900_000,
        b'{"instrument": ' + b"1e" + b"9" * 900_000 + b"}",
    ):
        response = Client().post(reverse("upload"), {"file": FileOf(content)})
        assert response.status_code == 422


def FileOf(content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("stand.json", content)


def test_invitation_for_one_address_is_not_taken_by_another():
    invitation, token = make_invitation(make_municipality(), email="b@musterbach.example")
    client = log_in(make_user("a@musterbach.example"))
    client.get(reverse("open_invitation", args=[token]))

    assert client.post(reverse("invitation", args=[invitation.pk])).status_code == 409


def test_answers_of_a_person_are_kept_by_no_shared_cache():
    """One visitor's page is never another's: the answer depends on the cookie, and nobody between may keep it."""
    assessment, token = make_assessment({"B1.1": 3})
    response = open_link(Client(), token).get(reverse("overview", args=[assessment.pk]))

    assert (response["Cache-Control"], "Cookie" in response["Vary"]) == ("private, no-store", True)


def test_no_template_prints_unescaped():
    """ "|safe" and the like would let a typed text become a part of the page."""
    folder = Path(active.BASE_DIR) / "templates"
    found = [
        path.name for path in folder.rglob("*.html") if "|safe" in path.read_text() or "autoescape" in path.read_text()
    ]

    assert found == []
