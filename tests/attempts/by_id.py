"""Somebody of another municipality guesses an id."""

from django.urls import reverse

from tests.attempts.world import Attempt
from tests.cast import log_in, make_user


def of_check(name, *ids):
    """How to find a page of one tenant's check with the things of a tenant, perhaps another one, behind it."""
    return lambda tenant, other: tenant.url(name, *(find(other) for find in ids))


def of_team(name, *ids):
    return lambda tenant, other: tenant.team_url(name, *(find(other) for find in ids))


def foreign(address):
    return lambda world: world.both(address(world.town, world.town))


def within_own(address):
    """The own check or team in the address, and what belongs to another one behind it."""
    return lambda world: tuple(
        world.ask(world.stranger, address(world.other, tenant)) for tenant in (world.other, world.town)
    )


def with_other_token(thing, link):
    """The page of something that a token opens, by whoever came by the token of another one."""

    def attempt(world):
        url = reverse(thing, args=[getattr(world.town, thing).pk])
        tokens = [getattr(tenant, f"{thing}_token") for tenant in (world.town, world.other)]
        return tuple(world.ask(world.opened(link.format(token)), url) for token in tokens)

    return attempt


def guess_project(world):
    return world.both(reverse("project", args=[world.town.check.project_id]))


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


def pk(name):
    return lambda tenant: getattr(tenant, name).pk


def membership_of_edit(tenant):
    return tenant.membership(tenant.edit).pk


GUESSES = (
    *(
        Attempt(f"id of a check: {name}", foreign(of_check(name)), 200, 404)
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
    Attempt(
        "id of a check: its questions", foreign(of_check("questions", lambda t: "barriers", lambda t: 1)), 200, 404
    ),
    Attempt("id of a check: change an answer", change_foreign_answer, 200, 404),
    *(
        Attempt(f"id of a municipality: {name}", foreign(of_team(name)), 200, 404)
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
    Attempt("id of a measure", foreign(of_check("edit_measure", pk("measure"))), 200, 404),
    Attempt("id of a measure, below the own check", within_own(of_check("edit_measure", pk("measure"))), 200, 404),
    Attempt("id of a respondent", with_other_token("respondent", "/b/{}/"), 200, 404),
    Attempt(
        "id of a respondent, below the own check", within_own(of_check("remove_respondent", pk("respondent"))), 200, 404
    ),
    Attempt("id of an invitation", with_other_token("invitation", "/einladung/{}/"), 200, 404),
    Attempt(
        "id of an invitation, below the own team", within_own(of_team("invitation_link", pk("invitation"))), 200, 404
    ),
    Attempt("id of a member", foreign(of_team("edit_member", membership_of_edit)), 200, 404),
    Attempt("id of a member, below the own team", within_own(of_team("edit_member", membership_of_edit)), 200, 404),
    Attempt("id of a check as the one to compare with", compare_with_foreign, 200, 404),
    Attempt("id of a municipality to start a check in", start_in_foreign_account, 302, 404),
    Attempt("the operator reads a team's check", operator_reads, 200, 404),
)
