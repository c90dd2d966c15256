"""The only code of this app that writes. Keyword-only, atomic, preconditions first, no request."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer, Assessment, Municipality, Project
from assessments.municipalities import search_key, size_class


class AssessmentSubmitted(Exception):
    """The assessment is frozen: nothing in it can be changed."""


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """Somebody else changed the answer after it was read. `current` is what is stored now."""

    current: Answer


def lock_open_assessment(assessment):
    """The assessment as stored now, locked for this transaction. Raises AssessmentSubmitted, DoesNotExist."""
    stored = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if stored.is_submitted:
        raise AssessmentSubmitted
    return stored


@transaction.atomic
def add_typed_municipality(*, name, land, size_class):
    """A municipality that is not in the directory; it belongs to the one project it is typed in for."""
    return Municipality.objects.create(name=name, land=land, size_class=size_class, search_key=search_key(name))


@transaction.atomic
def start_assessment(*, municipality, project, scope, instrument=CURRENT, created_at=None):
    """Create project and assessment; `project` holds the fields of Project. Returns (assessment, token).

    `municipality`: a stored one, or a new one as typed in, which is stored with the project or not at all.
    """
    if municipality._state.adding:
        municipality.search_key = search_key(municipality.name)
        municipality.save()
    token = new_token()
    assessment = Assessment.objects.create(
        project=Project.objects.create(municipality=municipality, **project),
        instrument=load_instrument(instrument).key,
        scope=scope,
        link_hash=hash_token(token),
        created_at=created_at or timezone.now(),
    )
    return assessment, token


@transaction.atomic
def renew_link(*, assessment):
    """Replace the secret link; the old one stops working at once. Returns the new token."""
    token = new_token()
    Assessment.objects.filter(pk=assessment.pk).update(link_hash=hash_token(token))
    return token


@transaction.atomic
def edit_project(*, assessment, fields):
    stored = lock_open_assessment(assessment)
    Project.objects.filter(pk=stored.project_id).update(**fields)


@transaction.atomic
def save_answer(*, assessment, item, value, note, base_revision, editor):
    """Store one answer. `base_revision`: the revision the editor saw, 0 for none.

    Raises Conflict where somebody changed the item meanwhile to something else, AssessmentSubmitted if frozen,
    KeyError for an item the instrument does not have. Saving what is stored already changes nothing.
    """
    load_instrument(assessment.instrument).item(item)
    lock_open_assessment(assessment)
    current = Answer.objects.filter(assessment=assessment, item=item).first()
    if current is None:
        if not value and not note:
            return Answer(assessment=assessment, item=item, revision=0, updated_at=timezone.now())
        current = Answer(assessment=assessment, item=item, revision=0)
    elif (current.value, current.note) == (value, note):
        return current
    if current.revision != base_revision:
        raise Conflict(current)
    current.value, current.note = value, note
    current.revision += 1
    current.edited_by, current.editor_key = editor.name, editor.key
    current.updated_at = timezone.now()
    current.save()
    return current


@transaction.atomic
def extend_assessment(*, assessment):
    """From the quick check to the full one; every answer stays."""
    stored = lock_open_assessment(assessment)
    stored.scope = Assessment.Scope.FULL
    stored.save(update_fields=["scope"])


@transaction.atomic
def submit_assessment(*, assessment, evaluate):
    """Freeze the assessment with its result. `evaluate(answers)` returns the result of the answers as stored."""
    stored = lock_open_assessment(assessment)
    stored.result = evaluate(get_answers(stored))
    stored.submitted_at = timezone.now()
    stored.save(update_fields=["result", "submitted_at"])


@transaction.atomic
def continue_assessment(*, assessment):
    """A new open assessment of the same project with a copy of every answer. Returns (assessment, token).

    Raises DoesNotExist where it was deleted meanwhile.
    """
    stored = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    token = new_token()
    copy = Assessment.objects.create(
        project_id=stored.project_id,
        instrument=stored.instrument,
        scope=stored.scope,
        link_hash=hash_token(token),
        continues=stored,
        created_at=timezone.now(),
    )
    copy_answers(stored, copy)
    return copy, token


def copy_answers(source, target):
    answers = list(source.answers.all())
    for answer in answers:
        answer.pk, answer.assessment, answer.revision = None, target, 1
    Answer.objects.bulk_create(answers)


@transaction.atomic
def delete_assessment(*, assessment):
    """Delete the assessment with all it holds; the project and a typed-in municipality go with the last one.

    The assessments of the project are locked first, in one order, so that nobody waits for one who waits for him.
    """
    project = assessment.project
    found = Assessment.objects.select_for_update(of=("self",)).filter(project=project).order_by("pk")
    others = [row for row in found if row.pk != assessment.pk]
    assessment.delete()
    if others:
        return
    municipality = project.municipality
    project.delete()
    if municipality.ags is None and not municipality.projects.exists():
        municipality.delete()


def get_answers(assessment):
    """The engine's answers: {item: 0–4 | "unknown" | "not_applicable"}; items with only a note are left out."""
    rows = assessment.answers.all()
    return {row.item: row.answer for row in rows if row.answer is not None}


@dataclass(frozen=True, slots=True)
class ImportCounts:
    added: int
    updated: int
    retired: int


DIRECTORY_FIELDS = ("name", "kind", "land", "district", "postcode", "population", "area_ha")


@transaction.atomic
def import_directory(*, entries):
    """Make the stored directory equal to `entries`. One that is gone is deleted, or, if a project refers to it,
    kept and marked as no longer existing. Typed-in municipalities are left alone."""
    stored = {row.ags: row for row in Municipality.objects.filter(ags__isnull=False)}
    fresh = {entry.ags: entry for entry in entries}
    added = [to_municipality(entry) for ags, entry in fresh.items() if ags not in stored]
    changed = [stored[ags] for ags, entry in fresh.items() if ags in stored and apply_entry(stored[ags], entry)]
    gone = Municipality.objects.filter(ags__in=stored.keys() - fresh.keys(), is_current=True)
    retired = gone.count()
    Municipality.objects.bulk_create(added, batch_size=500)
    Municipality.objects.bulk_update(
        changed, [*DIRECTORY_FIELDS, "size_class", "search_key", "as_of", "is_current"], batch_size=500
    )
    gone.filter(projects__isnull=True).delete()
    gone.update(is_current=False)
    return ImportCounts(len(added), len(changed), retired)


def to_municipality(entry):
    municipality = Municipality(ags=entry.ags)
    apply_entry(municipality, entry)
    return municipality


def apply_entry(municipality, entry):
    """Take over what the directory says. Returns whether anything changed, the date included."""
    before = [getattr(municipality, field) for field in DIRECTORY_FIELDS] + [
        municipality.is_current,
        municipality.as_of,
    ]
    for field in DIRECTORY_FIELDS:
        setattr(municipality, field, getattr(entry, field))
    municipality.size_class = size_class(entry.population)
    municipality.search_key = search_key(entry.name)
    municipality.as_of, municipality.is_current = entry.as_of, True
    after = [getattr(municipality, field) for field in DIRECTORY_FIELDS] + [True, entry.as_of]
    return before != after
