"""For Prometheus: what was counted, to whoever knows METRICS_TOKEN. Reads neither session nor database."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from assessments.metrics import exposition


@require_safe
def metrics(request):
    """Off without a token. A wrong one gets what a stranger gets anywhere: there is no such page."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    found = exposition()
    if found is None:
        return HttpResponse("no place to count\n", status=503, content_type="text/plain; charset=utf-8")
    text, content_type = found
    return HttpResponse(text, content_type=content_type, headers={"Cache-Control": "no-store"})
