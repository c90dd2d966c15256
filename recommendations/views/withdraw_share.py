from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_editor
from assessments.team_forms import ConfirmForm
from recommendations import actions
from recommendations.access import get_participation


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_share(request, municipality_id, programme_id, share_id):
    participant = get_participation(request, municipality_id, programme_id, Right.LEAD)
    own = participant.programme.shares.filter(municipality=participant.municipality)
    share = get_object_or_404(own.select_related("programme"), pk=share_id)
    if share.withdrawn_at or share.assessment_id is None:
        messages.info(request, "Diese Einwilligung ist schon beendet; es wurde nichts geändert.")
        return redirect("share", municipality_id, programme_id)
    form = ConfirmForm("Ja, das Teilen widerrufen", request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_share(share=share, editor=get_editor(request))
        messages.success(request, "Widerrufen. Ab der nächsten Freigabe zählt dieser Check nicht mehr.")
        return redirect("share", municipality_id, programme_id)
    context = {"participant": participant, "municipality": participant.municipality, "share": share, "form": form}
    return render(request, "withdraw_share.html", context, status=422 if form.errors else 200)
