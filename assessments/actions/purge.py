"""What is not needed any more goes. Each kind has a finder, which shows what would go, and an action."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from assessments.access import Editor
from assessments.actions.assessments import delete_assessment
from assessments.actions.history import Kind
from assessments.actions.survey import GONE
from assessments.models import (
    Assessment,
    Claim,
    Counter,
    HistoryEntry,
    Invitation,
    Respondent,
    Response,
    Survey,
    User,
)

KEPT = timedelta(days=90)
"""How long names and addresses stay after an invitation, a claim or a survey has ended, and accounts without a
confirmed address."""
ADDRESS_GONE = "Adresse gelöscht"
OPERATOR = Editor(key="", name="Betrieb")
OF_INVITATIONS = (Kind.MEMBER_INVITED, Kind.INVITATION_REVOKED)
OF_RESPONDENTS = (Kind.RESPONDENT_INVITED, Kind.RESPONDENT_RENEWED, Kind.RESPONDENT_REMOVED)


def expired_sessions(now):
    return Session.objects.filter(expire_date__lt=now)


@transaction.atomic
def purge_sessions(*, now):
    """With what the list of an account's logins says of sessions that are gone. Returns how many."""
    count, _ = expired_sessions(now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return count


def outdated_counters(now):
    """Of what is limited (limits.py); they count for nothing any more."""
    return Counter.objects.filter(expires__lt=now)


@transaction.atomic
def purge_counters(*, now):
    """Returns how many."""
    count, _ = outdated_counters(now).delete()
    return count


def ended_invitations(now):
    ended = now - KEPT
    return Invitation.objects.filter(Q(accepted_at__lt=ended) | Q(revoked_at__lt=ended) | Q(expires_at__lt=ended))


@transaction.atomic
def purge_invitations(*, now):
    """With their addresses in the history, but for those that were invited again since. Returns how many."""
    found = list(ended_invitations(now))
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in found]).delete()
    for municipality, email in {(invitation.municipality_id, invitation.email) for invitation in found}:
        if email and not Invitation.objects.filter(municipality=municipality, email=email).exists():
            entries = HistoryEntry.objects.filter(municipality=municipality, kind__in=OF_INVITATIONS, subject=email)
            entries.update(subject=ADDRESS_GONE)
    return len(found)


def decided_claims(now):
    return Claim.objects.filter(decided_at__lt=now - KEPT)


@transaction.atomic
def purge_claims(*, now):
    """Whom it made a member stays one; the history of the team says since when. Returns how many."""
    return decided_claims(now).delete()[0]


def unconfirmed_accounts(now):
    """Nobody ever logged in with them, no address is confirmed, and nothing but addresses belongs to them."""
    own = OuterRef("pk")
    links = [link for link in User._meta.related_objects if link.related_model not in (EmailAddress, SocialAccount)]
    kept = [link.related_model.objects.filter(**{link.field.name: own}) for link in links]
    found = User.objects.filter(created_at__lt=now - KEPT, last_login=None, is_staff=False, is_superuser=False)
    return found.filter(*(~Exists(rows) for rows in (EmailAddress.objects.filter(user=own, verified=True), *kept)))


@transaction.atomic
def purge_accounts(*, now):
    """Returns how many."""
    found = list(unconfirmed_accounts(now).select_for_update(of=("self",)).values_list("pk", flat=True))
    User.objects.filter(pk__in=found).delete()
    return len(found)


def over(now):
    """Of surveys: the comparison was opened, or the assessment submitted, KEPT ago."""
    ended = now - KEPT
    return Survey.objects.filter(Q(opened_at__lt=ended) | Q(assessment__submitted_at__lt=ended))


def forgotten_respondents(now):
    """Whose link has expired, too."""
    return Respondent.objects.filter(survey__in=over(now), expires_at__lt=now).exclude(name=GONE, email="")


@transaction.atomic
def purge_respondents(*, now):
    """Name and e-mail address; answers and perspective stay. Returns how many."""
    count = forgotten_respondents(now).update(name=GONE, email="")
    entries = HistoryEntry.objects.filter(kind__in=OF_RESPONDENTS, assessment__survey__in=over(now))
    entries.exclude(subject=GONE).update(subject=GONE)
    return count


def abandoned_assessments(now, days):
    """Held by a link, never submitted, unchanged for so many days; none with 0. What its respondents do counts too."""
    if not days:
        return Assessment.objects.none()
    since = now - timedelta(days=days)
    own = OuterRef("pk")
    changes = (
        HistoryEntry.objects.filter(assessment=own, at__gte=since),
        Respondent.objects.filter(Q(started_at__gte=since) | Q(finished_at__gte=since), survey__assessment=own),
        Response.objects.filter(respondent__survey__assessment=own, updated_at__gte=since),
    )
    found = Assessment.objects.filter(project__tenant=None, submitted_at=None, created_at__lt=since)
    return found.filter(*(~Exists(rows) for rows in changes))


@transaction.atomic
def purge_assessments(*, now, days):
    """Returns how many."""
    found = list(abandoned_assessments(now, days).order_by("pk").values_list("pk", "project"))
    return sum(delete_still_abandoned(pk, project, now, days) for pk, project in found)


def delete_still_abandoned(pk, project, now, days):
    """Whether it was deleted. Locked as delete_assessment does, then looked at again: somebody may have come back."""
    list(Assessment.objects.select_for_update(of=("self",)).filter(project=project).order_by("pk"))
    list(Survey.objects.select_for_update(of=("self",)).filter(assessment=pk))
    assessment = abandoned_assessments(now, days).select_related("project__municipality").filter(pk=pk).first()
    if assessment:
        delete_assessment(assessment=assessment, editor=OPERATOR)
    return assessment is not None
