from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import own_programmes
from recommendations.programme_reading import read_programmes


@require_safe
@login_required
def programmes(request):
    """The programmes of the funder user; for anybody else it says who appoints funder users."""
    return render(request, "programmes.html", {"programmes": read_programmes(own_programmes(request))})
