from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import SENDING, Right, get_assessment, get_editor, hand_over_link
from assessments.instrument import load_instrument
from assessments.mails import may_mail
from assessments.models import Survey
from assessments.progress import all_pages
from assessments.survey_forms import InviteForm


@require_http_methods(["GET", "HEAD", "POST"])
def invite_respondent(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    survey = Survey.objects.of(assessment)
    if survey is None:
        raise Http404
    editor, sent = get_editor(request), request.POST if request.method == "POST" else None
    form = InviteForm(sent, parts=parts_to_choose(survey, assessment), can_mail=may_mail(request))
    if form.is_valid():
        try:
            respondent, token = actions.invite_respondent(survey=survey, editor=editor, **form.cleaned_data)
        except actions.TooManyRespondents:
            form.add_error(None, "Mehr als 60 Befragte nimmt ein Check nicht auf.")
        else:
            hand_over_link(request, token, SENDING)
            return redirect("respondent_link", assessment.pk, respondent.pk)
    if assessment.is_submitted or survey.is_open:
        return redirect("survey", assessment.pk)
    context = {"assessment": assessment, "survey": survey, "form": form}
    return render(request, "invite_respondent.html", context, status=422 if form.errors else 200)


def parts_to_choose(survey, assessment):
    """The parts that have questions in this check; none in an anonymous survey, where who answered what would say who
    it was."""
    if survey.anonymous:
        return []
    pages = all_pages(load_instrument(assessment.instrument), assessment.is_quick)
    return list({page.part.id: page.part for page in pages}.values())
