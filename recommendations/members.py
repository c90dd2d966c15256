"""What a release is made of: the municipalities that count, and the earlier releases it is judged with."""

from collections import defaultdict

from django.conf import settings
from django.db.models import Exists, OuterRef

from recommendations.aggregation import Entry, Member, Past, Policy
from recommendations.figures import mean_values, unpack_values
from recommendations.models import Participation, SharedFigures


class LedgerMissing(ValueError):
    """What is stored of an earlier release does not say who was counted, so nothing can be judged with it."""


def current_policy():
    return Policy(
        mean=settings.DISCLOSURE_MEAN, quartiles=settings.DISCLOSURE_QUARTILES, shares=settings.DISCLOSURE_SHARES
    )


def shared_figures(programme):
    """Of every share in force whose municipality the programme lists: only who takes part counts."""
    listed = Participation.objects.filter(programme=programme, municipality=OuterRef("share__municipality"))
    return SharedFigures.objects.filter(Exists(listed), share__programme=programme, share__withdrawn_at=None)


def read_members(programme, instrument):
    """{municipality: Member} with what is shared of this version of the instrument.

    A project counts with the shared assessment that was submitted last (disclosure.md, "Unit").
    """
    shared = shared_figures(programme).filter(instrument=instrument).order_by("share__submitted_at", "share__pk")
    rows = shared.values_list(
        "share__municipality",
        "assessment__project",
        "data",
        "share__municipality__land",
        "share__municipality__size_class",
    )
    latest = {
        (municipality, project): (place, unpack_values(instrument, data))
        for municipality, project, data, *place in rows.iterator()
    }
    places, values = {}, defaultdict(list)
    for (municipality, _), (place, found) in latest.items():
        places[municipality] = place
        values[municipality].append(found)
    return {str(key): Member(*place, values=counted(values[key])) for key, place in places.items()}


def counted(values):
    """What a municipality counts with: most share one project."""
    return values[0] if len(values) == 1 else mean_values(values)


def count_other_instrument(programme, members):
    """How many municipalities share figures, but none of the version that `members` are of."""
    sharing = shared_figures(programme).values_list("share__municipality", flat=True).distinct()
    return len({str(key) for key in sharing} - members.keys())


def read_history(programme, instrument):
    """The earlier releases of this version of the instrument as Past, oldest first; one query.

    Raises LedgerMissing.
    """
    releases = programme.releases.filter(instrument=instrument).select_related("ledger").order_by("date")
    if not all(map(has_ledger, releases)):
        raise LedgerMissing
    return [read_past(each) for each in releases]


def has_ledger(release):
    return hasattr(release, "ledger") and is_ledger(release.ledger.members)


def is_ledger(members):
    return isinstance(members, dict) and all(map(is_entry, members.values()))


def is_entry(entry):
    return isinstance(entry, list) and list(map(type, entry)) == [str, int, dict]


def read_past(release):
    return Past(release.date.isoformat(), read_ledger(release.ledger.members), release.content)


def read_ledger(data):
    return {key: Entry(land, size_class, prints) for key, (land, size_class, prints) in data.items()}


def ledger_data(ledger):
    """The inverse of read_ledger."""
    return {key: [entry.land, entry.size_class, dict(entry.prints)] for key, entry in ledger.items()}
