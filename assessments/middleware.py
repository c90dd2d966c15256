from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string

from assessments.actions import AssessmentSubmitted
from assessments.models import Assessment
from assessments.views.errors import not_found


def refuse_large_body(get_response):
    """A body above MAX_BODY_BYTES is refused by its announced length, before anything reads it."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or int(length) > settings.MAX_BODY_BYTES:
            return render(request, "too_large.html", status=413)
        return get_response(request)

    return middleware


def private_pages(get_response):
    """Pages show a municipality's answers: no cache between server and reader may keep them."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def explain_refusals(get_response):
    """A page in German for what every view can refuse: a wrong method, a frozen assessment, one just deleted."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(request, exception):
        if isinstance(exception, AssessmentSubmitted):
            template = "_submitted.html" if request.htmx else "submitted.html"
            assessment_id = request.resolver_match.kwargs["assessment_id"]
            return render(request, template, {"assessment_id": assessment_id}, status=409)
        if isinstance(exception, Assessment.DoesNotExist):
            return not_found(request)
        return None

    middleware.process_exception = process_exception
    return middleware
