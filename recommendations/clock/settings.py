"""What the clock reckons with, as a table: each value with whether it was entered or assumed."""

from collections.abc import Mapping
from dataclasses import dataclass

from recommendations.clock.calendar import Calendar
from recommendations.clock.days import day_text
from recommendations.clock.guide import full_key, load_guide
from recommendations.entries import EntrySpec, days_of
from recommendations.entry_list import SPECS


@dataclass(frozen=True, slots=True)
class Setting:
    key: str
    label: str
    words: str
    help: str
    assumed: bool


def settings_of(calendar: Calendar) -> tuple[Setting, ...]:
    return tuple(_setting(calendar, SPECS[key]) for key in load_guide().setting_keys)


def _setting(calendar: Calendar, spec: EntrySpec) -> Setting:
    entered = entry_text(calendar.entries, spec)
    return Setting(spec.key, spec.label, entered or _assumption(calendar, spec), spec.help, not entered)


def entry_text(entries: Mapping[str, str], spec: EntrySpec) -> str:
    """What is entered: days, a choice or a number; empty where nothing is."""
    if spec.kind in ("date", "dates"):
        return ", ".join(day_text(day) for day in days_of(entries, spec.key))
    value = entries.get(spec.key, "")
    return dict(spec.choices).get(value, value)


def _assumption(calendar: Calendar, spec: EntrySpec) -> str:
    """What holds where nothing is entered: a number, a year that was derived, or words."""
    guide = load_guide()
    name = spec.key.partition(".")[2]
    if spec.key == full_key("budget_year"):
        return str(calendar.money_year)
    return str(guide.numbers[name]) if name in guide.numbers else guide.words[name]
