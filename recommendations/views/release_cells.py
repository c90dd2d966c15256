from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.programme_reading import count_cells
from recommendations.release_reading import read_published
from recommendations.release_texts import LAND, SIZE
from recommendations.release_view import cell_matrix, release_notices


@require_safe
def release_laender(request, release_id):
    return show_matrix(request, release_id, LAND, "release_laender.html")


@require_safe
def release_sizes(request, release_id):
    return show_matrix(request, release_id, SIZE, "release_sizes.html")


def show_matrix(request, release_id, partition, template):
    release = get_release(request, release_id)
    published = read_published(release)
    listed = count_cells(release.programme)
    matrix = cell_matrix(published, partition, listed)
    notices = [(cell.name, release_notices(published, cell.id, listed)) for cell in matrix.cells[1:]]
    context = {
        "release": release,
        "published": published,
        "matrix": matrix,
        "notices": [(name, entries) for name, entries in notices if entries],
    }
    return render(request, template, context)
