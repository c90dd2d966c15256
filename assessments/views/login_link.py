from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from assessments.actions import LoginLinkInvalid, check_login_link, use_login_link
from assessments.limits import limit_failures
from assessments.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@limit_failures("link", statuses=(404, 410))
def login_link(request, user_id, token):
    """A link for one login, made by the operator. Opening it shows a button: what checks links in mail uses none up.

    ?weiter: the page to show after it, else that of the account.
    """
    try:
        if request.method == "POST":
            response = log_in(request, use_login_link(user_id=user_id, token=token))
        else:
            user = check_login_link(user_id=user_id, token=token)
            response = render(request, "login_link.html", {"user": user, "wanted": wanted_page(request)})
    except LoginLinkInvalid:
        known = User.objects.filter(pk=user_id).exists()
        response = render(request, "login_link.html", status=410 if known else 404)
    response["Cache-Control"] = "no-store"
    return response


def log_in(request, user):
    """As allauth does it, so that a second factor is asked for; then to the password, where there is none."""
    record_authentication(request, user, method="login_link")
    page = "account" if user.has_usable_password() else "account_set_password"
    return perform_login(request, user, redirect_url=wanted_page(request) or reverse(page))


def wanted_page(request):
    """A path of this installation; everything else is empty."""
    wanted = request.GET.get("weiter", "")
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_path else ""
