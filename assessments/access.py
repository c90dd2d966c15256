"""The one gate to an assessment: who holds its secret link, and how that is remembered in the session."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass

from django.http import Http404

from assessments.models import Assessment

SESSION_KEY = "granted"
MAX_GRANTED = 200
TOKEN_BYTES = 24  # 192 bits, 32 characters


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever sends the request. `granted`: ids of the assessments whose link was opened in this session."""

    granted: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """Whose change it is: `key` tells sessions apart, `name` is what the person chose to be called, or empty."""

    key: str
    name: str


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def get_viewer(request):
    return Viewer(tuple(uuid.UUID(value) for value in request.session.get(SESSION_KEY, [])))


def get_assessment(request, assessment_id):
    """The assessment, with project and municipality. Raises Http404 to whoever has not opened its link."""
    found = (
        Assessment.objects.visible_to(get_viewer(request))
        .select_related("project__municipality")
        .filter(pk=assessment_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_editor(request):
    """The editor of this session; makes the key at the first call."""
    stored = request.session.get("editor")
    if not stored:
        stored = request.session["editor"] = {"key": secrets.token_hex(16), "name": ""}
    return Editor(**stored)


def set_editor_name(request, name):
    request.session["editor"] = {"key": get_editor(request).key, "name": name}


def grant(request, assessment_id):
    """Remember in the session that the link of this assessment was opened. The newest MAX_GRANTED are kept."""
    known = [value for value in request.session.get(SESSION_KEY, []) if value != str(assessment_id)]
    request.session[SESSION_KEY] = [*known, str(assessment_id)][-MAX_GRANTED:]


def find_by_token(token):
    """The assessment of a secret link, or None."""
    return Assessment.objects.filter(link_hash=hash_token(token)).first()
