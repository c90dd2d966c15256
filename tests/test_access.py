"""Role × URL × method over every address of the project. An address without a row here fails the test."""

import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from assessments.access import Right
from assessments.actions import Kind, record, renew_link
from assessments.models import Membership
from recommendations.models import Measure
from tests.cast import (
    ANNA,
    log_in,
    make_assessment,
    make_invitation,
    make_member,
    make_municipality,
    make_respondent,
    make_user,
    open_link,
)

pytestmark = pytest.mark.django_db

# POST comes last, for it may change what the others ask for.
METHODS = ("GET", "HEAD", "PUT", "DELETE", "POST")
READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
ANSWERED = {200, 204, 302, 303, 409, 422}


@dataclass(frozen=True)
class Row:
    """`methods` the address takes; `kwargs` of the address beside the id that the gate asks for; `data` is what a POST
    must hold to find what it names.

    `gate`: who decides. "public": nobody; "login": needs an account, others are led to the login; "check": the gate of
    the assessment; "tenant": of the municipality; "project": of a project that a municipality holds; "respondent": of
    a personal link; "invitation": of an invitation's link; "staff": the operator's accounts. `read`, `write`: the
    right that GET and HEAD, and POST need; `link`: whether the holder of an assessment's secret link may use it;
    `only_link`: nobody else may.
    """

    name: str
    methods: tuple[str, ...]
    gate: str = "check"
    read: Right = Right.READ
    write: Right = Right.EDIT
    link: bool = True
    only_link: bool = False
    kwargs: tuple[tuple[str, object], ...] = ()
    data: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return self.name

    def needs(self, method):
        return self.write if method == "POST" else self.read


