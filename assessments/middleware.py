from django.conf import settings
from django.shortcuts import render


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
