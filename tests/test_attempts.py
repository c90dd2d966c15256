"""Every way to a foreign tenant's data that we could think of, each with its outcome; by what is tried: tests/attempts.

Each attempt first shows that it works for the rightful person, then what it comes to for the other one. What an e-mail
address that changes at the OpenID provider comes to stands in tests/accounts/test_oidc.py.
"""

import uuid

import pytest
from django.urls import reverse

from tests.accounts.people import log_in_with_password, make_verified_user
from tests.attempts.by_id import GUESSES
from tests.attempts.by_invitation import INVITATIONS
from tests.attempts.by_link import LINKS
from tests.attempts.by_role import ROLES
from tests.attempts.world import SECRET, World

pytestmark = pytest.mark.django_db

ATTEMPTS = (*GUESSES, *LINKS, *INVITATIONS, *ROLES)


@pytest.fixture
def world(settings):
    return World(settings)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_attempt(world, attempt):
    before = world.town.content()

    rightful, attempted = attempt.run(world)

    assert (rightful, attempted) == (attempt.rightful, attempt.attempted)
    assert SECRET not in world.seen[-1].content.decode(errors="replace")
    assert world.town.content() == before
    assert not world.town.has_member(world.other.lead)


def test_the_secret_could_have_been_seen(world):
    """What the attempts look for is there for the rightful one, on these pages."""
    for url in (world.town.url("plan"), world.town.url("survey"), world.town.url("questions", "barriers", 1)):
        assert SECRET in world.owner.get(url).content.decode()


@pytest.mark.parametrize(
    "target",
    [
        *("https://boese.example/", "//boese.example/", "/\\boese.example", "\\\\boese.example", "https:boese.example"),
        *("javascript:alert(1)", "https://127.0.0.1:8000@boese.example/", "\thttps://boese.example"),
    ],
)
def test_login_leads_to_no_other_host(target):
    user = make_verified_user("amt@musterbach.example")
    inside = log_in_with_password(user.email, next="/konto/kommune/")
    assert inside.url == "/konto/kommune/"

    outside = log_in_with_password(user.email, next=target)

    assert (outside.status_code, outside.url) == (302, reverse("account"))


def test_unknown_ids_read_like_foreign_ones(world):
    """Nobody learns from the answer that a foreign thing exists."""
    for name, known in (
        ("overview", world.town.check.pk),
        ("portfolio", world.town.municipality.pk),
        ("project", world.town.check.project_id),
        ("invitation", world.town.invitation.pk),
    ):
        foreign, unknown = (world.stranger.get(reverse(name, args=[pk])) for pk in (known, uuid.uuid4()))
        assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)
