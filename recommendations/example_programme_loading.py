"""Writes the example of a programme: two releases some months apart, made by the actions that people use."""

from datetime import timedelta

from django.db import transaction

from assessments.actions import Kind, create_user
from assessments.models import HistoryEntry, Project, User
from recommendations import consent, example_programme
from recommendations.actions import (
    EXAMPLE_EDITOR,
    add_participants,
    appoint_funder,
    create_programme,
    make_release,
    publish_answer,
    share_assessments,
    upload_document,
)
from recommendations.example_loading import editor_of, move_back
from recommendations.example_programme import PLACES, RELEASED, ROUNDS, SHARED_BEFORE
from recommendations.models import FunderAnswer, Programme, Release, Share


def find_office():
    """Whose login link shows the example; None where the account is gone or locked."""
    return User.objects.filter(email=example_programme.OFFICE.email, is_active=True).first()


@transaction.atomic
def load_programme(*, today, lead=None):
    """The programme with its places and releases; `lead`: of a municipality that takes part and shares as well.

    Returns False where the programme or the account of its office exists: it was loaded.
    """
    office = example_programme.OFFICE
    known = Programme.objects.filter(name=example_programme.NAME).exists()
    if known or User.objects.filter(email=office.email).exists():
        return False
    programme = create_programme(
        name=example_programme.NAME,
        funder=example_programme.FUNDER,
        starts=today - timedelta(days=example_programme.DAYS_RUNNING),
        ends=today + timedelta(days=example_programme.DAYS_LEFT),
    )
    create_user(email=office.email, name=office.name)
    user = appoint_funder(programme=programme, email=office.email).user
    team = lead and lead.memberships.first().municipality
    projects = {place.name: upload(place, today) for place in PLACES}
    list_participants(programme, [project.municipality for project in projects.values()], team)
    for turn, days in enumerate(RELEASED):
        share_turn(programme, projects, turn, today)
        if turn and team:
            share_all(programme, team, days + SHARED_BEFORE, editor_of(lead))
        release(programme, today - timedelta(days=days), user, days)
    answer_recommendations(programme, user)
    return True


def upload(place, today):
    """Its project, held by its account, with the submitted check."""
    assessment, _ = upload_document(document=example_programme.document(place, 0, today), editor=EXAMPLE_EDITOR)
    return hold(assessment, assessment.project.municipality)


def hold(assessment, municipality):
    Project.objects.filter(pk=assessment.project_id).update(tenant=municipality)
    type(assessment).objects.filter(pk=assessment.pk).update(link_hash=None)
    return Project.objects.select_related("municipality").get(pk=assessment.project_id)


def list_participants(programme, municipalities, team):
    half = len(municipalities) // 2
    add_participants(programme=programme, municipalities=municipalities[:half], round=ROUNDS[0])
    more = municipalities[half:] + ([team] if team else [])
    add_participants(programme=programme, municipalities=more, round=ROUNDS[1])


def share_turn(programme, projects, turn, today):
    """Who shares for this release: for the first time, or again with a later check."""
    days = RELEASED[turn] + SHARED_BEFORE
    for place in PLACES:
        project = projects[place.name]
        if place.again == turn:
            check_again(place, turn, project, today)
        if turn in (place.since, place.again):
            share_latest(programme, project, days)


def check_again(place, turn, project, today):
    """The later check, in the project that the place has."""
    later, _ = upload_document(document=example_programme.document(place, turn, today), editor=EXAMPLE_EDITOR)
    spare = later.project
    type(later).objects.filter(pk=later.pk).update(project=project, link_hash=None)
    spare.delete()
    spare.municipality.delete()


def share_latest(programme, project, days, editor=EXAMPLE_EDITOR):
    latest = project.assessments.filter(submitted_at__isnull=False).order_by("submitted_at").last()
    share(programme, project.municipality, latest, days, editor)


def share_all(programme, team, days, editor):
    """The last submitted check of each project that is finished."""
    for project in team.held_projects.filter(assessments__submitted_at__isnull=False).distinct():
        share_latest(programme, project, days, editor)


def share(programme, municipality, assessment, days, editor):
    made = share_assessments(
        programme=programme,
        municipality=municipality,
        assessments=[assessment],
        consent_version=consent.CURRENT,
        editor=editor,
    )
    rows = Share.objects.filter(pk__in=[each.pk for each in made])
    move_back(rows, days, "shared_at")
    written = HistoryEntry.objects.filter(kind=Kind.SHARED, assessment=assessment)
    move_back(written, days, "at")


def release(programme, day, user, days):
    made = make_release(programme=programme, day=day, user=user)
    move_back(Release.objects.filter(pk=made.pk), days, "created_at")


def answer_recommendations(programme, user):
    for recommendation, status, text in example_programme.ANSWERS:
        publish_answer(
            programme=programme,
            recommendation=recommendation,
            status=status,
            text=text,
            base_number=0,
            user=user,
        )
    move_back(FunderAnswer.objects.filter(programme=programme), SHARED_BEFORE, "created_at")
