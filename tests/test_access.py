"""Role × URL × method over every address of the project. An address without a row in access_rows.py fails the test."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from assessments.access import Right
from assessments.actions import renew_link
from recommendations.models import FunderMembership
from tests.access_rows import (
    BY_LINK,
    CHECK,
    FUNDER,
    GUARDED,
    INVITATION,
    LOGIN,
    NOT_FOUND,
    OF_TEAM,
    PUBLIC,
    RESPONDENT,
    ROWS,
    STAFF,
)
from tests.access_stories import Story, address, stranger
from tests.cast import ANNA, log_in, make_assessment, make_user, open_link

pytestmark = pytest.mark.django_db

# POST comes last, for it may change what the others ask for.
METHODS = ("GET", "HEAD", "PUT", "DELETE", "POST")
ANSWERED = {200, 204, 302, 303, 409, 422}


@pytest.fixture
def story():
    return Story(held_by_team=False)


@pytest.fixture
def team():
    return Story(held_by_team=True)


def url_names(patterns):
    for pattern in patterns:
        yield from url_names(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.name]


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
@pytest.mark.parametrize(
    "role", ["no municipality", "other municipality", "other link", "respondent", "funder", "operator"]
)
def test_whoever_belongs_elsewhere_is_a_stranger(team, row, role):
    url = address(row, team)
    if role == row.gate:
        role = "respondent of another check"
    if (role, row.gate) == ("operator", "staff"):
        role = "other municipality"
    if role == "funder" and row in FUNDER:
        role = "other funder"

    assert set(statuses(stranger(role, team), row, url).values()) == {404}


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


def test_funder_may_use_the_pages_of_the_own_programme():
    for row in FUNDER:
        story = Story(held_by_team=True)
        assert set(statuses(story.funding.funder(), row, address(row, story)).values()) <= ANSWERED, row


@pytest.mark.parametrize("role", ["lead", "edit", "read"])
def test_municipality_of_a_programme_is_a_stranger_to_its_funders_pages(team, role):
    client = team.member(role)

    for row in FUNDER:
        assert set(statuses(client, row, address(row, team)).values()) == {404}, row


def test_who_was_a_funder_is_a_stranger(team):
    client = team.funding.funder()
    FunderMembership.objects.all().delete()

    for row in FUNDER:
        assert set(statuses(client, row, address(row, team)).values()) == {404}, row
