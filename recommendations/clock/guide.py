"""The guide of the clock (guides/calendar.toml): its entries with their defaults, its steps, what measures hang on."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from recommendations.entry_list import read_guide

AREA = "calendar"
LANES = {
    "prepare": "Vorbereiten",
    "council": "Rat",
    "budget": "Haushalt",
    "work": "Umsetzen",
    "grant": "Förderung",
}
STATE = "state_"
PROJECT = "project"


@dataclass(frozen=True, slots=True)
class StepText:
    """`is_event`: it happens by itself, nobody can be late for it. `possible`: what can still be done after it."""

    id: str
    lane: str
    title: str
    short: str
    why: str
    possible: tuple[str, ...]
    is_event: bool


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A measure of this recommendation has to be done by this step."""

    recommendation: str
    step: str
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A way on which the municipality does not go on with the operation. `steps`: ids of those that still count;
    `money`: what holds of it instead of the budget; `texts`: of the steps that read otherwise on this way; `reasons`:
    by recommendation, why a measure is needed where that reads otherwise."""

    id: str
    steps: tuple[str, ...]
    money: str
    texts: dict[str, StepText]
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the form. `keys`: full keys of its entries."""

    title: str
    intro: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """`numbers`: defaults of entries that are numbers; `words`: what holds for the others where nothing is entered.

    `shared`: full keys of the municipality's own calendar, which hold for each of its projects; `partners`: of those
    that make sense only together with another one, both by their full keys.
    """

    intro: str
    steps: tuple[StepText, ...]
    outcomes: dict[str, Outcome]
    measures: tuple[MeasureLink, ...]
    groups: tuple[Group, ...]
    numbers: dict[str, int]
    words: dict[str, str]
    shared: tuple[str, ...]
    partners: dict[str, str]

    @property
    def setting_keys(self) -> tuple[str, ...]:
        return tuple(key for group in self.groups for key in group.keys)

    @property
    def state_keys(self) -> tuple[str, ...]:
        return tuple(full_key(STATE + step.id) for step in self.steps if not step.is_event)


def full_key(name: str) -> str:
    return f"{AREA}.{name}"


@cache
def load_guide() -> Guide:
    return build_guide(read_guide(AREA))


def build_guide(data: dict[str, Any]) -> Guide:
    """Raises ValueError for a lane, a step or a first entry that is not there, for an entry without a default, and
    where it is not said rightly whose an entry is."""
    settings = [row for row in data["entry"] if not row["key"].startswith(STATE)]
    guide = Guide(
        intro=data["intro"].strip(),
        steps=tuple(_step(row) for row in data["step"]),
        outcomes=_outcomes(data),
        measures=tuple(MeasureLink(**row) for row in data["measure"]),
        groups=_groups(data["group"], [row["key"] for row in settings]),
        numbers={row["key"]: row["default"] for row in settings if "default" in row},
        words={row["key"]: row["default_words"] for row in settings if "default_words" in row},
        shared=tuple(full_key(row["key"]) for row in data["entry"] if row.get("scope") != PROJECT),
        partners={full_key(row["key"]): full_key(row["goes_with"]) for row in settings if "goes_with" in row},
    )
    _check(guide, data["entry"])
    return guide


def _check(guide: Guide, entries: list[dict[str, Any]]) -> None:
    steps = {step.id for step in guide.steps}
    faults = [f"no lane {step.lane}" for step in guide.steps if step.lane not in LANES]
    faults += [f"no step {link.step}" for link in guide.measures if link.step not in steps]
    assumed = {full_key(name) for name in (*guide.numbers, *guide.words)}
    faults += [f"no step {step}" for way in guide.outcomes.values() for step in way.steps if step not in steps]
    faults += [f"{way.id}: {fault}" for way in guide.outcomes.values() for fault in _reason_faults(guide, way)]
    faults += [f"no default of {key}" for key in guide.setting_keys if key not in assumed]
    states = {full_key(row["key"]) for row in entries if row["key"].startswith(STATE)}
    faults += [f"no state of a step: {key}" for key in sorted(states ^ set(guide.state_keys))]
    faults += _scope_faults(guide, entries)
    if faults:
        raise ValueError("; ".join(faults))


def _reason_faults(guide: Guide, way: Outcome) -> list[str]:
    """A reason of its own needs a measure whose step still counts on this way."""
    steps = {link.recommendation: link.step for link in guide.measures}
    return [f"no measure {key}" for key in way.reasons if steps.get(key) not in way.steps]


def _scope_faults(guide: Guide, entries: list[dict[str, Any]]) -> list[str]:
    faults = [f"{row['key']}: no scope {row['scope']}" for row in entries if row.get("scope", PROJECT) != PROJECT]
    faults += [f"{key}: a state is the project's" for key in guide.state_keys if key in guide.shared]
    pairs = guide.partners.items()
    return faults + [f"{key}: does not go with {other}" for key, other in pairs if not {key, other} <= {*guide.shared}]


def _step(row: dict[str, Any]) -> StepText:
    return StepText(
        id=row["id"],
        lane=row["lane"],
        title=row["title"],
        short=row["short"],
        why=row["why"],
        possible=tuple(row["possible"]),
        is_event=row.get("event", False),
    )


def _outcomes(data: dict[str, Any]) -> dict[str, Outcome]:
    """A text of an outcome names what of the step is other."""
    rows = {row["id"]: row for row in data["step"]}
    return {
        way["id"]: Outcome(
            way["id"],
            tuple(way["steps"]),
            way["money"],
            {step: _step(rows[step] | other) for step, other in way["text"].items()},
            way["measure"],
        )
        for way in data["outcome"]
    }


def _groups(rows: list[dict[str, str]], names: list[str]) -> tuple[Group, ...]:
    """Each from its first entry up to the first one of the next."""
    starts = [names.index(row["first"]) for row in rows]
    ends = [*starts[1:], len(names)]
    return tuple(
        Group(row["title"], row["intro"], tuple(full_key(name) for name in names[start:end]))
        for row, start, end in zip(rows, starts, ends, strict=True)
    )
