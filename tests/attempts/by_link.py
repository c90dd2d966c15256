"""A link that is closed by now, or of another kind; and what a respondent's link does not open."""

from django.test import Client
from django.urls import reverse

from assessments.access import hash_token
from assessments.actions import adopt_assessment, renew_link
from assessments.models import Answer
from tests.attempts.world import SECRET, Attempt
from tests.cast import ANNA, editor_of, log_in, make_assessment, open_link


def adopt(world, check, token):
    adopt_assessment(
        assessment=check,
        municipality=world.town.municipality,
        granted=(hash_token(token),),
        editor=editor_of(world.town.edit),
    )
    Answer.objects.filter(assessment=check).update(note=SECRET)


def renew(world, check, token):
    renew_link(assessment=check, editor=ANNA)


def link(check, token):
    return f"/z/{token}/"


def session(check, token):
    return reverse("overview", args=[check.pk])


def after(close, address):
    """Whoever opened a check by its link asks again after it was closed."""

    def attempt(world):
        check, token = make_assessment({"B1.1": 3})
        client = open_link(Client(), token)
        before = world.ask(client, address(check, token))
        close(world, check, token)
        return before, world.ask(client, address(check, token))

    return attempt


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


def link_token(world):
    return make_assessment()[1]


def invitation_token(world):
    return world.town.invitation_token


def respondent_token(world):
    return world.town.respondent_token


LINKS = (
    Attempt("secret link after the check was adopted", after(adopt, link), 303, 410),
    Attempt("session of the link after adoption", after(adopt, session), 200, 404),
    Attempt("secret link after its renewal", after(renew, link), 303, 404),
    Attempt("session of the link after its renewal", after(renew, session), 200, 404),
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
)
