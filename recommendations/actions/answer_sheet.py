from dataclasses import dataclass

from django.db import transaction

from assessments.actions import Kind, lock_open_assessment, record, save_answer
from assessments.models import Answer


@dataclass(frozen=True, slots=True)
class AnswersChanged(Exception):
    """Somebody else changed answers after they were shown; nothing is saved. `current`: {item: what is stored now}."""

    current: dict[str, Answer]


@transaction.atomic
def upload_answers(*, assessment, answers, base, editor):
    """Store the answers of a filled-in table, all or nothing. `answers`: {item: (value, note)}, None for what
    stays as it is stored; `base`: {item: the
    revision that was shown}, 0 for none. Returns how many were changed; what is stored like that already stays.

    Raises AnswersChanged, AssessmentSubmitted, KeyError for an item the instrument does not have, DoesNotExist.
    """
    stored = lock_open_assessment(assessment)
    rows = {row.item: row for row in stored.answers.filter(item__in=answers)}
    wanted = {item: fill_in(given, answer_of(rows, item)) for item, given in answers.items()}
    changed = {item: given for item, given in wanted.items() if given != answer_of(rows, item)}
    conflicts = {item: rows[item] for item in changed if item in rows and rows[item].revision != base.get(item, 0)}
    if conflicts:
        raise AnswersChanged(conflicts)
    for item, (value, note) in changed.items():
        revision = rows[item].revision if item in rows else 0
        save_answer(assessment=stored, item=item, value=value, note=note, base_revision=revision, editor=editor)
    if changed:
        words = "1 Antwort" if len(changed) == 1 else f"{len(changed)} Antworten"
        record(kind=Kind.ANSWERS_UPLOADED, editor=editor, assessment=stored, subject=words)
    return len(changed)


def fill_in(given, stored):
    """The table leaves empty what stays."""
    return tuple(old if new is None else new for new, old in zip(given, stored, strict=True))


def answer_of(rows, item):
    return (rows[item].value, rows[item].note) if item in rows else ("", "")
