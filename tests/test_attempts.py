"""Every way to a foreign tenant's data that we could think of, each with its outcome.

Each attempt first shows that it works for the rightful person, then what it comes to for the other one. What an e-mail
address that changes at the OpenID provider comes to stands in tests/accounts/test_oidc.py.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings as active
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.access import hash_token
from assessments.actions import (
    accept_invitation,
    adopt_assessment,
    change_role,
    claim_municipality,
    invite_member,
    remove_member,
    renew_link,
    revoke_invitation,
)
from assessments.models import Answer, Claim, Invitation, Membership, Municipality
from recommendations.models import Measure
from tests.accounts.people import log_in_with_password, make_verified_user
from tests.cast import (
    ANNA,
    editor_of,
    log_in,
    make_assessment,
    make_invitation,
    make_member,
    make_respondent,
    make_user,
    open_link,
)

pytestmark = pytest.mark.django_db

SECRET = "Der Kämmerer weiß noch nichts davon"
NEW_PASSWORD = "Pegel-am-Bach-steigt-langsam"


class Tenant:
    """A municipality with a team of three, one check, and one of everything that has an id."""

    def __init__(self, name, ags):
        self.municipality = Municipality.objects.create(
            ags=ags, name=name, land="09", size_class=2, search_key=name.lower()
        )
        self.lead, self.edit = (
            make_member(self.municipality, role, f"{role}-{ags}@musterbach.example") for role in ("lead", "edit")
        )
        self.check, _ = make_assessment({"B1.1": 3}, tenant=self.municipality)
        Answer.objects.filter(assessment=self.check).update(note=SECRET)
        self.measure = Measure.objects.create(assessment=self.check, title=SECRET, created_at=self.check.created_at)
        self.respondent, self.respondent_token = make_respondent(self.check, name=SECRET)
        self.invitation, self.invitation_token = make_invitation(self.municipality, created_by=self.lead)

    def membership(self, user):
        return Membership.objects.select_related("municipality").get(user=user, municipality=self.municipality)

    def url(self, name, *ids):
        return reverse(name, args=[self.check.pk, *ids])

    def team_url(self, name, *ids):
        return reverse(name, args=[self.municipality.pk, *ids])

    def invite(self, **fields):
        return make_invitation(self.municipality, created_by=self.lead, **fields)

    def content(self):
        """What an attempt must not change."""
        answers = self.check.answers.values_list("item", "value", "note", "revision")
        return set(answers), set(self.check.measures.values_list("title", "revision"))

    def has_member(self, user):
        return self.municipality.memberships.filter(user=user).exists()


class World:
    """`town` has what `stranger`, who leads another municipality, is after."""

    def __init__(self, settings):
        self.settings = settings
        self.town = Tenant("Musterbach (erfunden)", "09999001")
        self.other = Tenant("Nachbarbach (erfunden)", "09999002")
        self.owner = log_in(self.town.lead)
        self.stranger = log_in(self.other.lead)
        self.seen = []

    def ask(self, client, url, data=None):
        """The status of a GET, or of a POST where there is data; the page is kept."""
        response = client.get(url) if data is None else client.post(url, data)
        self.seen.append(response)
        return response.status_code

    def both(self, url, data=None):
        return self.ask(self.owner, url, data), self.ask(self.stranger, url, data)

    def opened(self, url, client=None):
        client = client or Client()
        client.get(url)
        return client


@pytest.fixture
def world(settings):
    return World(settings)


# Guessed ids


def guess(name, *ids):
    """An address of the check, with the ids of its own things."""
    return lambda world: world.both(world.town.url(name, *(find(world.town) for find in ids)))


def guess_team(name, *ids):
    return lambda world: world.both(world.town.team_url(name, *(find(world.town) for find in ids)))


def guess_project(world):
    return world.both(reverse("project", args=[world.town.check.project_id]))


def guess_respondent(world):
    url = reverse("respondent", args=[world.town.respondent.pk])
    own = world.opened(f"/b/{world.town.respondent_token}/")
    other = world.opened(f"/b/{world.other.respondent_token}/")
    return world.ask(own, url), world.ask(other, url)


def guess_invitation(world):
    url = reverse("invitation", args=[world.town.invitation.pk])
    own = world.opened(f"/einladung/{world.town.invitation_token}/")
    other = world.opened(f"/einladung/{world.other.invitation_token}/")
    return world.ask(own, url), world.ask(other, url)


def guess_within_own(name, *ids):
    """The own check in the address, and what belongs to another one behind it."""

    def attempt(world):
        own = world.other.url(name, *(find(world.other) for find in ids))
        return world.ask(world.stranger, own), world.ask(
            world.stranger, world.other.url(name, *(find(world.town) for find in ids))
        )

    return attempt


def guess_within_own_team(name, find):
    def attempt(world):
        rightful = world.ask(world.stranger, world.other.team_url(name, find(world.other)))
        return rightful, world.ask(world.stranger, world.other.team_url(name, find(world.town)))

    return attempt


def compare_with_foreign(world):
    url = world.other.url("comparison")
    return world.ask(world.stranger, url), world.ask(world.stranger, f"{url}?mit={world.town.check.pk}")


def start_in_foreign_account(world):
    url = f"{reverse('describe_project')}?umfang=voll&kommune="
    data = {"name": "Pegel", "phase": "idea"}
    own = world.ask(world.stranger, url + str(world.other.municipality.pk), data)
    return own, world.ask(world.stranger, url + str(world.town.municipality.pk), data)


def change_foreign_answer(world):
    data = {"B1.1-value": "0", "B1.1-base": "1", "B1.1-seen": "x"}
    return world.ask(world.stranger, world.other.url("answer", "B1.1"), data), world.ask(
        world.stranger, world.town.url("answer", "B1.1"), data
    )


def operator_reads(world):
    operator = log_in(make_user("betrieb@example.org", is_staff=True, is_superuser=True))
    return world.ask(operator, reverse("claims")), world.ask(operator, world.town.url("overview"))


# Links


def by_link(world):
    """A check held by a link, with the client that opened it. Returns (check, token, client)."""
    check, token = make_assessment({"B1.1": 3})
    client = open_link(Client(), token)
    assert client.get(reverse("overview", args=[check.pk])).status_code == 200
    return check, token, client


def adopt(world, check, token):
    adopt_assessment(
        assessment=check,
        municipality=world.town.municipality,
        granted=(hash_token(token),),
        editor=editor_of(world.town.edit),
    )
    Answer.objects.filter(assessment=check).update(note=SECRET)


def link_after_adoption(world):
    check, token, client = by_link(world)
    before = world.ask(Client(), f"/z/{token}/")
    adopt(world, check, token)
    return before, world.ask(client, f"/z/{token}/")


def session_of_link_after_adoption(world):
    check, token, client = by_link(world)
    before = world.ask(client, reverse("overview", args=[check.pk]))
    adopt(world, check, token)
    return before, world.ask(client, reverse("overview", args=[check.pk]))


def link_after_renewal(world):
    check, token, client = by_link(world)
    before = world.ask(Client(), f"/z/{token}/")
    renew_link(assessment=check, editor=ANNA)
    return before, world.ask(client, f"/z/{token}/")


def session_of_link_after_renewal(world):
    check, _, client = by_link(world)
    before = world.ask(client, reverse("overview", args=[check.pk]))
    renew_link(assessment=check, editor=ANNA)
    return before, world.ask(client, reverse("overview", args=[check.pk]))


def adopt_what_a_team_holds(world):
    check, token = make_assessment()
    own = open_link(log_in(world.other.edit), token)
    rightful = world.ask(own, reverse("adopt", args=[check.pk]))
    return rightful, world.ask(world.stranger, world.town.url("adopt"))


def adopt_into_foreign_account(world):
    client = log_in(world.other.edit)

    def adopt_into(tenant):
        check, token = make_assessment()
        open_link(client, token)
        data = {"municipality": tenant.municipality.pk, "sure": "on"}
        return world.ask(client, reverse("adopt", args=[check.pk]), data)

    return adopt_into(world.other), adopt_into(world.town)


def token_at(address, token, own):
    """A token of one kind at the address of another. `token`, `own`: how to find them in the tenant."""
    return lambda world: (
        world.ask(Client(), own.format(token(world))),
        world.ask(Client(), address.format(token(world))),
    )


def respondent_reads(name):
    def attempt(world):
        client = world.opened(f"/b/{world.town.respondent_token}/")
        own = world.ask(client, reverse("respondent", args=[world.town.respondent.pk]))
        url = world.town.team_url(name) if name in {"team", "portfolio", "team_history"} else world.town.url(name)
        return own, world.ask(client, url)

    return attempt


# Invitations


def accept_in(world, invitation, token, user):
    """What the link comes to for this user, or, where it opens the page, the button there."""
    client = log_in(user)
    opened = world.ask(client, f"/einladung/{token}/")
    return world.ask(client, reverse("invitation", args=[invitation.pk]), {}) if opened == 303 else opened


def invitation_by(close, **fields):
    """The rightful person accepts one; another of the same kind is closed after its link was opened."""

    def attempt(world):
        rightful = accept_in(world, *world.town.invite(**fields), make_user("neu@musterbach.example"))
        invitation, token = world.town.invite(**fields)
        client = log_in(make_user("fremd@example.org"))
        client.get(f"/einladung/{token}/")
        close(world, invitation)
        return rightful, world.ask(client, reverse("invitation", args=[invitation.pk]), {})

    return attempt


def revoke(world, invitation):
    revoke_invitation(invitation=invitation, editor=editor_of(world.town.lead))


def expire(world, invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def use(world, invitation):
    """By somebody else, who is then removed again: the link is used up all the same."""
    user = make_user("schneller@musterbach.example")
    accept_invitation(invitation=invitation, addresses=set(), editor=editor_of(user))
    remove_member(membership=world.town.membership(user), editor=editor_of(world.town.lead))


def replay_by_the_same_person(world):
    invitation, token = world.town.invite()
    user = make_user("neu@musterbach.example")
    first = accept_in(world, invitation, token, user)
    remove_member(membership=world.town.membership(user), editor=editor_of(world.town.lead))
    return first, accept_in(world, invitation, token, user)


def other_address(world):
    first = accept_in(world, *world.town.invite(email="neu@musterbach.example"), make_user("neu@musterbach.example"))
    invitation = world.town.invite(email="leitung@musterbach.example")
    return first, accept_in(world, *invitation, make_user("fremd@example.org"))


def unverified_address(world):
    world.settings.EMAIL_HOST = "mail.example.org"
    rightful = make_verified_user("neu@musterbach.example")
    first = accept_in(world, *world.town.invite(email=rightful.email), rightful)
    claimed = make_user("leitung@musterbach.example")
    return first, accept_in(world, *world.town.invite(email=claimed.email), claimed)


def own_invitation_after_downgrade(world):
    second = make_member(world.town.municipality, "lead", "zweite@musterbach.example")
    made = [
        invite_member(municipality=world.town.municipality, role="lead", email="", editor=editor_of(second))
        for _ in range(2)
    ]
    first = accept_in(world, *made[0], make_user("neu@musterbach.example"))
    remove_member(membership=world.town.membership(second), editor=editor_of(world.town.lead))
    return first, accept_in(world, *made[1], second)


# Roles and accounts


def after_downgrade(name, role, data=None, *, team=False):
    """The same page in the same session, before and after."""

    def attempt(world):
        user = world.town.edit
        change_role(membership=world.town.membership(user), role=role, editor=editor_of(world.town.lead))
        client = log_in(user)
        url = world.town.team_url(name) if team else world.town.url(name)
        before = world.ask(client, url, data)
        change_role(membership=world.town.membership(user), role="read", editor=editor_of(world.town.lead))
        return before, world.ask(client, url, data)

    return attempt


def after_removal(world):
    client = log_in(world.town.edit)
    before = world.ask(client, world.town.url("overview"))
    remove_member(membership=world.town.membership(world.town.edit), editor=editor_of(world.town.lead))
    return before, world.ask(client, world.town.url("overview"))


def after_deactivation(world):
    client = log_in(world.town.edit)
    before = world.ask(client, world.town.url("overview"))
    world.town.edit.is_active = False
    world.town.edit.save()
    return before, world.ask(client, world.town.url("overview"))


def claim_where_a_team_is(world):
    """Even whose verified address has the municipality's domain only waits for the operator."""
    world.settings.MUNICIPALITY_DOMAINS = {"musterbach.example": "09999001", "leer.example": "09999003"}
    Municipality.objects.create(ags="09999003", name="Leerbach", land="09", size_class=1, search_key="leerbach")
    statuses = []
    for domain, ags in world.settings.MUNICIPALITY_DOMAINS.items():
        client = log_in(make_verified_user(f"amt@{domain}"))
        client.post(f"{reverse('claim_municipality')}?ags={ags}", {"function": "Hauptamt"})
        municipality = Municipality.objects.get(ags=ags)
        statuses.append(world.ask(client, reverse("portfolio", args=[municipality.pk])))
    return statuses[1], statuses[0]


