from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import editable_municipalities, get_assessment, get_editor, get_viewer
from assessments.actions import adopt_assessment
from assessments.models import Assessment, HistoryEntry
from assessments.team_forms import AdoptForm


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request, assessment_id):
    """From the secret link, opened in this session, into the account of a municipality of the user."""
    assessment = get_assessment(request, assessment_id)
    if not assessment.rights.by_link:
        return lead_on(request, assessment)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    form = AdoptForm(editable_municipalities(request), request.POST if request.method == "POST" else None)
    granted = get_viewer(request).granted
    if form.is_valid():
        municipality = form.cleaned_data["municipality"]
        try:
            adopt_assessment(
                assessment=assessment, municipality=municipality, granted=granted, editor=get_editor(request)
            )
        except Assessment.DoesNotExist:
            return lead_on(request, get_assessment(request, assessment_id))
        messages.success(request, f"Der Check liegt jetzt im Konto von {municipality.name}.")
        return redirect("overview", assessment.pk)
    along = Assessment.objects.filter(project=assessment.project_id, link_hash__in=granted).exclude(pk=assessment.pk)
    context = {"assessment": assessment, "form": form, "along": along}
    return render(request, "adopt.html", context, status=422 if form.errors else 200)


def lead_on(request, assessment):
    """A second click on the button ends where the first one did. Raises Http404 for whoever did not take the check."""
    taken = assessment.history.filter(kind=HistoryEntry.Kind.ADOPTED, actor=request.user.pk)
    if request.method == "POST" and taken.exists():
        return redirect("overview", assessment.pk)
    raise Http404
