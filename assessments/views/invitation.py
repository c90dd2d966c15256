from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.access import INVITED, get_editor, get_invitation, grant, hash_token
from assessments.addresses import own_addresses, same_case
from assessments.limits import limit_failures
from assessments.models import Invitation


@require_safe
@limit_failures("link")
def open_invitation(request, token):
    """Remembers the invitation in this session and leaves the address with the token at once. Nothing is accepted."""
    found = Invitation.objects.filter(link_hash=hash_token(token)).first()
    if found is None:
        response = render(request, "invitation_unknown.html", status=404)
    elif reason_closed(found):
        response = show_closed(request, found)
    else:
        grant(request, token, prefix=INVITED)
        response = redirect("invitation", found.pk)
        response.status_code = 303
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, invitation_id):
    found = get_invitation(request, invitation_id)
    if reason_closed(found):
        return show_closed(request, found)
    if request.method != "POST" or not request.user.is_authenticated:
        return show(request, found)
    try:
        actions.accept_invitation(invitation=found, addresses=own_addresses(request.user), editor=get_editor(request))
    except actions.InvitationClosed:
        found.refresh_from_db()
        return show_closed(request, found)
    except actions.OtherAddress:
        return show(request, found, status=409)
    except actions.AlreadyMember:
        messages.info(request, "Sie gehören schon zu diesem Team. An Ihrer Rolle hat sich nichts geändert.")
    else:
        messages.success(request, f"Sie gehören jetzt zum Team von {found.municipality.name}.")
    return redirect("team", found.municipality_id)


def show(request, found, status=200):
    context = {"invitation": found, "other_address": False, "already_member": False}
    if request.user.is_authenticated:
        own = found.municipality.memberships.filter(user=request.user)
        meant = not found.email or same_case(found.email) in own_addresses(request.user)
        context |= {"already_member": own.exists(), "other_address": not meant}
    return render(request, "invitation.html", context, status=status)


def reason_closed(found):
    """ "used", "revoked", "expired"; None while it can be accepted."""
    if found.accepted_at:
        return "used"
    if found.revoked_at:
        return "revoked"
    return "expired" if found.expires_at <= timezone.now() else None


def show_closed(request, found):
    """Why, and nothing else: whoever holds an old link learns neither names nor the municipality."""
    return render(request, "invitation_closed.html", {"reason": reason_closed(found)}, status=410)
