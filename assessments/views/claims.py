from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.models import Claim
from assessments.open_claims import describe_open
from assessments.team_forms import ROLE_TEXTS, DecideClaimForm

TEAM_EXISTS = "Diese Kommune hat schon ein Team oder Vorhaben. Bitte wählen Sie, in welcher Rolle die Person dazukommt."


@require_http_methods(["GET", "HEAD", "POST"])
def claims(request):
    """For the operator: who asks to be the first of which municipality. Anybody else learns nothing: 404."""
    if not request.user.is_staff:
        raise Http404
    form = DecideClaimForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and decide(request, form):
        return redirect("claims")
    context = {"claims": describe_open(), "roles": ROLE_TEXTS, "form": form}
    return render(request, "claims.html", context, status=422 if form.errors else 200)


def decide(request, form):
    """Whether it is decided; otherwise the form says why."""
    claim = get_object_or_404(Claim.objects.select_related("user"), pk=form.cleaned_data["claim"])
    try:
        if form.cleaned_data["do"] == "refuse":
            actions.refuse_claim(claim=claim)
            messages.success(request, f"Die Anfrage von {claim.user} ist abgelehnt.")
        else:
            team = actions.grant_claim(claim=claim, role=form.cleaned_data["role"] or None)
            messages.success(request, f"{claim.user} gehört jetzt zum Team von {team}.")
    except actions.ClaimDecided:
        messages.info(request, "Über diese Anfrage war schon entschieden; es wurde nichts geändert.")
    except actions.TeamExists:
        form.add_error(None, f"{claim.user}: {TEAM_EXISTS}")
        return False
    return True
