from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import find_by_token, grant


@require_safe
def open_link(request, token):
    """Opens the assessment in this session and leaves the address with the token at once."""
    assessment = find_by_token(token)
    if assessment is None:
        response = render(request, "open_link.html", status=404)
    else:
        grant(request, token)
        response = redirect("overview", assessment.pk)
        response.status_code = 303
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
