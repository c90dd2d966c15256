from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import (
    SENDING,
    Right,
    forget_fresh_link,
    get_asked,
    get_assessment,
    get_editor,
    get_fresh_link,
    hand_over_link,
)
from assessments.actions import extend_respondent_link, renew_respondent_link
from assessments.mails import mail, may_mail
from assessments.survey_forms import ValidityForm
from assessments.survey_texts import INVITATION_SUBJECT, invitation_text, link_of


@require_http_methods(["GET", "HEAD", "POST"])
def respondent_link(request, assessment_id, respondent_id):
    """The invitation just made, to send on; afterwards how long the link works, and a new one."""
    respondent = get_asked(get_assessment(request, assessment_id, Right.EDIT), respondent_id)
    wish = request.POST.get("do")
    form = ValidityForm(request.POST if wish in CHANGES else None)
    if form.is_valid():
        return CHANGES[wish](request, respondent, form.cleaned_data["days"])
    if wish == "saved":
        forget_fresh_link(request, respondent.invitation_hash, SENDING)
        return redirect("survey", assessment_id)
    if respondent.survey.is_closed:
        return redirect("survey", assessment_id)
    if wish == "mail":
        return send_invitation(request, respondent)
    return show(request, respondent, form)


def renew(request, respondent, days):
    token = renew_respondent_link(respondent=respondent, days=days, editor=get_editor(request))
    hand_over_link(request, token, SENDING)
    return redirect("respondent_link", respondent.survey.assessment_id, respondent.pk)


def extend(request, respondent, days):
    extend_respondent_link(respondent=respondent, days=days, editor=get_editor(request))
    messages.success(request, f"Der Link von „{respondent.name}“ gilt jetzt noch {days} Tage.")
    return redirect("survey", respondent.survey.assessment_id)


CHANGES = {"renew": renew, "extend": extend}


def fresh_invitation(request, respondent):
    """The token of an invitation made in this session, as long as it works and is not yet confirmed; else None."""
    return get_fresh_link(request, respondent.invitation_hash, SENDING) if respondent.is_pending else None


def send_invitation(request, respondent):
    token, problem = fresh_invitation(request, respondent), None
    if token:
        text = invitation_text(respondent, token, get_editor(request))
        problem = mail(request, to=respondent.email, subject=INVITATION_SUBJECT, text=text)
    if token is None or problem:
        messages.warning(request, problem or "Der Link wird nicht mehr gezeigt. Erzeugen Sie bitte einen neuen.")
        return redirect("respondent_link", respondent.survey.assessment_id, respondent.pk)
    forget_fresh_link(request, respondent.invitation_hash, SENDING)
    messages.success(request, f"Die Einladung an „{respondent.name}“ ist unterwegs.")
    return redirect("survey", respondent.survey.assessment_id)


def show(request, respondent, form):
    token = fresh_invitation(request, respondent)
    context = {
        "assessment": respondent.survey.assessment,
        "respondent": respondent,
        "link": token and link_of(token),
        "text": token and invitation_text(respondent, token, get_editor(request)),
        "form": form,
        "can_mail": may_mail(request) and bool(respondent.email),
    }
    return render(request, "respondent_link.html", context, status=422 if form.errors else 200)
