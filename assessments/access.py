"""The one gate to an assessment: who holds its secret link, and how that is remembered in the session."""

import hashlib
import secrets
from dataclasses import dataclass

from django.http import Http404

from assessments.models import Assessment

# One key of the session for each opened link, "opened:" and its hash, so that two requests at once keep both
# (sessions.py). Its value is the token until the person says it is kept safe, then an empty text.
OPENED = "opened:"
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
    return Viewer(tuple(key.removeprefix(OPENED) for key in opened_keys(request)))


def opened_keys(request):
    return [key for key, _ in request.session.items() if key.startswith(OPENED)]


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


def grant(request, token, fresh=""):
    """Remember in the session that this secret link was opened. The newest MAX_GRANTED are kept.

    `fresh`: the token itself, where it was made just now.
    """
    get_editor(request)
    key = OPENED + hash_token(token)
    request.session[key] = request.session.pop(key, "") or fresh
    for oldest in opened_keys(request)[:-MAX_GRANTED]:
        del request.session[oldest]


def hand_over_link(request, token):
    """Grant access by a link just made, and keep it in the session until the person says it is kept safe."""
    grant(request, token, fresh=token)


def get_fresh_link(request, assessment):
    """The token that personal_link shows, or None where it was confirmed already or is no longer the valid one."""
    return request.session.get(OPENED + assessment.link_hash) or None


def forget_fresh_link(request, assessment):
    request.session[OPENED + assessment.link_hash] = ""


def find_by_token(token):
    """The assessment of a secret link, or None."""
    return Assessment.objects.filter(link_hash=hash_token(token)).first()
