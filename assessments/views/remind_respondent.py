from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import SENDING, Right, forget_fresh_link, get_asked, get_assessment, get_editor, hand_over_link
from assessments.actions import note_reminder, renew_respondent_link
from assessments.mails import mail, may_mail
from assessments.survey_forms import DEFAULT_DAYS
from assessments.survey_texts import REMINDER_SUBJECT, reminder_text
from assessments.views.respondent_link import fresh_invitation


@require_http_methods(["GET", "HEAD", "POST"])
def remind_respondent(request, assessment_id, respondent_id):
    """A text for one who has not finished. Whoever has not begun needs a new invitation, for nobody knows the old."""
    respondent = get_asked(get_assessment(request, assessment_id, Right.EDIT), respondent_id)
    wish = request.POST.get("do")
    if respondent.finished_at or respondent.survey.is_closed:
        return redirect("survey", assessment_id)
    if wish == "link" and respondent.is_pending:
        token = renew_respondent_link(respondent=respondent, days=DEFAULT_DAYS, editor=get_editor(request))
        hand_over_link(request, token, SENDING)
        return redirect("remind_respondent", assessment_id, respondent.pk)
    text = get_text(request, respondent)
    if text and wish in {"mail", "noted"}:
        return send(request, respondent, text if wish == "mail" else None)
    can_mail = may_mail(request) and bool(respondent.email)
    context = {"assessment": respondent.survey.assessment, "respondent": respondent, "text": text, "can_mail": can_mail}
    return render(request, "remind_respondent.html", context)


def get_text(request, respondent):
    """None where a new link has to be made first, or a longer one."""
    if respondent.is_pending:
        token = fresh_invitation(request, respondent)
        return token and reminder_text(respondent, token)
    return None if respondent.is_expired else reminder_text(respondent, None)


def send(request, respondent, text):
    """By e-mail, or, without `text`, by the person who copied it."""
    problem = text and mail(request, to=respondent.email, subject=REMINDER_SUBJECT, text=text)
    if problem:
        messages.warning(request, problem)
        return redirect("remind_respondent", respondent.survey.assessment_id, respondent.pk)
    note_reminder(respondent=respondent)
    forget_fresh_link(request, respondent.invitation_hash, SENDING)
    messages.success(request, "Die Erinnerung ist unterwegs." if text else "Die Erinnerung ist vermerkt.")
    return redirect("survey", respondent.survey.assessment_id)
