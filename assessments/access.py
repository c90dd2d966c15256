"""The gates: who may see and change what. By membership of a municipality, by secret link, or as a respondent."""

import hashlib
import secrets
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from assessments.models import Assessment, Invitation, Membership, Municipality, Project, Respondent

# One key of the session for each opened link, "opened:" and its hash, so that two requests at once keep both
# (sessions.py). Its value is the token until the person says it is kept safe, then an empty text. The links of
# respondents and of invitations have prefixes of their own: none opens what belongs to another kind.
OPENED, RESPONDING, INVITED = "opened:", "responding:", "invited:"
# A respondent's invitation just made, for whoever sends it on: shown until it is kept, and opens nothing.
SENDING = "sending:"
MAX_GRANTED = 200
TOKEN_BYTES = 24  # 192 bits, 32 characters
LONGEST_NAME = 200  # of a person, as the history keeps it


class Right(IntEnum):
    READ = 1
    EDIT = 2
    LEAD = 3


ROLE_RIGHTS = {Membership.Role.LEAD: Right.LEAD, Membership.Role.EDIT: Right.EDIT, Membership.Role.READ: Right.READ}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever sends the request. `granted`: link hashes of the assessments whose link was opened in this session.

    A renewed link has another hash: whoever came in by the old one is out at once. `user_id`: None without login.
    """

    granted: tuple[str, ...]
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Editor:
    """Whose change it is: `key` tells sessions apart (with an account: people), `name` is what the person is called,
    or empty; `user_id` is None without login."""

    key: str
    name: str
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever asks may do with an assessment. `role`: in its municipality, None where a link opened it."""

    right: Right
    role: str | None

    @property
    def may_edit(self):
        return self.right >= Right.EDIT

    @property
    def may_lead(self):
        return self.right >= Right.LEAD

    @property
    def by_link(self):
        return self.role is None


BY_LINK = Rights(Right.LEAD, None)


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def get_user_id(request):
    return request.user.pk if request.user.is_authenticated else None


def get_viewer(request):
    granted = tuple(key.removeprefix(OPENED) for key in session_keys(request, OPENED))
    return Viewer(granted, get_user_id(request))


def session_keys(request, prefix):
    return [key for key, _ in request.session.items() if key.startswith(prefix)]


def get_assessment(request, assessment_id, right=Right.READ):
    """The assessment, with project and municipality and with `rights`.

    Raises Http404 to whoever may not see it, PermissionDenied to whoever sees it without this right.
    """
    visible = Assessment.objects.visible_to(get_viewer(request)).select_related("project__municipality")
    try:
        found = visible.get(pk=assessment_id)
    except Assessment.DoesNotExist:
        raise Http404 from None
    found.rights = Rights(ROLE_RIGHTS[found.role], found.role) if found.role else BY_LINK
    if found.rights.right < right:
        raise PermissionDenied
    return found


def get_assessment_to_edit(request, assessment_id):
    """To read for GET and HEAD, to edit for every other method."""
    return get_assessment(request, assessment_id, Right.READ if request.method in {"GET", "HEAD"} else Right.EDIT)


def get_municipality(request, municipality_id, right=Right.READ):
    """A municipality of which the user is a member, with `rights`. Raises Http404, PermissionDenied."""
    own = Membership.objects.select_related("municipality")
    found = own.filter(user=get_user_id(request), municipality=municipality_id).first()
    if found is None:
        raise Http404
    found.municipality.rights = Rights(ROLE_RIGHTS[found.role], found.role)
    if found.municipality.rights.right < right:
        raise PermissionDenied
    return found.municipality


def get_project(request, project_id):
    """A project that a municipality of the user holds. Raises Http404."""
    visible = Project.objects.visible_to(get_viewer(request)).select_related("municipality")
    found = visible.filter(pk=project_id).first()
    if found is None:
        raise Http404
    return found


def get_respondent(request, respondent_id):
    """The respondent whose personal link was opened in this session. Raises Http404, also after it expired."""
    return find_respondent(respondent_id, Q(link_hash__in=opened_by_respondent(request)))


