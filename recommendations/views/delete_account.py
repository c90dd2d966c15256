from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_editor
from assessments.actions import FORMER, LastLead, Outcome, TeamsChanged, outcome_of
from assessments.mails import tell_account_deleted
from assessments.models import Assessment, User
from assessments.personal_data import own_teams
from assessments.team_forms import DeleteAccountForm
from recommendations.actions import erase_account

CHANGED = "In einem Ihrer Teams hat sich gerade etwas geändert. Bitte lesen Sie noch einmal, was gelöscht wird."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete_account(request):
    """Says what goes and what stays; where others would be left without Leitung, the way out instead of the form."""
    teams = teams_by_outcome(request.user)
    form = DeleteAccountForm(request.user, teams["ENDS"], request.POST if request.method == "POST" else None)
    if form.is_valid() and not teams["BLOCKED"] and erase(request, form, teams["ENDS"]):
        return redirect("start")
    context = {"form": form, "stays": teams["STAYS"], "ends": teams["ENDS"], "blocked": teams["BLOCKED"]}
    return render(request, "delete_account.html", {**context, "former": FORMER}, status=422 if form.is_bound else 200)


def teams_by_outcome(user):
    """{name of the Outcome: municipalities}, those that end with how many `checks` they hold."""
    found = {outcome.name: [] for outcome in Outcome}
    for membership in own_teams(user):
        found[outcome_of(membership).name].append(membership.municipality)
    for municipality in found["ENDS"]:
        municipality.checks = Assessment.objects.filter(project__tenant=municipality).count()
    return found


def erase(request, form, ending):
    """Whether the account is gone; from then on the browser is logged out."""
    user = request.user
    try:
        erase_account(user=user, ending={each.pk for each in ending}, editor=get_editor(request))
    except (LastLead, TeamsChanged):
        form.add_error(None, CHANGED)
        return False
    except User.DoesNotExist:
        # Another window was faster.
        logout(request)
        return True
    logout(request)
    sent = tell_account_deleted(user.email)
    messages.success(request, "Ihr Konto ist gelöscht." + (" Eine Bestätigung ist unterwegs." if sent else ""))
    return True
