"""An assessment from its start to its end."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.actions.history import Kind, changes_between, plain, record
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer, Assessment, Municipality, Project, Survey
from assessments.municipalities import search_key

ANSWER_FIELDS = ("id", "value", "note", "reason", "dissent", "revision", "edited_by", "editor_key", "updated_at")


class AssessmentSubmitted(Exception):
    """The assessment is frozen: nothing in it can be changed."""


@dataclass(frozen=True, slots=True)
class ProjectChanged(Exception):
    """Somebody else changed the fields of the project after they were read. `current` is what is stored now."""

    current: Project


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """Somebody else changed the answer after it was read. `current` is what is stored now."""

    current: Answer


def lock_open_assessment(assessment):
    """The assessment as stored now, with its project, locked for this transaction.

    Raises AssessmentSubmitted, DoesNotExist.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("project")
    stored = locked.get(pk=assessment.pk)
    if stored.is_submitted:
        raise AssessmentSubmitted
    return stored


@transaction.atomic
def add_typed_municipality(*, name, land, size_class):
    """A municipality that is not in the directory; it belongs to the project or the team it is typed in for."""
    return Municipality.objects.create(name=name, land=land, size_class=size_class, search_key=search_key(name))


@transaction.atomic
def start_assessment(*, municipality, project, scope, editor, tenant=None, instrument=CURRENT, created_at=None):
    """Create project and assessment; `project` holds the fields of Project. Returns (assessment, token).

    `municipality`: a stored one, or a new one as typed in, which is stored with the project or not at all.
    `tenant`: the municipality whose team holds it; then there is no link, and the token is None.
    """
    if municipality._state.adding:
        municipality.search_key = search_key(municipality.name)
        municipality.save()
    token = None if tenant else new_token()
    assessment = Assessment.objects.create(
        project=Project.objects.create(municipality=municipality, tenant=tenant, **project),
        instrument=load_instrument(instrument).key,
        scope=scope,
        link_hash=token and hash_token(token),
        created_at=created_at or timezone.now(),
    )
    record(kind=Kind.CREATED, editor=editor, assessment=assessment, subject=assessment.project.name)
    return assessment, token


@transaction.atomic
def renew_link(*, assessment, editor):
    """Replace the secret link; the old one stops working at once. Returns the new token.

    Raises DoesNotExist where it was deleted or taken into an account meanwhile.
    """
    token = new_token()
    held_by_link = Assessment.objects.select_for_update(of=("self",)).select_related("project")
    stored = held_by_link.get(pk=assessment.pk, project__tenant=None)
    stored.link_hash = hash_token(token)
    stored.save(update_fields=["link_hash"])
    record(kind=Kind.LINK_RENEWED, editor=editor, assessment=stored)
    return token


@transaction.atomic
def edit_project(*, assessment, fields, seen, editor):
    """`seen`: seen_of the fields as they were shown. Raises AssessmentSubmitted, ProjectChanged."""
    write_project(lock_open_assessment(assessment), fields, seen, editor)


@transaction.atomic
def edit_funding(*, assessment, fields, seen, editor):
    """The period of the funding; a funder may extend it after the check was submitted. `seen`: as in edit_project.

    Raises ProjectChanged.
    """
    write_project(Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk), fields, seen, editor)


def seen_of(project, names):
    """A short text that tells whether somebody changed these fields."""
    return hashlib.sha256(repr([plain(getattr(project, name)) for name in sorted(names)]).encode()).hexdigest()[:16]


def write_project(stored, fields, seen, editor):
    """Of a locked assessment. Raises ProjectChanged where the fields were changed meanwhile to something else."""
    stored.project = Project.objects.select_for_update(no_key=True).get(pk=stored.project_id)
    changes = changes_between({name: getattr(stored.project, name) for name in fields}, fields)
    if not changes:
        return
    if seen_of(stored.project, fields) != seen:
        raise ProjectChanged(stored.project)
    Project.objects.filter(pk=stored.project_id).update(**fields)
    record(kind=Kind.PROJECT, editor=editor, assessment=stored, changes=changes)


@transaction.atomic
def save_answer(*, assessment, item, value, note, base_revision, editor, reason=None, dissent=None):
    """Store one answer. `base_revision`: the revision the editor saw, 0 for none. `reason`, `dissent`: of a
    consensus; None leaves what is stored.

    Raises Conflict where somebody changed the item meanwhile to something else, AssessmentSubmitted if frozen,
    KeyError for an item the instrument does not have. Saving what is stored already changes nothing.
    """
    load_instrument(assessment.instrument).item(item)
    stored, current = lock_with_answer(assessment, item)
    fresh = {"value": value, "note": note}
    fresh |= {name: text for name, text in (("reason", reason), ("dissent", dissent)) if text is not None}
    changes = changes_between({name: getattr(current, name) for name in fresh}, fresh)
    if not changes:
        return current
    if current.revision != base_revision:
        raise Conflict(current)
    for name, text in fresh.items():
        setattr(current, name, text)
    current.revision += 1
    current.edited_by, current.editor_key = editor.name, editor.key
    current.updated_at = timezone.now()
    if not write_answer(current):
        return accept_same(assessment, item, fresh)
    record(kind=Kind.ANSWER, editor=editor, assessment=stored, subject=item, changes=changes)
    return current


