"""A release of a programme: computed once, stored, never changed (disclosure.md, "A release")."""

import gc
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import JSONField, TextChoices, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.instrument import CURRENT
from recommendations.actions.sharing import lock_programme
from recommendations.aggregation import Decisions, Policy, decide, make_entry, release_content
from recommendations.digest import as_json, release_digest
from recommendations.figures import figure_ids, judged_ids, part_ids, part_maxima
from recommendations.members import (
    LedgerMissing,
    count_other_instrument,
    current_policy,
    ledger_data,
    read_history,
    read_members,
)
from recommendations.models import Ledger, Release


class Refusal(TextChoices):
    """Why there can be no release of that day."""

    FUTURE = "future", "Der Tag liegt in der Zukunft."
    TAKEN = "taken", "Für diesen Tag gibt es schon eine Freigabe. Möglich ist eine am Tag."
    EARLIER = "earlier", "Es gibt schon eine Freigabe mit einem späteren Datum."
    LEDGER = (
        "ledger",
        "Zu einer früheren Freigabe fehlt der Nachweis, oder er ist nicht lesbar. Ohne ihn lässt sich nicht prüfen, ob "
        "sich auf einzelne Kommunen schließen ließe. Der Betrieb muss ihn aus einer Sicherung wiederherstellen.",
    )
    TOO_FEW = "too_few", "Es haben zu wenige Kommunen geteilt: Die Freigabe würde nichts sagen."


class ReleaseRefused(ValueError):
    """Nothing was stored. `reason` is a Refusal."""

    def __init__(self, reason):
        super().__init__(reason.label)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Preview:
    """What a release of that day would hold; no figure is computed for it.

    `other_instrument`: municipalities that share only results of another version of the instrument and do not count.
    `decisions`: empty where a ledger is missing. `last`: the date of the last release, or None. `refusals`: why it
    cannot be made, empty where it can.
    """

    day: date
    instrument: str
    policy: Policy
    listed: int
    shared: int
    other_instrument: int
    decisions: Decisions
    last: date | None
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a release is computed from. `history`: None where a ledger of it is missing; nothing is decided then."""

    members: Mapping
    history: list | None
    ledger: Mapping
    decisions: Decisions


@contextmanager
def without_collector():
    """Millions of small values live until the end: to look for what could be freed among them again and again costs a
    quarter of the time and frees nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_sources(programme, instrument, policy):
    members = read_members(programme, instrument)
    ledger = {key: make_entry(programme.key, key, member, judged_ids(instrument)) for key, member in members.items()}
    try:
        history = read_history(programme, instrument)
    except LedgerMissing:
        return Sources(members, None, ledger, {})
    decisions = decide(ledger, history, policy, figure_ids(instrument), part_ids(instrument))
    return Sources(members, history, ledger, decisions)


@without_collector()
def prepare_release(*, programme, day):
    instrument, policy = CURRENT, current_policy()
    sources, last = read_sources(programme, instrument, policy), last_date(programme)
    return Preview(
        day=day,
        instrument=instrument,
        policy=policy,
        listed=count_listed(programme),
        shared=len(sources.members),
        other_instrument=count_other_instrument(programme, sources.members),
        decisions=sources.decisions,
        last=last,
        refusals=find_refusals(last, day, sources, policy),
    )


def count_listed(programme):
    return programme.participations.order_by().values("municipality").distinct().count()


def last_date(programme):
    return programme.releases.order_by("-date").values_list("date", flat=True).first()


def find_refusals(last, day, sources, policy):
    found = {
        Refusal.FUTURE: day > timezone.localdate(),
        Refusal.TAKEN: last == day,
        Refusal.EARLIER: last is not None and last > day,
        Refusal.LEDGER: sources.history is None,
        Refusal.TOO_FEW: len(sources.members) < policy.mean,
    }
    return tuple(reason for reason, holds in found.items() if holds)


@without_collector()
@transaction.atomic
def make_release(*, programme, day, user=None):
    """The release of that day, with its ledger. Raises ReleaseRefused."""
    programme, instrument, policy = lock_programme(programme), CURRENT, current_policy()
    sources = read_sources(programme, instrument, policy)
    refusals = find_refusals(last_date(programme), day, sources, policy)
    if refusals:
        raise ReleaseRefused(refusals[0])
    release = Release(
        programme=programme,
        date=day,
        instrument=instrument,
        policy=asdict(policy),
        listed=count_listed(programme),
        shared=len(sources.members),
        content=release_content(
            sources.members, sources.decisions, sources.history, policy, day.isoformat(), part_maxima(instrument)
        ),
        created_at=timezone.now(),
        created_by=user,
    )
    members = ledger_data(sources.ledger)
    release.digest = release_digest(release, members)
    release.save(force_insert=True)
    store_ledger(release, members)
    return release


def store_ledger(release, members):
    """The JSON is written here, for the field takes ten times as long: a large ledger has 27 million signs."""
    text = Value(as_json(members).decode(), output_field=TextField())
    stored = Ledger.objects.create(release=release, members=Cast(text, JSONField()))
    stored.members = members
