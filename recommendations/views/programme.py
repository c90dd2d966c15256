from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.instrument import CURRENT
from recommendations.access import get_programme
from recommendations.catalogue import load_catalogue
from recommendations.programme_reading import count_municipalities, count_rounds
from recommendations.release_reading import read_answers

PER_PAGE = 100


@require_safe
def programme(request, programme_id):
    """What the funder knows of a programme. Says how many municipalities have shared, never which."""
    programme = get_programme(request, programme_id)
    answers = read_answers(programme)
    listed = programme.participations.select_related("municipality")
    context = {
        "programme": programme,
        "count": count_municipalities(programme),
        "rounds": count_rounds(programme),
        "releases": programme.releases.defer("content", "policy").order_by("-date"),
        "recommendations": [(entry, answers.get(entry.id)) for entry in load_catalogue(CURRENT).funder],
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("seite")),
    }
    return render(request, "programme.html", context)
