"""Whether what is stored of a release can be read, and fits together. Texts in German, for the operator."""

from collections import Counter, defaultdict

from django.db.models import Q

from assessments.instrument import instrument_keys
from recommendations.aggregation import CELLS, Policy, cells_of, make_prints
from recommendations.digest import release_digest
from recommendations.members import has_ledger, read_members, read_past
from recommendations.models import Share


def find_damage(release):
    """What keeps a release from being audited at all."""
    found = {
        "das Regelwerk ist keines": read_policy(release) is None,
        "das Instrument gibt es nicht": release.instrument not in instrument_keys(),
        "die Zellen sind keine": not are_cells(release.content),
        "der Nachweis fehlt": not hasattr(release, "ledger"),
        "der Nachweis ist keiner": hasattr(release, "ledger") and not has_ledger(release),
    }
    return [text for text, holds in found.items() if holds]


def read_policy(release):
    """None where what is stored is no policy."""
    try:
        return Policy(**release.policy)
    except (TypeError, ValueError):
        return None


def are_cells(content):
    return isinstance(content, dict) and all(
        cell in CELLS and isinstance(figures, dict) and all(isinstance(says, dict) for says in figures.values())
        for cell, figures in content.items()
    )


def find_faults(release):
    damage, members = find_damage(release), release.ledger.members if hasattr(release, "ledger") else None
    faults = [] if release_digest(release, members) == release.digest else ["die Prüfsumme stimmt nicht"]
    if damage or matches_ledger(read_past(release)):
        return [*faults, *damage]
    return [*faults, "der Nachweis passt nicht zu den Zahlen"]


def matches_ledger(past):
    """Whether each figure of that day says it is of as many municipalities as the ledger has."""
    counts = count_by_cell(past.ledger)
    return all(
        says.get("n") == counts[cell][figure]
        for cell, figures in past.content.items()
        for figure, says in figures.items()
        if says.get("date") == past.date
    )


def count_by_cell(ledger):
    """{cell: {figure: how many municipalities have it}}."""
    counts = defaultdict(Counter)
    for entry in ledger.values():
        told = entry.prints.told()
        for cell in cells_of(entry):
            counts[cell].update(told.keys())
    return counts


def matches_shares(release):
    """Whether the ledger of the last release says of everybody in it who shares the same as then, and still takes
    part, what the key of the programme makes of it. With another key the next release would take all their values for
    changed. Who counts now without being in it may have come back to the list."""
    listed = release.programme.participations.order_by().values_list("municipality", flat=True)
    unchanged = {str(key) for key in listed} - {str(key) for key in changed_since(release)}
    counted = {key: entry.prints.told() for key, entry in read_past(release).ledger.items() if key in unchanged}
    members = read_members(release.programme, release.instrument)
    return counted == {
        key: make_prints(release.programme.key, key, member.values).told()
        for key, member in members.items()
        if key in counted
    }


def changed_since(release):
    """The municipalities that shared or withdrew after it was made, or deleted what they shared: who knows when."""
    shares = Share.objects.filter(programme=release.programme_id).order_by()
    later = Q(shared_at__gt=release.created_at) | Q(withdrawn_at__gt=release.created_at)
    deleted = Q(withdrawn_at=None, assessment=None)
    return shares.filter(later | deleted).values_list("municipality", flat=True).distinct()
