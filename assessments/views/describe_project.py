from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_editor, hand_over_link
from assessments.actions import start_assessment
from assessments.forms import ProjectForm, TypedMunicipalityForm
from assessments.models import Municipality
from assessments.views.choose_municipality import SCOPES, read_scope


@require_http_methods(["GET", "HEAD", "POST"])
def describe_project(request):
    """The municipality stands in the address: `ags`, or name, land and size class of one that was typed in."""
    municipality = read_municipality(request.GET)
    if municipality is None:
        messages.warning(request, "Diese Kommune steht nicht im Verzeichnis. Bitte suchen Sie sie noch einmal.")
        return redirect("choose_municipality")
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        scope = SCOPES[read_scope(request)]
        assessment, token = start_assessment(
            municipality=municipality, project=form.cleaned_data, scope=scope, editor=get_editor(request)
        )
        hand_over_link(request, token)
        return redirect("personal_link", assessment.pk)
    context = {"form": form, "municipality": municipality, "scope": read_scope(request)}
    return render(request, "describe_project.html", context, status=422 if form.errors else 200)


def read_municipality(query):
    """A municipality of the directory, or an unsaved one as typed in; None where neither is named rightly."""
    if "ags" in query:
        ags = query["ags"]
        known = Municipality.objects.directory().filter(ags=ags) if ags.isascii() and ags.isdigit() else None
        return known.first() if known is not None else None
    form = TypedMunicipalityForm(query)
    return Municipality(**form.cleaned_data) if form.is_valid() else None
