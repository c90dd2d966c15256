from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_asked, get_assessment, get_editor
from assessments.actions.purge import KEPT


@require_http_methods(["GET", "HEAD", "POST"])
def remove_respondent(request, assessment_id, respondent_id):
    respondent = get_asked(get_assessment(request, assessment_id, Right.EDIT), respondent_id)
    if request.method == "POST":
        actions.remove_respondent(respondent=respondent, editor=get_editor(request))
        messages.success(request, f"„{respondent.name}“ ist aus der Befragung genommen.")
        return redirect("survey", assessment_id)
    survey = respondent.survey
    only_name = survey.is_open and survey.anonymous
    context = {"assessment": survey.assessment, "respondent": respondent, "only_name": only_name}
    return render(request, "remove_respondent.html", {**context, "kept_days": KEPT.days})
