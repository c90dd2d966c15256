from django.conf import settings
from django.http import UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string

from assessments.actions import AssessmentSubmitted, ResponseFinished, SurveyClosed
from assessments.limits import TooOften
from assessments.models import Assessment, Membership, Respondent, Survey
from assessments.views.errors import answering_ended, not_found, submitted, too_often

# What another person deleted or removed between the gate and the change.
GONE = (Assessment.DoesNotExist, Membership.DoesNotExist, Respondent.DoesNotExist, Survey.DoesNotExist)

# Of what a browser can do nothing is needed but passkeys, which it allows the own page anyway.
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED)


def protect_answers(get_response):
    """Sets what Django knows no setting for; and the headers of its SecurityMiddleware where that refuses a request
    itself (a wrong host) and sets none."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def refuse_large_body(get_response):
    """A body above MAX_BODY_BYTES is refused by its announced length, before anything reads it.

    One that announces none would be taken for an empty one, and a save for one without a change: refused too.
    """

    def middleware(request):
        if request.headers.get("Transfer-Encoding"):
            return render(request, "400.html", status=411)
        length = announced_length(request)
        if length is None or length > settings.MAX_BODY_BYTES:
            return render(request, "too_large.html", status=413)
        return get_response(request)

    return middleware


def announced_length(request):
    """Bytes of the body; None where the header is not a number that can be meant."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 10 else None


def refuse_damaged_body(get_response):
    """A form whose connection broke off is shorter than announced: its last text would be stored cut off. One that is
    not in UTF-8 would be stored with wrong letters; no browser sends one."""

    def middleware(request):
        if request.content_type == "application/x-foreign-encoding" or is_cut_off(request):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def is_cut_off(request):
    """Reads the body, which refuse_large_body has found small enough."""
    try:
        return len(request.body) < announced_length(request)
    except UnreadablePostError:
        return True


def private_pages(get_response):
    """Pages show a municipality's answers: no cache between server and reader may keep them."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def explain_refusals(get_response):
    """A page in German for what every view can refuse: a wrong method, a frozen assessment, a closed survey, one just
    deleted, what comes too often."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(request, exception):
        if isinstance(exception, AssessmentSubmitted):
            return submitted(request, request.resolver_match.kwargs["assessment_id"])
        if isinstance(exception, SurveyClosed | ResponseFinished):
            return answering_ended(request, request.resolver_match.kwargs)
        if isinstance(exception, TooOften):
            return too_often(request, exception.action, exception.seconds)
        if isinstance(exception, GONE):
            return not_found(request)
        return None

    middleware.process_exception = process_exception
    return middleware
