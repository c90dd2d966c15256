"""A role or session that ended, a claim, and a role that one would like to have."""

from django.conf import settings as active
from django.test import Client
from django.urls import reverse

from assessments.actions import change_role, claim_municipality, remove_member
from assessments.models import Claim, Membership, Municipality
from tests.accounts.people import log_in_with_password, make_verified_user
from tests.attempts.world import Attempt
from tests.cast import editor_of, log_in, make_assessment, make_user, open_link

NEW_PASSWORD = "Pegel-am-Bach-steigt-langsam"


def set_role(world, role):
    change_role(membership=world.town.membership(world.town.edit), role=role, editor=editor_of(world.town.lead))


def remove(world):
    remove_member(membership=world.town.membership(world.town.edit), editor=editor_of(world.town.lead))


def deactivate(world):
    world.town.edit.is_active = False
    world.town.edit.save()


def after(change):
    """The same page in the same session, before and after."""

    def attempt(world):
        client = log_in(world.town.edit)
        before = world.ask(client, world.town.url("overview"))
        change(world)
        return before, world.ask(client, world.town.url("overview"))

    return attempt


def after_downgrade(name, role, data=None, *, team=False):
    def attempt(world):
        set_role(world, role)
        client = log_in(world.town.edit)
        url = world.town.team_url(name) if team else world.town.url(name)
        before = world.ask(client, url, data)
        set_role(world, "read")
        return before, world.ask(client, url, data)

    return attempt


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


ROLES = (
    Attempt("editing after a downgrade, same session", after_downgrade("add_measure", "edit", {"title": ""}), 422, 403),
    Attempt("deleting after a downgrade, same session", after_downgrade("delete", "lead"), 200, 403),
    Attempt("inviting after a downgrade, same session", after_downgrade("invite_member", "lead", team=True), 200, 403),
    Attempt("reading after removal, same session", after(remove), 200, 404),
    Attempt("reading with a deactivated account, same session", after(deactivate), 200, 404),
    Attempt("claiming a municipality that has a team", claim_where_a_team_is, 200, 404),
    Attempt("claiming one of the same name", claim_under_the_same_name, 200, 404),
    Attempt("deciding the own claim", decide_own_claim, 302, 404),
    Attempt("making oneself Leitung", make_oneself_lead, 302, 403),
    Attempt("another session after a change of the password", session_after_password_change, 200, 404),
    Attempt("session key known before the login", session_fixation, 200, 302),
)
