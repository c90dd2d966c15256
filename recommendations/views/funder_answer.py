from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.instrument import CURRENT
from recommendations import actions
from recommendations.access import get_programme
from recommendations.catalogue import load_catalogue
from recommendations.funder_forms import FunderAnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
def funder_answer(request, programme_id, recommendation):
    programme = get_programme(request, programme_id)
    asked = get_recommendation(recommendation)
    versions = list(programme.answers.filter(recommendation=asked.id).order_by("-number").select_related("created_by"))
    context = {"programme": programme, "recommendation": asked, "versions": versions}
    if request.method != "POST":
        form = FunderAnswerForm(initial=FunderAnswerForm.initial_of(versions[0] if versions else None))
        return render(request, "funder_answer.html", {**context, "form": form})
    form = FunderAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "funder_answer.html", {**context, "form": form}, status=422)
    try:
        publish(programme, asked, form, request.user)
    except actions.AnswerChanged as conflict:
        return show_conflict(request, context, conflict.current)
    messages.success(request, f"Die Antwort zu {asked.id} ist veröffentlicht.")
    return redirect("programme", programme.pk)


def get_recommendation(recommendation):
    """One that is addressed to funders. Raises Http404."""
    found = {entry.id: entry for entry in load_catalogue(CURRENT).funder}.get(recommendation)
    if found is None:
        raise Http404
    return found


def publish(programme, asked, form, user):
    said = form.cleaned_data
    actions.publish_answer(
        programme=programme,
        recommendation=asked.id,
        status=said["status"],
        text=said["text"],
        base_number=said["number"],
        user=user,
    )


def show_conflict(request, context, current):
    """What was typed stays in the form, now made against the stored answer, which stands above it."""
    data = request.POST.copy()
    data["number"] = str(current.number if current else 0)
    context = {**context, "form": FunderAnswerForm(data), "conflict": True, "current": current}
    return render(request, "funder_answer.html", context, status=409)
