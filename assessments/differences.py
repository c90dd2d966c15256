"""What several respondents answered, in words: the same on every page, in the PDF and in the tables. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessments.disagreement import EVERYBODY, PERSPECTIVE_NAMES, Kind, Tally, Views, rank_items
from assessments.instrument import Instrument, Item
from assessments.scoring import NOT_APPLICABLE, UNKNOWN, Answer

GROUP_NAMES = {EVERYBODY: "Alle Befragten", **PERSPECTIVE_NAMES}
SHORT_NAMES = {
    "project_team": "PT",
    "department": "FA",
    "it": "IT",
    "treasury": "KÄ",
    "leadership": "VS",
    "politics": "PO",
    "external": "EX",
}
STATE_WORDS = {"agreed": "einig", "set": "gesetzt", "open": "offen"}
WORTH_SHOWING = 2
"""From this range on views differ so much that the result mentions it."""
State = Literal["agreed", "set", "open"]


@dataclass(frozen=True, slots=True)
class Common:
    """The answers of the assessment, with reasons and dissents, each by item."""

    answers: Mapping[str, Answer]
    reasons: Mapping[str, str] = field(default_factory=dict)
    dissents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupView:
    """What one group answered. `short`: two letters for charts, empty where perspectives are not shown."""

    id: str
    title: str
    short: str
    tally: Tally
    words: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One possible answer. `level`: "3", empty for the others. `who`: the groups that chose it, in words."""

    value: str
    level: str
    text: str
    count: int
    who: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item. `groups` is empty where nobody was asked; `common`: None while it is open."""

    item: Item
    part_title: str
    dimension_title: str
    tally: Tally
    groups: tuple[GroupView, ...]
    choices: tuple[ChoiceView, ...]
    kind: Kind
    spread: str
    words: str
    common: Answer | None
    common_text: str
    reason: str
    dissent: str
    state: State

    @property
    def state_word(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def differs_much(self) -> bool:
        return (self.tally.range or 0) >= WORTH_SHOWING

    @property
    def given(self) -> tuple[ChoiceView, ...]:
        """The answers that somebody gave."""
        return tuple(choice for choice in self.choices if choice.count)


def item_views(instrument: Instrument, items: Iterable[str], views: Views | None, common: Common) -> list[ItemView]:
    """Most disagreement first; in the order of `items` where there was no survey."""
    shown = {item: views.total(item) if views else Tally() for item in items}
    return [_item_view(instrument, instrument.item(item), views, common) for item in rank_items(shown)]


def _item_view(instrument: Instrument, item: Item, views: Views | None, common: Common) -> ItemView:
    tallies = views.items.get(item.id, {}) if views else {}
    tally = sum(tallies.values(), Tally())
    answer = common.answers.get(item.id)
    return ItemView(
        item=item,
        part_title=instrument.part(item.part).title,
        dimension_title=instrument.dimension(item.dimension).title,
        tally=tally,
        groups=tuple(_group_view(group, found) for group, found in tallies.items()),
        choices=_choices(item, tallies),
        kind=tally.kind,
        spread=spread_text(tally),
        words=tally_words(tally),
        common=answer,
        common_text=answer_words(item, answer),
        reason=common.reasons.get(item.id, ""),
        dissent=common.dissents.get(item.id, ""),
        state=_state(tally, answer),
    )


def _group_view(group: str, tally: Tally) -> GroupView:
    return GroupView(group, GROUP_NAMES[group], SHORT_NAMES.get(group, ""), tally, tally_words(tally))


def _state(tally: Tally, answer: Answer | None) -> State:
    if answer is None:
        return "open"
    return "agreed" if answer == tally.agreed else "set"


def _choices(item: Item, tallies: Mapping[str, Tally]) -> tuple[ChoiceView, ...]:
    levels = [
        _choice(str(level), anchor, {group: tally.levels[level] for group, tally in tallies.items()})
        for level, anchor in enumerate(item.anchors)
    ]
    unknown = {group: tally.unknown for group, tally in tallies.items()}
    left_out = {group: tally.not_applicable for group, tally in tallies.items()}
    others = [_choice(UNKNOWN, "Weiß nicht", unknown), _choice(NOT_APPLICABLE, "Trifft auf uns nicht zu", left_out)]
    return (*levels, *others)


def _choice(value: str, text: str, counts: Mapping[str, int]) -> ChoiceView:
    named = [
        GROUP_NAMES[group] if count == 1 else f"{GROUP_NAMES[group]} ({count})"
        for group, count in counts.items()
        if count and group != EVERYBODY
    ]
    return ChoiceView(value, value if value.isdigit() else "", text, sum(counts.values()), ", ".join(named))


def answer_words(item: Item, answer: Answer | None) -> str:
    """The level with its anchor, or the words of the other answers; empty for none."""
    if isinstance(answer, int):
        return f"Stufe {answer}: {item.anchors[answer]}"
    return {UNKNOWN: "Weiß nicht", NOT_APPLICABLE: "Trifft auf uns nicht zu", None: ""}[answer]


def spread_text(tally: Tally) -> str:
    """„Stufe 1 bis 4“; „alle Stufe 2“; empty with fewer than two levels."""
    if tally.range is None:
        return ""
    low, high = tally.chosen[0], tally.chosen[-1]
    return f"Stufe {low} bis {high}" if tally.range else f"alle Stufe {low}"


def tally_words(tally: Tally) -> str:
    """„Stufe 1 (2-mal), Stufe 4, weiß nicht, ohne Antwort“."""
    counted = [(f"Stufe {level}", count) for level, count in enumerate(tally.levels)]
    counted += [("weiß nicht", tally.unknown), ("trifft nicht zu", tally.not_applicable)]
    counted.append(("ohne Antwort", tally.missing))
    return ", ".join(f"{words} ({count}-mal)" if count > 1 else words for words, count in counted if count)


def group_words(respondents: Mapping[str, int]) -> str:
    """„Fachamt (2), IT, Kämmerei“; empty where perspectives are not shown."""
    named = [(GROUP_NAMES[group], count) for group, count in respondents.items() if group != EVERYBODY]
    return ", ".join(f"{name} ({count})" if count > 1 else name for name, count in named)


def group_letters(respondents: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """(„FA“, „Fachamt“) of each perspective; none where perspectives are not shown."""
    return tuple((SHORT_NAMES[group], GROUP_NAMES[group]) for group in respondents if group != EVERYBODY)
