from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import RESPONDING, find_respondent_by_token, grant, hash_token
from assessments.limits import limit_failures


@require_safe
@limit_failures("link")
def open_respondent_link(request, token):
    """Opens the respondent's pages in this session and leaves the address with the token at once. A link that does not
    work any more says why; one that nobody knows does not."""
    respondent = find_respondent_by_token(token)
    reason = respondent and refusal(respondent, token)
    if respondent is None or reason:
        context = {"reason": reason, "renewed_at": respondent and respondent.renewed_at}
        response = render(request, "open_respondent_link.html", context, status=410 if reason else 404)
    else:
        grant(request, token, prefix=RESPONDING)
        response = redirect("respondent", respondent.pk)
        response.status_code = 303
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def refusal(respondent, token):
    """Why the link opens nothing; None where it does. After the end, one's own answers can still be read."""
    if not respondent.is_pending and hash_token(token) == respondent.invitation_hash:
        return "used"
    if respondent.is_expired:
        return "expired"
    return "closed" if respondent.is_pending and respondent.survey.is_closed else None
