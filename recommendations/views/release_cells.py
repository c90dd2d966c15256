from django.shortcuts import render
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.release_reading import read_published
from recommendations.release_texts import LAND, SIZE
from recommendations.release_view import cell_matrix


@require_safe
def release_laender(request, release_id):
    return show_matrix(request, release_id, LAND, "release_laender.html")


@require_safe
def release_sizes(request, release_id):
    return show_matrix(request, release_id, SIZE, "release_sizes.html")


def show_matrix(request, release_id, partition, template):
    release = get_release(request, release_id)
    published = read_published(release)
    context = {"release": release, "published": published, "matrix": cell_matrix(published, partition)}
    return render(request, template, context)
