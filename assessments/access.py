"""The one gate to an assessment: who holds its secret link, and how that is remembered in the session."""

import hashlib
import secrets
from dataclasses import dataclass

from django.http import Http404

from assessments.models import Assessment

SESSION_KEY = "granted"
FRESH_KEY = "fresh_links"
MAX_GRANTED = 200
TOKEN_BYTES = 24  # 192 bits, 32 characters


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever sends the request. `granted`: link hashes of the assessments whose link was opened in this session.

    A renewed link has another hash: whoever came in by the old one is out at once.
    """

    granted: tuple[str, ...]


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
    return Viewer(tuple(request.session.get(SESSION_KEY, [])))


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


def grant(request, token):
    """Remember in the session that this secret link was opened. The newest MAX_GRANTED are kept."""
    get_editor(request)
    opened = hash_token(token)
    known = [value for value in request.session.get(SESSION_KEY, []) if value != opened]
    request.session[SESSION_KEY] = [*known, opened][-MAX_GRANTED:]


def hand_over_link(request, assessment, token):
    """Grant access by a link just made, and keep it in the session until the person says it is kept safe."""
    grant(request, token)
    request.session[FRESH_KEY] = {**request.session.get(FRESH_KEY, {}), str(assessment.pk): token}


def get_fresh_link(request, assessment):
    """The token that personal_link shows, or None where it was confirmed already."""
    return request.session.get(FRESH_KEY, {}).get(str(assessment.pk))


def forget_fresh_link(request, assessment):
    fresh = request.session.get(FRESH_KEY, {})
    request.session[FRESH_KEY] = {key: token for key, token in fresh.items() if key != str(assessment.pk)}


def find_by_token(token):
    """The assessment of a secret link, or None."""
    return Assessment.objects.filter(link_hash=hash_token(token)).first()
