from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.funder_forms import CellForm
from recommendations.programme_reading import count_cells
from recommendations.release_charts import release_panels, release_scale
from recommendations.release_reading import chosen_cell, read_answers, read_published
from recommendations.release_texts import FUNDER, INDEX, MUNICIPAL, cell_name
from recommendations.release_view import figure_group, profile_groups, published_cells, rank_needs, release_notices


@require_safe
def release(request, release_id):
    """The overview, of the programme or of the cell that the address asks for (`gruppe`)."""
    release = get_release(request, release_id)
    published, cell = read_published(release), chosen_cell(request)
    groups = profile_groups(published, cell)
    indices = figure_group(published, INDEX, cell)
    context = {
        "release": release,
        "published": published,
        "cell": cell,
        "cell_name": cell_name(cell),
        "notices": release_notices(published, cell, count_cells(release.programme)),
        "choice_form": CellForm(published_cells(published), cell),
        "needs": rank_needs(published, published.catalogue.funder, read_answers(release.programme), cell),
        "municipal": rank_needs(published, published.catalogue.municipal, cell=cell),
        "scales": zip(indices.rows, published.instrument.indices, map(release_scale, indices.rows), strict=True),
        "groups": groups,
        "panels": release_panels(groups),
        "has_kept": any(row.kept for group in groups for row in group.rows),
        "tables": {kind: [figure_group(published, kind, cell)] for kind in (INDEX, MUNICIPAL, FUNDER)},
    }
    return render(request, "release.html", context)