def lock_with_answer(assessment, item):
    """The locked assessment and its answer to the item, unsaved with revision 0 where there is none: one query.

    Raises AssessmentSubmitted, DoesNotExist.
    """
    stored = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("project")
        .annotate(own=FilteredRelation("answers", condition=Q(answers__item=item)))
        .annotate(**{f"answer_{name}": F(f"own__{name}") for name in ANSWER_FIELDS})
        .only("submitted_at", "project__tenant")
        .get(pk=assessment.pk)
    )
    if stored.is_submitted:
        raise AssessmentSubmitted
    if stored.answer_id is None:
        return stored, Answer(assessment=stored, item=item, revision=0, updated_at=timezone.now())
    return stored, Answer(
        assessment=stored, item=item, **{name: getattr(stored, f"answer_{name}") for name in ANSWER_FIELDS}
    )


def write_answer(answer):
    """Insert or update; False where it was changed since it was read: the lock on the assessment does not make
    PostgreSQL read the answer anew."""
    if answer.revision == 1:
        try:
            with transaction.atomic():
                answer.save(force_insert=True)
        except IntegrityError:
            return False
        return True
    fields = {name: getattr(answer, name) for name in ANSWER_FIELDS if name != "id"}
    return bool(Answer.objects.filter(pk=answer.pk, revision=answer.revision - 1).update(**fields))


def accept_same(assessment, item, fresh):
    """The answer that another one stored meanwhile, if it says the same. Raises Conflict."""
    current = Answer.objects.get(assessment=assessment, item=item)
    if any(getattr(current, name) != text for name, text in fresh.items()):
        raise Conflict(current)
    return current


@transaction.atomic
def extend_assessment(*, assessment, editor):
    """From the quick check to the full one; every answer stays."""
    stored = lock_open_assessment(assessment)
    if stored.is_quick:
        stored.scope = Assessment.Scope.FULL
        stored.save(update_fields=["scope"])
        record(kind=Kind.EXTENDED, editor=editor, assessment=stored)


@transaction.atomic
def submit_assessment(*, assessment, evaluate, editor):
    """Freeze the assessment with its result. `evaluate(answers)` returns the result of the answers as stored."""
    stored = lock_open_assessment(assessment)
    stored.result = evaluate(get_answers(stored))
    stored.submitted_at = timezone.now()
    stored.save(update_fields=["result", "submitted_at"])
    record(kind=Kind.SUBMITTED, editor=editor, assessment=stored)


@transaction.atomic
def continue_assessment(*, assessment, editor):
    """A new open assessment of the same project with a copy of every answer. Returns (assessment, token); the token is
    None where a municipality holds the project.

    Raises DoesNotExist where it was deleted meanwhile.
    """
    # The project is read after the lock: PostgreSQL would join it as it was before an adoption that was waited for.
    stored = Assessment.objects.select_for_update().get(pk=assessment.pk)
    token = None if stored.project.tenant_id else new_token()
    copy = Assessment.objects.create(
        project=stored.project,
        instrument=stored.instrument,
        scope=stored.scope,
        link_hash=token and hash_token(token),
        continues=stored,
        created_at=timezone.now(),
    )
    copy_answers(stored, copy)
    record(kind=Kind.CREATED, editor=editor, assessment=copy, subject=stored.project.name)
    return copy, token


def copy_answers(source, target):
    """Without what a consensus of the earlier round recorded: the new one is not agreed on yet."""
    answers = list(source.answers.all())
    for answer in answers:
        answer.pk, answer.assessment, answer.revision = None, target, 1
        answer.reason = answer.dissent = ""
    Answer.objects.bulk_create(answers)


@transaction.atomic
def delete_assessment(*, assessment, editor):
    """Delete the assessment with all it holds; the project and a typed-in municipality go with the last one.

    The assessments of the project are locked first, in one order, so that nobody waits for one who waits for him.
    """
    project = assessment.project
    found = Assessment.objects.select_for_update(of=("self",)).filter(project=project).order_by("pk")
    others = [row for row in found if row.pk != assessment.pk]
    # Whoever saves a response holds the lock of the survey: nothing comes in while its rows are deleted.
    list(Survey.objects.select_for_update().filter(assessment=assessment))
    assessment.delete()
    if project.tenant_id:
        record(kind=Kind.DELETED, editor=editor, municipality=project.municipality, subject=project.name)
    if others:
        return
    municipality = project.municipality
    project.delete()
    drop_unused_municipality(municipality)


def drop_unused_municipality(municipality):
    """A typed-in municipality goes with the last that refers to it."""
    if municipality.ags is None and not Municipality.objects.in_use().filter(pk=municipality.pk).exists():
        municipality.delete()


def get_answers(assessment):
    """The engine's answers: {item: 0–4 | "unknown" | "not_applicable"}; items with only a note are left out."""
    rows = assessment.answers.all()
    return {row.item: row.answer for row in rows if row.answer is not None}
