from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import metrics
from recommendations import actions
from recommendations.access import get_programme
from recommendations.figures import figure_ids
from recommendations.programme_reading import read_cells


@require_http_methods(["GET", "HEAD", "POST"])
def prepare_release(request, programme_id):
    programme = get_programme(request, programme_id)
    if request.method != "POST":
        return show_preview(request, programme)
    try:
        release = actions.make_release(programme=programme, day=timezone.localdate(), user=request.user)
    except actions.ReleaseRefused:
        metrics.count("releases", outcome="refused")
        return show_preview(request, programme, status=409)
    metrics.count("releases", outcome="made")
    messages.success(request, "Die Freigabe ist gespeichert.")
    return redirect("release", release.pk)


def show_preview(request, programme, status=200):
    """No figure is computed for it."""
    preview = actions.prepare_release(programme=programme, day=timezone.localdate())
    cells = read_cells(programme, preview)
    context = {
        "programme": programme,
        "preview": preview,
        "figures": len(figure_ids(preview.instrument)),
        "cells": cells,
        "has_new": any(cell.new for cell in cells),
        "page_errors": status != 200,
    }
    return render(request, "prepare_release.html", context, status=status)