def get_invited(request, respondent_id):
    """Also by the invitation's link, as long as it was not replaced by one of the person's own. Raises Http404."""
    opened = opened_by_respondent(request)
    return find_respondent(respondent_id, Q(link_hash__in=opened) | Q(link_hash=None, invitation_hash__in=opened))


def opened_by_respondent(request):
    return [key.removeprefix(RESPONDING) for key in session_keys(request, RESPONDING)]


def find_respondent(respondent_id, by_link):
    found = (
        Respondent.objects.select_related("survey__assessment__project__municipality")
        .filter(by_link, pk=respondent_id, expires_at__gt=timezone.now())
        .first()
    )
    if found is None:
        raise Http404
    return found


def find_respondent_by_token(token):
    """The respondent of a personal link or of an invitation, whether it still works or not; None where unknown."""
    wanted = hash_token(token)
    found = Respondent.objects.filter(Q(link_hash=wanted) | Q(invitation_hash=wanted))
    return found.select_related("survey__assessment").first()


def get_asked(assessment, respondent_id):
    """A respondent of this assessment, for whoever passed its gate. Raises Http404."""
    asked = Respondent.objects.select_related("survey__assessment__project__municipality")
    found = asked.filter(pk=respondent_id, survey__assessment=assessment).first()
    if found is None:
        raise Http404
    return found


def get_invitation(request, invitation_id):
    """The invitation whose link was opened in this session, closed or not. Raises Http404."""
    granted = [key.removeprefix(INVITED) for key in session_keys(request, INVITED)]
    known = Invitation.objects.select_related("municipality", "created_by")
    found = known.filter(pk=invitation_id, link_hash__in=granted).first()
    if found is None:
        raise Http404
    return found


def get_editor(request):
    """The editor of this session; makes the key at the first call."""
    if request.user.is_authenticated:
        # An e-mail address may be longer than what is kept of a name.
        return Editor(request.user.pk.hex, request.user.shown_name[:LONGEST_NAME], request.user.pk)
    stored = request.session.get("editor")
    if not stored:
        stored = request.session["editor"] = {"key": secrets.token_hex(16), "name": ""}
    return Editor(**stored)


def set_editor_name(request, name):
    """Of a session without login: with one the name is that of the account."""
    request.session["editor"] = {"key": get_editor(request).key, "name": name}


def grant(request, token, fresh="", prefix=OPENED):
    """Remember in the session that this secret link was opened. The newest MAX_GRANTED are kept.

    `fresh`: the token itself, where it was made just now.
    """
    get_editor(request)
    key = prefix + hash_token(token)
    request.session[key] = request.session.pop(key, "") or fresh
    for oldest in session_keys(request, prefix)[:-MAX_GRANTED]:
        del request.session[oldest]


def hand_over_link(request, token, prefix=OPENED):
    """Grant access by a link just made, and keep it in the session until the person says it is kept safe."""
    grant(request, token, fresh=token, prefix=prefix)


def get_fresh_link(request, link_hash, prefix=OPENED):
    """The token of a link just made, or None where it was confirmed already or is no longer the valid one."""
    return request.session.get(f"{prefix}{link_hash}") or None


def forget_fresh_link(request, link_hash, prefix=OPENED):
    request.session[f"{prefix}{link_hash}"] = ""


def find_by_token(token):
    """The assessment of a secret link, with its project, or None. One that a municipality holds is not opened by it."""
    return Assessment.objects.select_related("project").filter(link_hash=hash_token(token)).first()


def is_member(request):
    return request.user.is_authenticated and Membership.objects.filter(user=request.user).exists()


def own_municipalities(request):
    """The municipalities of the user, by name; empty without login."""
    return Municipality.objects.filter(memberships__user=get_user_id(request)) if get_user_id(request) else []


def editable_municipalities(request):
    """Those in which the user may edit, by name; empty without login."""
    may_edit = [role for role, right in ROLE_RIGHTS.items() if right >= Right.EDIT]
    if not get_user_id(request):
        return []
    return Municipality.objects.filter(memberships__user=request.user, memberships__role__in=may_edit)
