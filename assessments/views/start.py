from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.instrument import CURRENT, load_instrument


@require_safe
def start(request):
    return render(request, "start.html", {"instrument": load_instrument(CURRENT)})
