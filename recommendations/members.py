"""What a release is made of: the municipalities that count, and the earlier releases it is judged with."""

from collections import defaultdict

from django.conf import settings

from recommendations.aggregation import Entry, Member, Past, Policy
from recommendations.figures import mean_values, unpack_values
from recommendations.models import SharedFigures


def current_policy():
    return Policy(
        mean=settings.DISCLOSURE_MEAN, quartiles=settings.DISCLOSURE_QUARTILES, shares=settings.DISCLOSURE_SHARES
    )


def shared_figures(programme):
    """Of every share that is in force."""
    return SharedFigures.objects.filter(share__programme=programme, share__withdrawn_at=None)


def read_members(programme, instrument):
    """{municipality: Member} with what is shared of this version of the instrument.

    A project counts with the shared assessment that was submitted last (disclosure.md, "Unit").
    """
    shared = shared_figures(programme).filter(instrument=instrument).order_by("share__submitted_at", "share__pk")
    latest = {
        (municipality, project): (place, data)
        for municipality, project, data, *place in shared.values_list(
            "share__municipality",
            "assessment__project",
            "data",
            "share__municipality__land",
            "share__municipality__size_class",
        )
    }
    places, values = {}, defaultdict(list)
    for (municipality, _), (place, data) in latest.items():
        places[municipality] = place
        values[municipality].append(unpack_values(instrument, data))
    return {str(key): Member(*place, values=counted(values[key])) for key, place in places.items()}


def counted(values):
    """What a municipality counts with: most share one project."""
    return values[0] if len(values) == 1 else mean_values(values)


def count_other_instrument(programme, members):
    """How many municipalities share figures, but none of the version that `members` are of."""
    sharing = shared_figures(programme).values_list("share__municipality", flat=True).distinct()
    return len({str(key) for key in sharing} - members.keys())


def read_history(programme, instrument):
    """The earlier releases of this version of the instrument as Past, oldest first; one query."""
    releases = programme.releases.filter(instrument=instrument).select_related("ledger").order_by("date")
    return [read_past(each) for each in releases]


def read_past(release):
    return Past(release.date.isoformat(), read_ledger(release.ledger.members), release.content)


def read_ledger(data):
    return {key: Entry(land, size_class, prints) for key, (land, size_class, prints) in data.items()}


def ledger_data(ledger):
    """The inverse of read_ledger."""
    return {key: [entry.land, entry.size_class, dict(entry.prints)] for key, entry in ledger.items()}
