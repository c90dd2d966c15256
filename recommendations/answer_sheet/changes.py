"""What a filled-in table would change in the answers of a check."""

from dataclasses import dataclass

from assessments.forms import answer_text


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Of one question, in words. `value`, `note`: what the table says, None where its cell is empty: that
    stays as it is when it is stored. `revision`: of what is stored, 0 for nothing.

    `is_new`: there was no answer. `agreed`: what is stored was agreed on after a survey. `meanwhile`: somebody else
    changed it after it was shown first.
    """

    item: str
    label: str
    statement: str
    before: str
    after: str
    note_before: str
    note_after: str
    value: str | None
    note: str | None
    revision: int
    is_new: bool
    agreed: bool
    meanwhile: bool

    @property
    def changes_note(self) -> bool:
        return self.note_before != self.note_after


@dataclass(frozen=True, slots=True)
class Changes:
    """`same`: how many questions of the table are stored like that already."""

    new: tuple[AnswerChange, ...]
    changed: tuple[AnswerChange, ...]
    same: int

    @property
    def all(self) -> tuple[AnswerChange, ...]:
        return self.new + self.changed


def compare(instrument, given, stored, meanwhile=frozenset()) -> Changes:
    """`given`: {item: (answer, note)}, None for what stays; `stored`: {item: Answer}."""
    found = [
        change_of(item, given[item.id], stored.get(item.id), item.id in meanwhile)
        for item in instrument.items
        if item.id in given
    ]
    differing = [change for change in found if change is not None]
    return Changes(
        new=tuple(change for change in differing if change.is_new),
        changed=tuple(change for change in differing if not change.is_new),
        same=len(found) - len(differing),
    )


def change_of(item, given, row, meanwhile):
    """None where it changes nothing."""
    before, note_before = (row.value, row.note) if row else ("", "")
    value = before if given[0] is None else given[0]
    note = note_before if given[1] is None else given[1]
    if (value, note) == (before, note_before):
        return None
    return AnswerChange(
        item=item.id,
        label=item.label,
        statement=item.statement,
        before=answer_text(item, before),
        after=answer_text(item, value),
        note_before=note_before,
        note_after=note,
        value=given[0],
        note=given[1],
        revision=row.revision if row else 0,
        is_new=before == "" and note_before == "",
        agreed=bool(row and (row.reason or row.dissent)),
        meanwhile=meanwhile,
    )
