from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import metrics
from assessments.access import Right, get_editor, get_municipality, hand_over_link
from assessments.actions import start_assessment
from assessments.forms import TypedMunicipalityForm
from assessments.limits import count
from assessments.models import Municipality
from assessments.project_forms import ProjectForm
from assessments.views.choose_municipality import SCOPES, find_by_ags, read_scope


@require_http_methods(["GET", "HEAD", "POST"])
def describe_project(request):
    """The municipality stands in the address: `kommune`, in whose team the person is; `ags`; or name, land and size
    class of one that was typed in."""
    tenant = read_tenant(request)
    municipality = tenant or read_municipality(request.GET)
    if municipality is None:
        messages.warning(request, "Diese Kommune steht nicht im Verzeichnis. Bitte suchen Sie sie noch einmal.")
        return redirect("choose_municipality")
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return start(request, municipality, tenant, form.cleaned_data)
    context = {"form": form, "municipality": municipality, "tenant": tenant, "scope": read_scope(request)}
    return render(request, "describe_project.html", context, status=422 if form.errors else 200)


def start(request, municipality, tenant, project):
    """Where a team holds the check, there is no link to keep."""
    count(request, "start")
    scope, editor = SCOPES[read_scope(request)], get_editor(request)
    assessment, token = start_assessment(
        municipality=municipality, tenant=tenant, project=project, scope=scope, editor=editor
    )
    metrics.count("checks_started", by="link" if token else "team")
    if token is None:
        return redirect("overview", assessment.pk)
    hand_over_link(request, token)
    return redirect("personal_link", assessment.pk)


def read_tenant(request):
    """The municipality in whose team the person edits; None where the address names none. Raises Http404."""
    asked = request.GET.get("kommune")
    if asked is None:
        return None
    try:
        return get_municipality(request, UUID(asked), Right.EDIT)
    except ValueError:
        raise Http404 from None


def read_municipality(query):
    """A municipality of the directory, or an unsaved one as typed in; None where neither is named rightly."""
    if "ags" in query:
        return find_by_ags(query["ags"])
    form = TypedMunicipalityForm(query)
    return Municipality(**form.cleaned_data) if form.is_valid() else None
