"""allauth's pages as this project answers: no method but those named, 422 for what must be corrected, 429, 404."""

from functools import wraps

from allauth.account.views import ConfirmEmailView
from allauth.socialaccount.helpers import render_authentication_error
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.views.decorators.http import require_http_methods
from requests import RequestException

from assessments.account_forms import SessionsForm
from assessments.views.errors import FIVE_MINUTES

READ, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")
TOO_MANY = {"rate_limited", "too_many_login_attempts"}


def page(view, methods=FORM):
    """A page that is there for everybody."""

    @require_http_methods(methods)
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if context.get("token_fail"):
            response.status_code = 404
        elif request.method == "POST" and response.status_code == 200:
            response.status_code = status_of(context)
            if response.status_code == 429:
                response["Retry-After"] = str(FIVE_MINUTES)
        return response

    return wrapped


def own_page(view, methods=FORM):
    """A page of whoever is logged in; all others are led to the login before allauth reads anything."""
    return login_required(page(view, methods))


def status_of(context):
    """200, or what the forms of the page deserve that have errors."""
    forms = [context.get("form"), context.get("webauthn_form")]
    codes = [code for form in forms if form is not None for code in error_codes(form)]
    if not codes:
        return 200
    return 429 if TOO_MANY.intersection(codes) else 422


def error_codes(form):
    return [error.code for errors in form.errors.as_data().values() for error in errors]


class ConfirmEmail(ConfirmEmailView):
    """An unknown or outdated link gets the same page for every method."""

    def post(self, *args, **kwargs):
        try:
            return super().post(*args, **kwargs)
        except Http404:
            self.object = None
            return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "token_fail": self.object is None}


class ListSessions(ListUserSessionsView):
    form_class = SessionsForm


def at_provider(view):
    """A provider that does not answer, or not as one, is said on a page."""

    @wraps(view)
    def wrapped(request, **kwargs):
        try:
            return view(request, **kwargs)
        except (RequestException, ValueError, KeyError) as error:
            return render_authentication_error(request, None, exception=error)

    return wrapped
