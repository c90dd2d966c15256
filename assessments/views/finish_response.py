from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import get_respondent
from assessments.survey_texts import asked
from assessments.views.respondent import given


@require_http_methods(["GET", "HEAD", "POST"])
def finish_response(request, respondent_id):
    respondent = get_respondent(request, respondent_id)
    if request.method == "POST":
        actions.finish_response(respondent=respondent)
        messages.success(request, "Danke! Ihre Antworten sind als fertig gemeldet.")
        return redirect("respondent", respondent.pk)
    if respondent.finished_at or respondent.survey.is_closed:
        return redirect("respondent", respondent.pk)
    context = {"respondent": respondent, "progress": asked(respondent, given(respondent))}
    return render(request, "finish_response.html", context)
