from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.programme_reading import count_cells
from recommendations.release_charts import release_line
from recommendations.release_reading import read_history, read_published
from recommendations.release_texts import FUNDER, LAND, SIZE
from recommendations.release_view import figure_cells, need_view


@require_safe
def release_recommendation(request, release_id, recommendation):
    release = get_release(request, release_id)
    published = read_published(release)
    if not published.catalogue.has_recommendation(recommendation):
        raise Http404
    need, listed = need_view(published, recommendation), count_cells(release.programme)
    history = read_history(published, release, recommendation)
    context = {
        "release": release,
        "published": published,
        "need": need,
        "is_funder": need.figure.kind == FUNDER,
        "laender": figure_cells(published, recommendation, LAND, listed),
        "sizes": figure_cells(published, recommendation, SIZE, listed),
        "history": history,
        "chart": release_line(history, f"Mittlerer Bedarf {recommendation}") if len(history) > 1 else None,
        "versions": release.programme.answers.filter(recommendation=recommendation).select_related("created_by"),
    }
    return render(request, "release_recommendation.html", context)
