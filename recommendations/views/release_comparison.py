from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.funder_forms import ComparisonForm
from recommendations.release_reading import chosen_cell, comparable_releases, read_published
from recommendations.release_texts import cell_name
from recommendations.release_view import compare_releases, published_cells


@require_safe
def release_comparison(request, release_id):
    """With the release that the address names (`mit`), else with the one before; for a cell (`gruppe`)."""
    release, cell = get_release(request, release_id), chosen_cell(request)
    others = list(comparable_releases(release).defer("content"))
    other = choose_other(release, others, request.GET.get("mit", ""))
    context = {"release": release, "other": other, "cell_name": cell_name(cell)}
    if other:
        before, after = (read_published(each) for each in sorted((release, other), key=lambda each: each.date))
        context |= {
            "before": before,
            "after": after,
            "choice_form": ComparisonForm(published_cells(before, after), cell, others, other),
            "groups": compare_releases(before, after, cell),
        }
    return render(request, "release_comparison.html", context)


def choose_other(release, others, wanted):
    """The wanted one; else the last one before the release, else the first after it; None where there is none."""
    by_id = {str(other.pk): other for other in others}
    before = [other for other in others if other.date < release.date]
    return by_id.get(wanted) or next(iter(before or others[-1:]), None)
