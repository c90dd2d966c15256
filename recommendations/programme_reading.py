"""What the funder's pages read of a programme: only what everybody may know, counts instead of names of who shared."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from assessments.municipalities import search_key
from recommendations.figures import figure_ids
from recommendations.models import Participation
from recommendations.release_texts import LAND, PROGRAMME, SIZE
from recommendations.release_view import preview_cells


@dataclass(frozen=True, slots=True)
class MunicipalityCount:
    """`shared`: how many of the `listed` municipalities share something now, of whatever version."""

    listed: int
    shared: int


def read_programmes(programmes):
    """By name, with the number of municipalities, `listed`, and the date of the last release, `released`."""
    return programmes.annotate(
        listed=Count("participations__municipality", distinct=True), released=Max("releases__date")
    ).by_name()


def count_municipalities(programme):
    in_force = Q(
        municipality__shares__programme=programme,
        municipality__shares__withdrawn_at=None,
        municipality__shares__assessment__isnull=False,
    )
    counted = programme.participations.aggregate(
        listed=Count("municipality", distinct=True), shared=Count("municipality", distinct=True, filter=in_force)
    )
    return MunicipalityCount(**counted)


def count_rounds(programme):
    """[(round, number of municipalities)], by name."""
    rounds = programme.participations.exclude(round="").order_by().values("round")
    counted = rounds.annotate(count=Count("municipality", distinct=True)).values_list("round", "count")
    return sorted(counted, key=lambda row: (search_key(row[0]), row[0]))


def count_cells(programme):
    """{cell: number of municipalities that the programme lists there}."""
    places = Participation.objects.filter(programme=programme).order_by()
    found = places.values_list("municipality__land", "municipality__size_class").annotate(
        count=Count("municipality", distinct=True)
    )
    cells = Counter()
    for land, size_class, count in found:
        cells.update({PROGRAMME: count, f"{LAND}:{land}": count, f"{SIZE}:{size_class}": count})
    return cells


def read_cells(programme, preview):
    """What a release would hold (actions.Preview), as CellPreview of each cell that readers know of; empty where
    nothing could be decided."""
    if not preview.decisions:
        return ()
    figures = len(figure_ids(preview.instrument))
    return preview_cells(preview.decisions, count_cells(programme), figures, preview.policy.mean)
