from itertools import pairwise

from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.instrument import CURRENT, load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.members import current_policy


@require_safe
def method(request):
    instrument = load_instrument(CURRENT)
    context = {
        "instrument": instrument,
        "catalogue": load_catalogue(CURRENT),
        "policy": current_policy(),
        "stages": list(zip(instrument.stages, stage_limits(instrument), strict=True)),
    }
    return render(request, "method.html", context)


def stage_limits(instrument):
    """„unter 20“, „20 bis unter 40“, …, „ab 80“."""
    ends = [stage.below for stage in instrument.stages]
    middle = [f"{start} bis unter {end}" for start, end in pairwise(ends[:-1])]
    return [f"unter {ends[0]}", *middle, f"ab {ends[-2]}"]
