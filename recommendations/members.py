"""What a release is made of: the municipalities that count, and the earlier releases it is judged with."""

from collections import defaultdict

import orjson
from django.conf import settings
from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast

from recommendations.aggregation import DIGITS, Entry, Member, Past, Policy, Prints, pack_prints
from recommendations.figures import PackedValues, judged_ids, mean_values
from recommendations.models import Participation, SharedFigures
from recommendations.shared_prints import open_prints

# What a ledger consists of (ledger_data).
PACKED = {"names", "members"}


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
    rows = (
        shared_figures(programme)
        .filter(instrument=instrument)
        .values_list(
            "share__submitted_at",
            "share__pk",
            "share__municipality",
            # As text: it only tells one project from another.
            Cast("assessment__project", TextField()),
            Cast("data", TextField()),
            "prints",
            "share__municipality__land",
            "share__municipality__size_class",
        )
    )
    latest = {
        (str(municipality), project): (place, text, prints)
        # Put into order here: a database would move everything that stands in the rows.
        for _, _, municipality, project, text, prints, *place in sorted(rows.iterator())
    }
    places, shares = {}, defaultdict(list)
    for (municipality, _), (place, *share) in latest.items():
        places[municipality] = place
        shares[municipality].append(share)
    return {key: Member(*places[key], *counted(programme, instrument, key, shares[key])) for key in places}


def counted(programme, instrument, municipality, shares):
    """The values that a municipality counts with, and their prints where it shared them. Most share one project.

    `shares`: of each the JSON of its values, and its prints.
    """
    values = [PackedValues(instrument, orjson.loads(text)) for text, _ in shares]
    if len(shares) > 1:
        return mean_values(values), None
    [(text, prints)] = shares
    return values[0], open_prints(prints, programme.key, municipality, instrument, text)


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


def is_ledger(data):
    if not isinstance(data, dict):
        return False
    if data.keys() == PACKED:
        return are_names(data["names"]) and are_packed(data["members"], len(data["names"]) * DIGITS)
    return all(has_types(entry, dict) and are_prints(entry[2]) for entry in data.values())


def are_names(names):
    return isinstance(names, list) and all(isinstance(name, str) for name in names)


def are_packed(members, length):
    return isinstance(members, dict) and all(
        has_types(entry, str) and len(entry[2]) == length for entry in members.values()
    )


def has_types(entry, prints):
    return isinstance(entry, list) and list(map(type, entry)) == [str, int, prints]


def are_prints(prints):
    return all(isinstance(each, str) and len(each) == DIGITS for each in prints.values())


def read_past(release):
    ledger = read_ledger(release.ledger.members, judged_ids(release.instrument))
    return Past(release.date.isoformat(), ledger, release.content)


def read_ledger(data, names):
    """Of what ledger_data makes, or of what was stored before: {municipality: [land, size class, {figure: print}]}.

    `names`: the order into which the latter is brought.
    """
    if data.keys() == PACKED:
        # The same object where it is the same order: prints are compared with those of today, name by name otherwise.
        order = names if data["names"] == list(names) else tuple(data["names"])
        return {key: Entry(land, size, Prints(order, prints)) for key, (land, size, prints) in data["members"].items()}
    return {key: Entry(land, size, pack_prints(names, prints)) for key, (land, size, prints) in data.items()}


def ledger_data(ledger):
    """For JSON: {"names": […], "members": {municipality: [land, size class, prints]}}; the prints packed in the order
    of the names.

    These stand in it, so that it never depends on the order of today of which figure a print is. Raises ValueError
    where it is not that of all.
    """
    [names] = {entry.prints.names for entry in ledger.values()}
    members = {key: [entry.land, entry.size_class, entry.prints.packed] for key, entry in ledger.items()}
    return {"names": list(names), "members": members}