ROWS = (
    Row("start", READ, "public"),
    Row("choose_municipality", FORM, "public"),
    Row("search_municipalities", READ, "public"),
    Row("describe_project", FORM, "public"),
    Row("open_link", READ, "public", kwargs=(("token", "unknown"),)),
    Row("open_invitation", READ, "public", kwargs=(("token", "unknown"),)),
    Row("deleted", READ, "public"),
    Row("imprint", READ, "public"),
    Row("privacy", READ, "public"),
    Row("accessibility", READ, "public"),
    Row("method", READ, "public"),
    Row("blank_questionnaire", READ, "public"),
    Row("upload", FORM, "public"),
    # Accounts: allauth's pages
    Row("account_login", FORM, "public"),
    Row("mfa_authenticate", FORM, "public"),
    Row("mfa_login_webauthn", FORM, "public"),
    Row("account_logout", FORM, "public"),
    Row("account_signup", FORM, "public"),
    Row("account_inactive", READ, "public"),
    Row("login_link", FORM, "public", kwargs=(("user_id", uuid.UUID(int=0)), ("token", "unknown"))),
    Row("account_email_verification_sent", READ, "public"),
    Row("account_confirm_email", FORM, "public", kwargs=(("key", "unknown"),)),
    Row("account_reset_password", FORM, "public"),
    Row("account_reset_password_done", READ, "public"),
    Row("account_reset_password_from_key", FORM, "public", kwargs=(("uidb36", "0"), ("key", "unknown"))),
    Row("account_reset_password_from_key_done", READ, "public"),
    Row("socialaccount_signup", FORM, "public"),
    Row("socialaccount_login_cancelled", READ, "public"),
    Row("openid_connect_login", FORM, "public"),
    Row("openid_connect_callback", READ, "public"),
    Row("account_name", FORM, "login"),
    Row("account_email", FORM, "login"),
    Row("account_change_password", FORM, "login"),
    Row("account_set_password", FORM, "login"),
    Row("account_reauthenticate", FORM, "login"),
    Row("mfa_reauthenticate", FORM, "login"),
    Row("mfa_reauthenticate_webauthn", FORM, "login"),
    Row("mfa_index", READ, "login"),
    Row("mfa_activate_totp", FORM, "login"),
    Row("mfa_deactivate_totp", FORM, "login"),
    Row("mfa_view_recovery_codes", READ, "login"),
    Row("mfa_generate_recovery_codes", FORM, "login"),
    Row("mfa_download_recovery_codes", READ, "login"),
    Row("mfa_list_webauthn", READ, "login"),
    Row("mfa_add_webauthn", FORM, "login"),
    Row("mfa_edit_webauthn", FORM, "login", kwargs=(("pk", 1),)),
    Row("mfa_remove_webauthn", FORM, "login", kwargs=(("pk", 1),)),
    Row("usersessions_list", FORM, "login"),
    Row("socialaccount_connections", FORM, "login"),
    # An assessment
    Row("overview", FORM),
    Row("personal_link", FORM, only_link=True),
    Row("questions", FORM, kwargs=(("part", "barriers"), ("number", 1))),
    Row("answer", FORM, kwargs=(("item", "B1.1"),)),
    Row("edit_project", FORM, read=Right.EDIT),
    Row("extend", POST),
    Row("delete", FORM, read=Right.LEAD, write=Right.LEAD),
    Row("result", READ),
    Row("what_if", READ),
    Row("plan", READ),
    Row("take", POST, data=(("take", "K1.2"),)),
    Row("add_measure", FORM, read=Right.EDIT),
    Row("edit_measure", FORM, read=Right.EDIT, kwargs=(("measure_id", None),)),
    Row("remove_measure", FORM, read=Right.EDIT, kwargs=(("measure_id", None),)),
    Row("submit", FORM),
    Row("continue_assessment", FORM),
    Row("comparison", READ),
    Row("perspectives", READ),
    Row("agenda", READ),
    Row("agenda_pdf", READ),
    Row("consensus", READ),
    Row("consensus_item", FORM, kwargs=(("item", "B1.1"),)),
    Row("report_pdf", READ),
    Row("download_json", READ),
    Row("download_xlsx", READ),
    Row("history", READ),
    Row("adopt", FORM, only_link=True),
    # All projects of a municipality, and one
    Row("portfolio", READ, "tenant"),
    Row("portfolio_xlsx", READ, "tenant"),
    Row("portfolio_csv", READ, "tenant"),
    Row("project", READ, "project"),
    # The survey of an assessment
    Row("survey", FORM),
    Row("invite_respondent", FORM, read=Right.EDIT),
    Row("respondent_link", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("remind_respondent", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("remove_respondent", FORM, read=Right.EDIT, kwargs=(("respondent_id", None),)),
    Row("open_comparison", FORM, read=Right.EDIT),
    # A respondent
    Row("open_respondent_link", READ, "public", kwargs=(("token", "unknown"),)),
    Row("respondent", FORM, "respondent"),
    Row("respondent_questions", FORM, "respondent", kwargs=(("part", "barriers"), ("number", 1))),
    Row("respondent_answer", FORM, "respondent", kwargs=(("item", "B1.1"),)),
    Row("finish_response", FORM, "respondent"),
    # The account and the team of a municipality
    Row("account", READ, "login"),
    Row("claim_municipality", FORM, "login"),
    Row("claims", FORM, "staff"),
    Row("invitation", FORM, "invitation"),
    Row("team", READ, "tenant"),
    Row("team_history", READ, "tenant"),
    Row("leave_team", FORM, "tenant", write=Right.READ),
    Row("invite_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD),
    Row("edit_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("membership_id", None),)),
    Row("remove_member", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("membership_id", None),)),
    Row("invitation_link", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("invitation_id", None),)),
    Row("revoke_invitation", POST, "tenant", write=Right.LEAD, kwargs=(("invitation_id", None),)),
    Row("anonymize", FORM, "tenant", read=Right.LEAD, write=Right.LEAD, kwargs=(("user_id", None),)),
)
NOT_FOUND = {
    "login_link",
    "account_confirm_email",
    "account_reset_password_from_key",
    "open_invitation",
    "open_link",
    "open_respondent_link",
    "openid_connect_callback",
    "openid_connect_login",
}
"""Public addresses that answer a stranger with 404, for the secret in them is unknown."""

PUBLIC = [row for row in ROWS if row.gate == "public"]
GUARDED = [row for row in ROWS if row.gate not in {"public", "login"}]
CHECK = [row for row in ROWS if row.gate == "check"]
BY_LINK = [row for row in CHECK if row.link]
OF_TEAM = [row for row in ROWS if row.gate in {"check", "tenant", "project"} and not row.only_link]
LOGIN = [row for row in ROWS if row.gate == "login"]
RESPONDENT = [row for row in ROWS if row.gate == "respondent"]
STAFF = [row for row in ROWS if row.gate == "staff"]
INVITATION = [row for row in ROWS if row.gate == "invitation"]
ID = {
    "check": "assessment_id",
    "tenant": "municipality_id",
    "project": "project_id",
    "respondent": "respondent_id",
    "invitation": "invitation_id",
}


class Story:
    """An assessment with one measure and one respondent; held by a link, or by the team of a municipality, with a
    colleague, a former one and an invitation."""

    def __init__(self, *, held_by_team):
        self.municipality = make_municipality("Musterbach (erfunden)") if held_by_team else None
        self.assessment, self.token = make_assessment({"B1.1": 3}, tenant=self.municipality)
        self.measure = Measure.objects.create(
            assessment=self.assessment, title="Betrieb klären", created_at=self.assessment.created_at
        )
        self.respondent, self.respondent_token = make_respondent(self.assessment)
        tenant = self.municipality or self.assessment.project.municipality
        self.colleague = Membership.objects.get(
            user=make_member(tenant, "edit", f"a-{tenant.pk.hex}@musterbach.example")
        )
        self.former = make_user(f"b-{tenant.pk.hex}@musterbach.example")
        record(kind=Kind.MEMBER_REMOVED, editor=ANNA, municipality=tenant, person_id=self.former.pk)
        self.invitation, self.invitation_token = make_invitation(tenant)

    def ids(self):
        tenant = self.municipality or self.assessment.project.municipality
        return {
            "assessment_id": self.assessment.pk,
            "municipality_id": tenant.pk,
            "project_id": self.assessment.project_id,
            "measure_id": self.measure.pk,
            "respondent_id": self.respondent.pk,
            "membership_id": self.colleague.pk,
            "user_id": self.former.pk,
            "invitation_id": self.invitation.pk,
        }

    def member(self, role):
        return log_in(make_member(self.municipality, role))


@pytest.fixture
def story():
    return Story(held_by_team=False)


@pytest.fixture
def team():
    return Story(held_by_team=True)


def url_names(patterns):
    for pattern in patterns:
        yield from url_names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]


def address(row, story=None):
    """Of what the story holds; without a story, of what does not exist."""
    ids = story.ids() if story else {}
    kwargs = {name: value if value is not None else ids.get(name, uuid.uuid4()) for name, value in row.kwargs}
    if row.gate in ID:
        kwargs[ID[row.gate]] = ids.get(ID[row.gate], uuid.uuid4())
    return reverse(row.name, kwargs=kwargs)


def send(client, method, row, url):
    return client.post(url, dict(row.data)) if method == "POST" else client.generic(method, url)


def statuses(client, row, url):
    """{method: status} of every method that the address takes; all others have to be refused."""
    found = {method: send(client, method, row, url).status_code for method in METHODS}
    refused = {method: status for method, status in found.items() if method not in row.methods}
    assert set(refused.values()) <= {405}, refused
    return {method: found[method] for method in row.methods}


def test_every_address_has_a_row():
    assert sorted(url_names(get_resolver().url_patterns)) == sorted(row.name for row in ROWS)


@pytest.mark.parametrize("row", PUBLIC, ids=str)
def test_public_address_answers_a_stranger(client, row):
    expected = {404} if row.name in NOT_FOUND else ANSWERED

    assert set(statuses(client, row, address(row)).values()) <= expected


@pytest.mark.parametrize("row", BY_LINK, ids=str)
def test_holder_of_the_link_may_use_it(client, story, row):
    open_link(client, story.token)

    assert set(statuses(client, row, address(row, story)).values()) <= ANSWERED


@pytest.mark.parametrize("row", OF_TEAM, ids=str)
@pytest.mark.parametrize("role", ["lead", "edit", "read"])
def test_member_may_use_what_the_role_allows(team, row, role):
    right = {"lead": Right.LEAD, "edit": Right.EDIT, "read": Right.READ}[role]

    found = statuses(team.member(role), row, address(row, team))

    allowed = {method: right >= row.needs(method) for method in row.methods}
    assert {method: status in ANSWERED for method, status in found.items()} == allowed
    assert {status for method, status in found.items() if not allowed[method]} <= {403}


@pytest.mark.parametrize("row", GUARDED, ids=str)
@pytest.mark.parametrize("held_by_team", [False, True], ids=["link", "team"])
def test_stranger_does_not_learn_that_it_exists(client, row, held_by_team):
    story = Story(held_by_team=held_by_team)

    assert set(statuses(client, row, address(row, story)).values()) == {404}
    for method in row.methods:
        existing = send(client, method, row, address(row, story))
        assert existing.content == send(client, method, row, address(row)).content


@pytest.mark.parametrize("row", GUARDED, ids=str)
@pytest.mark.parametrize("role", ["no municipality", "other municipality", "other link", "respondent", "operator"])
def test_whoever_belongs_elsewhere_is_a_stranger(team, row, role):
    url = address(row, team)
    if role == row.gate:
        role = "respondent of another check"
    if (role, row.gate) == ("operator", "staff"):
        role = "other municipality"

    assert set(statuses(stranger(role, team), row, url).values()) == {404}


def stranger(role, team):
    if role == "no municipality":
        return log_in(make_user())
    if role == "other municipality":
        return log_in(make_member(make_municipality("Nachbarbach (erfunden)"), "lead"))
    if role == "other link":
        return open_link(Client(), make_assessment()[1])
    if role == "operator":
        return log_in(make_user(is_staff=True, is_superuser=True))
    other = make_respondent(make_assessment()[0])[1] if "another" in role else team.respondent_token
    client = Client()
    client.get(f"/b/{other}/")
    return client


@pytest.mark.parametrize("row", [row for row in CHECK if row.only_link], ids=str)
def test_what_only_a_link_opens_is_not_there_for_a_team(team, row):
    assert set(statuses(team.member("lead"), row, address(row, team)).values()) == {404}


@pytest.mark.parametrize("row", BY_LINK, ids=str)
def test_after_renewal_the_old_link_and_who_came_by_it_are_out(client, story, row):
    open_link(client, story.token)
    renew_link(assessment=story.assessment, editor=ANNA)

    assert set(statuses(client, row, address(row, story)).values()) == {404}
    assert client.get(reverse("open_link", args=[story.token])).status_code == 404


def test_measure_of_another_assessment_is_not_found(client, story):
    own, token = make_assessment()
    open_link(client, token)
    foreign = Story(held_by_team=False)
    foreign.assessment = own

    for row in ROWS:
        if "measure_id" in dict(row.kwargs):
            assert client.get(address(row, foreign)).status_code == 404


@pytest.mark.parametrize("row", [row for row in BY_LINK if "GET" in row.methods], ids=str)
def test_head_is_get_without_a_body(client, story, row):
    open_link(client, story.token)
    url = address(row, story)

    assert client.head(url).status_code == client.get(url).status_code
    assert client.head(url).content == b""


def test_what_needs_an_account_is_not_there_for_a_link(client, story):
    open_link(client, story.token)

    for row in (row for row in CHECK if not row.link):
        assert set(statuses(client, row, address(row, story)).values()) == {404}, row


def test_what_needs_an_account_leads_a_stranger_to_the_login(client):
    for row in LOGIN:
        for method in row.methods:
            response = send(client, method, row, address(row))
            assert (response.status_code, response.url.startswith(reverse("account_login"))) == (302, True), (
                row,
                method,
            )


def test_what_needs_an_account_is_there_for_one():
    for row in LOGIN:
        client = log_in(make_user(f"{row.name}@musterbach.example"))
        assert set(statuses(client, row, address(row)).values()) <= ANSWERED | {404}, row


def test_respondent_may_use_the_own_pages(team):
    for row in RESPONDENT:
        story = Story(held_by_team=True)
        client = Client()
        client.get(f"/b/{story.respondent_token}/")
        assert set(statuses(client, row, address(row, story)).values()) <= ANSWERED, row


def test_whoever_opened_the_invitation_may_use_it(team):
    for row in INVITATION:
        client = Client()
        client.get(f"/einladung/{team.invitation_token}/")
        assert set(statuses(client, row, address(row, team)).values()) <= ANSWERED, row


def test_operator_may_use_the_operators_pages():
    for row in STAFF:
        client = log_in(make_user(f"{row.name}@musterbach.example", is_staff=True))
        assert set(statuses(client, row, address(row)).values()) <= ANSWERED | {404}, row
