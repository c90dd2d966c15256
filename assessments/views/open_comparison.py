from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import Right, get_assessment, get_editor
from assessments.models import Survey


@require_http_methods(["GET", "HEAD", "POST"])
def open_comparison(request, assessment_id):
    """Says whose answers will count, then opens what all answered."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    survey = Survey.objects.of(assessment)
    if survey is None:
        raise Http404
    too_few = None
    if request.method == "POST":
        try:
            actions.open_comparison(survey=survey, editor=get_editor(request))
        except actions.TooFewFinished as found:
            too_few = found
        else:
            messages.success(request, "Der Vergleich ist geöffnet. Die Befragung ist damit beendet.")
            return redirect("perspectives", assessment.pk)
    if assessment.is_submitted or survey.is_open:
        return redirect("survey", assessment.pk)
    return show(request, assessment, survey, too_few)


def show(request, assessment, survey, too_few):
    people = list(survey.respondents.all())
    finished = [person for person in people if person.finished_at]
    needed = actions.ENOUGH_FINISHED[survey.anonymous]
    context = {
        "assessment": assessment,
        "survey": survey,
        "finished": finished,
        "waited_for": [person for person in people if not person.finished_at],
        "needed": needed,
        "enough": len(finished) >= needed,
        "page_errors": too_few is not None,
    }
    return render(request, "open_comparison.html", context, status=422 if too_few else 200)
