from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions
from assessments.access import (
    SENDING,
    Right,
    forget_fresh_link,
    get_editor,
    get_fresh_link,
    get_municipality,
    hand_over_link,
)
from assessments.models import Invitation
from assessments.team_forms import InviteForm

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
MAX_MAILS = 20
MAIL = """Guten Tag,

Sie sind in das Team von {municipality} beim Verstetigungs-Check eingeladen.
Mit diesem Link nehmen Sie die Einladung an:

{link}

Er gilt bis {until} und nur für diese E-Mail-Adresse. Erwarten Sie keine Einladung, können Sie diese Nachricht löschen.
"""


@FORM_METHODS
def invite_member(request, municipality_id):
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation, token = actions.invite_member(
                municipality=municipality, editor=get_editor(request), **form.cleaned_data
            )
        except actions.TooManyInvitations:
            form.add_error(None, "Es sind schon sehr viele Einladungen offen. Bitte ziehen Sie zuerst welche zurück.")
        else:
            hand_over_link(request, token, SENDING)
            tell_mailed(request, invitation, token)
            return redirect("invitation_link", municipality.pk, invitation.pk)
    context = {"municipality": municipality, "form": form, "can_mail": bool(settings.EMAIL_HOST)}
    return render(request, "invite_member.html", context, status=422 if form.errors else 200)


def address_of(token):
    return settings.BASE_URL + reverse("open_invitation", args=[token])


def tell_mailed(request, invitation, token):
    if not (invitation.email and settings.EMAIL_HOST):
        return
    if mail_invitation(request.user, invitation, address_of(token)):
        messages.success(request, f"Die Einladung ist unterwegs an {invitation.email}.")
    else:
        messages.warning(request, "Die E-Mail ließ sich nicht senden. Bitte geben Sie den Link selbst weiter.")


def mail_invitation(user, invitation, link):
    """Whether it was sent. A person may send MAX_MAILS a day."""
    day_ago = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(created_by=user, created_at__gt=day_ago).exclude(email="").count() > MAX_MAILS:
        return False
    until = f"{timezone.localtime(invitation.expires_at):%d.%m.%Y}"
    text = MAIL.format(municipality=invitation.municipality.name, link=link, until=until)
    try:
        send_mail("Einladung zum Verstetigungs-Check", text, None, [invitation.email])
    except (SMTPException, OSError, UnicodeError):  # the last: a domain that has no form in ASCII
        return False
    return True


@FORM_METHODS
def invitation_link(request, municipality_id, invitation_id):
    """Shows the link of a new invitation, once, to whoever made it."""
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    invitation = get_object_or_404(municipality.invitations.open(timezone.now()), pk=invitation_id)
    if request.POST.get("do") == "saved":
        forget_fresh_link(request, invitation.link_hash, SENDING)
        return redirect("team", municipality.pk)
    token = get_fresh_link(request, invitation.link_hash, SENDING)
    context = {"municipality": municipality, "invitation": invitation, "link": token and address_of(token)}
    return render(request, "invitation_link.html", context)


@require_POST
def revoke_invitation(request, municipality_id, invitation_id):
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    invitation = get_object_or_404(municipality.invitations.select_related("municipality"), pk=invitation_id)
    try:
        actions.revoke_invitation(invitation=invitation, editor=get_editor(request))
    except actions.InvitationClosed:
        messages.info(request, "Diese Einladung gilt schon nicht mehr; es wurde nichts geändert.")
    else:
        messages.success(request, "Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr.")
    return redirect("team", municipality.pk)
