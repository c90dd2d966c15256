from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import get_assessment_to_edit, get_editor
from assessments.actions import MAX_RESPONDENTS, AlreadyPromised, start_survey
from assessments.models import Survey
from assessments.survey_forms import SurveyForm


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request, assessment_id):
    """The terms, which change until the first is invited, and who is asked."""
    assessment = get_assessment_to_edit(request, assessment_id)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            start_survey(assessment=assessment, editor=get_editor(request), **form.cleaned_data)
        except AlreadyPromised:
            form.add_error(None, "Es ist schon jemand eingeladen. Was dieser Person zugesagt ist, bleibt.")
        else:
            return redirect("survey", assessment.pk)
    return show(request, assessment, form)


def show(request, assessment, form):
    stored = Survey.objects.of(assessment)
    respondents = list(stored.respondents.all()) if stored else []
    if stored and not form.is_bound:
        form = SurveyForm(initial={"anonymous": "anonymous" if stored.anonymous else "open", "message": stored.message})
    context = {
        "assessment": assessment,
        "survey": stored,
        "respondents": respondents,
        "finished": sum(person.finished_at is not None for person in respondents),
        "may_invite": len(respondents) < MAX_RESPONDENTS,
        "form": form,
    }
    return render(request, "survey.html", context, status=422 if form.errors else 200)
