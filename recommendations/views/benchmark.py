from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_participation
from recommendations.benchmark import ABOVE, BELOW, build_benchmark, count_compared, profile_rows
from recommendations.release_reading import read_published
from recommendations.sharing import (
    cell_title,
    counted_checks,
    mean_of_checks,
    own_cells,
    read_consents,
    shareable_checks,
)
from recommendations.sharing_forms import OwnCheckForm


@require_safe
def benchmark(request, municipality_id, programme_id):
    """The own figures beside those of the last release; ?gruppe says which cell, ?check which check where none is
    shared."""
    participant = get_participation(request, municipality_id, programme_id)
    release = participant.programme.releases.order_by("-date").first()
    context = {"participant": participant, "municipality": participant.municipality, "release": release}
    if release:
        context |= choose_own(request, participant, release.instrument)
        context |= compare(request, participant, release, mean_of_checks(context["own_checks"]))
    form = context.get("form")
    return render(request, "benchmark.html", context, status=422 if form and form.errors else 200)


def choose_own(request, participant, instrument):
    """`own_checks`: what counts; where nothing is shared or the municipality takes part no more, the chosen check, else
    the one submitted last."""
    checks = [check for check in shareable_checks(participant.municipality) if check.instrument == instrument]
    consents = read_consents(participant.municipality).get(participant.programme.pk, [])
    shared = {entry.share.assessment_id for entry in consents if entry.is_in_force}
    own = counted_checks([check for check in checks if participant.takes_part and check.pk in shared], instrument)
    if own or not checks:
        return {"own_checks": own, "is_shared": bool(own)}
    newest = sorted(checks, key=lambda check: check.submitted_at, reverse=True)
    form = OwnCheckForm(newest, request.GET if "check" in request.GET else None)
    chosen = form.cleaned_data["check"] if form.is_valid() else newest[0]
    return {"own_checks": [chosen], "is_shared": False, "form": form if len(newest) > 1 else None}


def compare(request, participant, release, own):
    published = read_published(release)
    cells = own_cells(participant.municipality)
    counts = {key: count_compared(published, cell) for key, cell in cells.items()}
    wanted = request.GET.get("gruppe")
    chosen = wanted if wanted in cells else "programm"
    groups = build_benchmark(published, cells[chosen], own)
    return {
        "published": published,
        "cells": [(key, cell_title(cell), counts[key], key == chosen) for key, cell in cells.items()],
        "cell": cell_title(cells[chosen]),
        "compared": counts[chosen],
        "groups": groups,
        "above": profile_rows(groups, ABOVE),
        "below": profile_rows(groups, BELOW),
    }