def claim_under_the_same_name(world):
    """A typed-in municipality of the name is another one, and waits for the operator too."""
    user = make_user("fremd@example.org")
    claim_municipality(
        user=user,
        municipality=Municipality(name="Musterbach (erfunden)", land="09", size_class=2),
        function="Hauptamt",
        own_ags="09999001",
    )
    assert Claim.objects.get().granted is None
    return world.ask(world.owner, world.town.team_url("portfolio")), world.ask(
        log_in(user), world.town.team_url("portfolio")
    )


def decide_own_claim(world):
    user = make_user("fremd@example.org")

    def decide(person, name):
        typed = Municipality(name=name, land="09", size_class=1)
        claim = claim_municipality(user=user, municipality=typed, function="IT", own_ags=None)
        return world.ask(log_in(person), reverse("claims"), {"claim": claim.pk, "do": "grant", "role": "lead"})

    return decide(make_user("betrieb@example.org", is_staff=True), "Amt Mustertal"), decide(user, "Amt Nebental")


def make_oneself_lead(world):
    def ask(user):
        url = world.town.team_url("edit_member", world.town.membership(user).pk)
        return world.ask(log_in(user), url, {"role": "lead"})

    return ask(world.town.lead), ask(world.town.edit)


def session_after_password_change(world):
    """The other session of the account, which somebody else may hold."""
    user = make_verified_user("amt@musterbach.example")
    Membership.objects.create(user=user, municipality=world.town.municipality, role="edit")
    own, other = Client(), Client()
    for client in (own, other):
        log_in_with_password(user.email, client=client)
        assert world.ask(client, world.town.url("overview")) == 200
    data = {"oldpassword": "Winterdienst-und-Glätte", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    own.post(reverse("account_change_password"), data)
    return world.ask(own, world.town.url("overview")), world.ask(other, world.town.url("overview"))


def session_fixation(world):
    """A session key that was known before the login opens nothing after it."""
    victim = Client()
    open_link(victim, make_assessment()[1])
    known = victim.cookies[active.SESSION_COOKIE_NAME].value
    log_in_with_password(make_verified_user("amt@musterbach.example").email, client=victim)
    thief = Client()
    thief.cookies[active.SESSION_COOKIE_NAME] = known
    return world.ask(victim, reverse("account")), world.ask(thief, reverse("account"))


@dataclass(frozen=True)
class Attempt:
    """`run(world)` returns the status for the rightful one and that of the attempt."""

    name: str
    run: Callable
    rightful: int
    attempted: int

    def __str__(self):
        return self.name


def pk(name):
    return lambda tenant: getattr(tenant, name).pk


def membership_of_edit(tenant):
    return tenant.membership(tenant.edit).pk


def link_token(world):
    return make_assessment()[1]


def invitation_token(world):
    return world.town.invitation_token


def respondent_token(world):
    return world.town.respondent_token


ATTEMPTS = (
    # Somebody of another municipality guesses an id.
    *(
        Attempt(f"id of a check: {name}", guess(name), 200, 404)
        for name in (
            "overview",
            "result",
            "plan",
            "report_pdf",
            "download_json",
            "download_xlsx",
            "history",
            "comparison",
            "what_if",
            "survey",
            "consensus",
            "perspectives",
            "agenda",
            "delete",
            "edit_project",
        )
    ),
    Attempt("id of a check: its questions", guess("questions", lambda t: "barriers", lambda t: 1), 200, 404),
    Attempt("id of a check: change an answer", change_foreign_answer, 200, 404),
    *(
        Attempt(f"id of a municipality: {name}", guess_team(name), 200, 404)
        for name in (
            "portfolio",
            "portfolio_xlsx",
            "portfolio_csv",
            "team",
            "team_history",
            "invite_member",
            "leave_team",
        )
    ),
    Attempt("id of a project", guess_project, 200, 404),
    Attempt("id of a measure", guess("edit_measure", pk("measure")), 200, 404),
    Attempt("id of a measure, below the own check", guess_within_own("edit_measure", pk("measure")), 200, 404),
    Attempt("id of a respondent", guess_respondent, 200, 404),
    Attempt(
        "id of a respondent, below the own check", guess_within_own("remove_respondent", pk("respondent")), 200, 404
    ),
    Attempt("id of an invitation", guess_invitation, 200, 404),
    Attempt(
        "id of an invitation, below the own team", guess_within_own_team("invitation_link", pk("invitation")), 200, 404
    ),
    Attempt("id of a member", guess_team("edit_member", membership_of_edit), 200, 404),
    Attempt("id of a member, below the own team", guess_within_own_team("edit_member", membership_of_edit), 200, 404),
    Attempt("id of a check as the one to compare with", compare_with_foreign, 200, 404),
    Attempt("id of a municipality to start a check in", start_in_foreign_account, 302, 404),
    Attempt("the operator reads a team's check", operator_reads, 200, 404),
    # Links
    Attempt("secret link after the check was adopted", link_after_adoption, 303, 410),
    Attempt("session of the link after adoption", session_of_link_after_adoption, 200, 404),
    Attempt("secret link after its renewal", link_after_renewal, 303, 404),
    Attempt("session of the link after its renewal", session_of_link_after_renewal, 200, 404),
    Attempt("adopting what a team holds", adopt_what_a_team_holds, 200, 404),
    Attempt("adopting into a foreign account", adopt_into_foreign_account, 302, 422),
    Attempt("invitation as secret link", token_at("/z/{}/", invitation_token, "/einladung/{}/"), 303, 404),
    Attempt("invitation as respondent's link", token_at("/b/{}/", invitation_token, "/einladung/{}/"), 303, 404),
    Attempt("secret link as invitation", token_at("/einladung/{}/", link_token, "/z/{}/"), 303, 404),
    Attempt("secret link as respondent's link", token_at("/b/{}/", link_token, "/z/{}/"), 303, 404),
    Attempt("respondent's link as invitation", token_at("/einladung/{}/", respondent_token, "/b/{}/"), 303, 404),
    Attempt("respondent's link as secret link", token_at("/z/{}/", respondent_token, "/b/{}/"), 303, 404),
    *(
        Attempt(f"respondent's session: {name}", respondent_reads(name), 200, 404)
        for name in ("overview", "result", "survey", "consensus", "download_json", "history", "team", "portfolio")
    ),
    # Invitations
    Attempt("invitation after it was revoked", invitation_by(revoke), 302, 410),
    Attempt("invitation after it expired", invitation_by(expire), 302, 410),
    Attempt("invitation after somebody else used it", invitation_by(use), 302, 410),
    Attempt("invitation again, after being removed", replay_by_the_same_person, 302, 410),
    Attempt("invitation for another address", other_address, 302, 409),
    Attempt("invitation for an address that is only said to be the own", unverified_address, 302, 409),
    Attempt("invitation that a former lead kept for himself", own_invitation_after_downgrade, 302, 410),
    # Roles and accounts
    Attempt("editing after a downgrade, same session", after_downgrade("add_measure", "edit", {"title": ""}), 422, 403),
    Attempt("deleting after a downgrade, same session", after_downgrade("delete", "lead"), 200, 403),
    Attempt("inviting after a downgrade, same session", after_downgrade("invite_member", "lead", team=True), 200, 403),
    Attempt("reading after removal, same session", after_removal, 200, 404),
    Attempt("reading with a deactivated account, same session", after_deactivation, 200, 404),
    Attempt("claiming a municipality that has a team", claim_where_a_team_is, 200, 404),
    Attempt("claiming one of the same name", claim_under_the_same_name, 200, 404),
    Attempt("deciding the own claim", decide_own_claim, 302, 404),
    Attempt("making oneself Leitung", make_oneself_lead, 302, 403),
    Attempt("another session after a change of the password", session_after_password_change, 200, 404),
    Attempt("session key known before the login", session_fixation, 200, 302),
)


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
