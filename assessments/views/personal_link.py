from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import forget_fresh_link, get_assessment, get_editor, get_fresh_link, hand_over_link
from assessments.actions import renew_link
from assessments.forms import MailLinkForm
from assessments.limits import may

MAX_MAILS = 5
MAIL = """Guten Tag,

mit diesem Link öffnen Sie Ihren Verstetigungs-Check:

{link}

Wer den Link hat, kann alle Angaben lesen und ändern. Geben Sie ihn nur an Menschen weiter, die mitarbeiten sollen.
"""


@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    if not assessment.rights.by_link:
        raise Http404
    wish = request.POST.get("do")
    if wish == "saved":
        forget_fresh_link(request, assessment.link_hash)
        return redirect("overview", assessment.pk)
    if wish == "renew":
        hand_over_link(request, renew_link(assessment=assessment, editor=get_editor(request)))
        return redirect("personal_link", assessment.pk)
    form = MailLinkForm(request.POST if wish == "mail" else None)
    token = get_fresh_link(request, assessment.link_hash)
    if token and form.is_valid() and mail_link(request, form, token):
        messages.success(request, "Die E-Mail ist unterwegs.")
        return redirect("personal_link", assessment.pk)
    return show(request, assessment, token, form)


def show(request, assessment, token, form):
    link = settings.BASE_URL + reverse("open_link", args=[token]) if token else None
    context = {"assessment": assessment, "link": link, "form": form, "can_mail": bool(settings.EMAIL_HOST)}
    return render(request, "personal_link.html", context, status=422 if form.errors else 200)


def mail_link(request, form, token):
    """Whether the link was sent; otherwise the form says why. A session may send MAX_MAILS."""
    sent = request.session.get("mails", 0)
    if not settings.EMAIL_HOST or sent >= MAX_MAILS or not may(request, "mail"):
        form.add_error("email", "Von hier aus geht keine weitere E-Mail. Bitte kopieren Sie den Link.")
        return False
    text = MAIL.format(link=settings.BASE_URL + reverse("open_link", args=[token]))
    try:
        send_mail("Ihr Link zum Verstetigungs-Check", text, None, [form.cleaned_data["email"]])
    except (SMTPException, OSError, UnicodeError):  # the last: a domain that has no form in ASCII
        form.add_error("email", "Die E-Mail ließ sich nicht senden. Bitte kopieren Sie den Link.")
        return False
    request.session["mails"] = sent + 1
    return True
