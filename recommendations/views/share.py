from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_editor
from assessments.instrument import CURRENT
from recommendations import actions, consent
from recommendations.access import get_participation
from recommendations.members import current_policy
from recommendations.own_figures import own_groups
from recommendations.programme_reading import count_cells, count_municipalities
from recommendations.sharing import (
    cell_title,
    counted_checks,
    mean_of_checks,
    own_cells,
    read_consents,
    shareable_checks,
)
from recommendations.sharing_forms import ChooseChecksForm, ShareForm

REFUSALS = {
    actions.NotTakingPart: "Ihre Kommune ist in diesem Programm nicht mehr aufgeführt. Es wurde nichts geteilt.",
    actions.NotShareable: "Einer der Checks ist inzwischen gelöscht oder gehört nicht mehr zu Ihrer Kommune. Es wurde "
    "nichts geteilt. Bitte wählen Sie neu.",
    actions.ConsentOutdated: "Der Wortlaut der Einwilligung hat sich geändert, seit Sie die Seite geöffnet haben. Es "
    "wurde nichts geteilt. Bitte lesen Sie den neuen Wortlaut und stimmen Sie ihm zu.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, municipality_id, programme_id):
    """What is shared and who agreed. To share: first what the funder will see of the choice (?ansehen), then POST."""
    posted = request.method == "POST"
    participant = get_participation(request, municipality_id, programme_id, Right.LEAD if posted else Right.READ)
    checks = shareable_checks(participant.municipality)
    form = ShareForm(checks, request.POST) if posted else None
    if form and form.is_valid():
        try:
            shared = actions.share_assessments(
                programme=participant.programme,
                municipality=participant.municipality,
                assessments=form.cleaned_data["check"],
                consent_version=form.cleaned_data["version"],
                editor=get_editor(request),
            )
        except actions.SharingRefused as refused:
            form.refuse(REFUSALS[type(refused)])
        else:
            tell_shared(request, shared)
            return redirect("share", municipality_id, programme_id)
    return show(request, participant, checks, form)


def tell_shared(request, shared):
    if shared:
        messages.success(request, "Geteilt. Ab der nächsten Freigabe zählt Ihre Kommune mit.")
    else:
        messages.info(request, "Diese Auswahl war schon geteilt; es wurde nichts geändert.")


def show(request, participant, checks, form):
    """`form`: that of a POST that was refused, else None."""
    consents = read_consents(participant.municipality).get(participant.programme.pk, [])
    shared = {entry.share.assessment_id for entry in consents if entry.is_in_force}
    choice = ChooseChecksForm(
        [check for check in checks if check.pk not in shared],
        request.POST if form else request.GET if "ansehen" in request.GET else None,
    )
    chosen = choice.cleaned_data["check"] if choice.is_valid() else []
    context = {
        "participant": participant,
        "municipality": participant.municipality,
        "programme": participant.programme,
        "consents": consents,
        "choice": choice,
        "form": form if form and chosen else choice,
        "consent_points": consent.consent_points(consent.CURRENT),
        "consent_version": consent.CURRENT,
    }
    if chosen:
        every = [check for check in checks if check.pk in shared or check in chosen]
        context |= preview(participant, every, bool(shared))
        context |= {"chosen": chosen, "share_form": form or ShareForm(chosen, initial=initial(chosen))}
    return render(request, "share.html", context, status=422 if context["form"].errors else 200)


def initial(chosen):
    return {"check": [str(check.pk) for check in chosen]}


def preview(participant, checks, is_sharing):
    """What the funder will see of the municipality: the cells, the count, and the figures that go into the mean."""
    count, listed = count_municipalities(participant.programme), count_cells(participant.programme)
    return {
        "policy": current_policy(),
        "cells": [(cell_title(cell), listed[cell]) for cell in own_cells(participant.municipality).values()],
        "count": count,
        "shared_then": count.shared + (not is_sharing),
        "outdated": any(check.instrument != CURRENT for check in checks),
        "own": own_groups(CURRENT, mean_of_checks(counted_checks(checks, CURRENT))),
    }
