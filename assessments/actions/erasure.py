"""A person goes: the account with what belongs to nobody else, and the name in what stays."""

from enum import Enum

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from assessments.actions.assessments import delete_assessment
from assessments.actions.purge import ADDRESS_GONE, OF_INVITATIONS, OF_RESPONDENTS
from assessments.actions.survey import GONE, remove_respondent
from assessments.actions.team import FORMER, LEAD, end_membership, lock_team, replace_name, revoke
from assessments.addresses import same_case
from assessments.models import Answer, Assessment, HistoryEntry, Invitation, Municipality, Respondent, User


class TeamsChanged(Exception):
    """The person came into a team meanwhile: what was said beforehand does not hold any more."""


class Outcome(Enum):
    """What becomes of a team when the person goes. ENDS: nobody else is in it, so its account ends with all it holds.
    BLOCKED: others are in it, but none of its Leitung."""

    STAYS, ENDS, BLOCKED = range(3)


def outcome_of(membership):
    """A deactivated account counts as nobody."""
    others = membership.municipality.memberships.filter(user__is_active=True).exclude(pk=membership.pk)
    if membership.role != LEAD or others.filter(role=LEAD).exists():
        return Outcome.STAYS
    return Outcome.BLOCKED if others.exists() else Outcome.ENDS


def named_in(user):
    """The ids of the municipalities whose records may name the person."""
    related = (user.memberships, user.history, user.history_about, user.invitations_accepted)
    return {pk for rows in related for pk in rows.order_by().values_list("municipality", flat=True)} - {None}


def lock_person(user):
    """The account, locked after every team that names it, in one order. Raises TeamsChanged, User.DoesNotExist."""
    teams = named_in(user)
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=teams).order_by("pk"))
    stored = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if named_in(stored) - teams:
        raise TeamsChanged
    return stored


@transaction.atomic
def leave_all_teams(*, user, ending, editor):
    """`ending`: the ids of the municipalities whose account may end with all it holds. Returns those that did end.

    Raises LastLead, TeamsChanged, User.DoesNotExist.
    """
    ended = []
    for membership in lock_person(user).memberships.select_related("municipality", "user").order_by("pk"):
        team = membership.municipality
        if outcome_of(membership) is Outcome.ENDS and team.pk in ending:
            end_team(team, editor)
            ended.append(team)
        else:
            end_membership(team, membership, editor)
    return ended


def end_team(team, editor):
    for assessment in Assessment.objects.filter(project__tenant=team).select_related("project__municipality"):
        delete_assessment(assessment=assessment, editor=editor)
    for rows in (team.history, team.invitations, team.memberships):
        rows.all().delete()


@transaction.atomic
def delete_account(*, user):
    """With everything that is the person's alone. Elsewhere it is called „ehemaliges Mitglied“ from now on.

    Raises StillMember, TeamsChanged, User.DoesNotExist.
    """
    stored = lock_person(user)
    for municipality in Municipality.objects.filter(pk__in=named_in(stored)).order_by("pk"):
        replace_name(municipality=municipality, user=stored)
    # What is left: of checks that are held by a link.
    stored.history.update(actor_name=FORMER, actor=None)
    Answer.objects.filter(editor_key=stored.pk.hex).update(edited_by=FORMER, editor_key="")
    Session.objects.filter(pk__in=UserSession.objects.filter(user=stored).values("session_key")).delete()
    stored.delete()


def invitations_to(email):
    return at_address(Invitation, email).select_related("municipality").order_by("municipality", "pk")


def respondents_at(email):
    return at_address(Respondent, email).select_related("survey__assessment__project__municipality").order_by("pk")


def at_address(model, email):
    """Databases differ in which letters are the same in another case: same_case decides."""
    alike = model.objects.filter(email__iexact=email).values_list("pk", "email")
    return model.objects.filter(pk__in=[pk for pk, found in alike if same_case(found) == same_case(email)])


@transaction.atomic
def erase_address(*, email, editor):
    """What stands under an address, account or not: invitations into teams, and invitations to surveys with what was
    answered. Of an opened anonymous survey only who it was goes (remove_respondent)."""
    for invitation in invitations_to(email):
        forget_invited(invitation, editor)
    for respondent in respondents_at(email):
        remove_respondent(respondent=respondent, editor=editor)
        entries = HistoryEntry.objects.filter(assessment=respondent.survey.assessment_id, kind__in=OF_RESPONDENTS)
        entries.filter(subject=respondent.name).update(subject=GONE)


def forget_invited(invitation, editor):
    team, now = lock_team(invitation.municipality), timezone.now()
    still_open = Invitation.objects.open(now).select_related("municipality").filter(pk=invitation.pk).first()
    if still_open:
        revoke(still_open, now, editor)
    Invitation.objects.filter(pk=invitation.pk).update(email="")
    HistoryEntry.objects.filter(municipality=team, kind__in=OF_INVITATIONS, subject=invitation.email).update(
        subject=ADDRESS_GONE
    )
