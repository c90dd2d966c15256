from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.access import find_by_token, grant
from assessments.limits import limit_failures


@require_safe
@limit_failures("link")
def open_link(request, token):
    """Opens the assessment in this session and leaves the address with the token at once.

    One that was taken into an account is opened by no link any more: 410, with a page that says why.
    """
    assessment = find_by_token(token)
    if assessment is None:
        response = render(request, "open_link.html", status=404)
    elif assessment.project.tenant_id:
        response = render(request, "link_retired.html", status=410)
    else:
        grant(request, token)
        response = redirect("overview", assessment.pk)
        response.status_code = 303
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
