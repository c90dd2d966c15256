from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import RESPONDING, forget_fresh_link, get_fresh_link, get_invited, hand_over_link
from assessments.actions import InvitationUsed, reopen_response, start_response
from assessments.models import Perspective
from assessments.survey_texts import asked, link_of


@require_http_methods(["GET", "HEAD", "POST"])
def respondent(request, respondent_id):
    """Before the start what is promised; after it the own link, until it is kept, and how far the answers are."""
    found = get_invited(request, respondent_id)
    wish = request.POST.get("do")
    if wish in WISHES:
        WISHES[wish](request, found)
        return redirect("respondent", found.pk)
    if found.is_pending:
        return show_welcome(request, found)
    return show_progress(request, found)


def start(request, found):
    """A second click finds the invitation used, by the first one."""
    if not found.is_pending:
        return
    try:
        hand_over_link(request, start_response(respondent=found), RESPONDING)
    except InvitationUsed:
        return


def keep_link(request, found):
    if not found.is_pending:
        forget_fresh_link(request, found.link_hash, RESPONDING)


def reopen(request, found):
    if not found.is_pending:
        reopen_response(respondent=found)


WISHES = {"start": start, "saved": keep_link, "reopen": reopen}


def show_welcome(request, found):
    survey = found.survey
    perspectives = list(survey.respondents.values_list("perspective", flat=True))
    context = {
        "respondent": found,
        "survey": survey,
        "assessment": survey.assessment,
        "progress": asked(found, {}),
        "people": len(perspectives),
        "alone": perspectives.count(found.perspective) == 1,
        "perspective": Perspective(found.perspective).label,
    }
    return render(request, "respondent_welcome.html", context)


def given(found):
    """{item: answer}. One that is not shown any more counts, but not as what it is."""
    rows = [row for row in found.responses.all() if row.answer is not None]
    return {row.item: 0 if found.hides(row) else row.answer for row in rows}


def show_progress(request, found):
    token = get_fresh_link(request, found.link_hash, RESPONDING)
    context = {
        "respondent": found,
        "survey": found.survey,
        "assessment": found.survey.assessment,
        "progress": asked(found, given(found)),
        "link": token and link_of(token),
    }
    return render(request, "respondent.html", context)
