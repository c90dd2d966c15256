"""Writes the example of a team through the actions that people use, so that its history tells how it came about."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from assessments import actions
from assessments.access import Editor
from assessments.models import HistoryEntry, Membership, Municipality, Respondent, Response, Survey, User
from recommendations import example_team
from recommendations.actions import add_measure, continue_assessment, finish, project_fields
from recommendations.example_projects import projects
from recommendations.models import Measure

# What passed until those who are asked had answered, and how long their links work.
DAYS_OF_ASKING, DAYS_OF_LINK = 10, 60
DAYS_OF_TEAM = 420
ACCOUNTS = (example_team.LEAD, example_team.EDIT, example_team.READ)
MEASURE_FIELDS = ("title", "responsible", "due", "status", "cost_yearly", "note", "priority")


def find_lead():
    """Whose login link shows the example; None where the account is gone, locked or no longer of the Leitung."""
    leading = User.objects.filter(memberships__role=Membership.Role.LEAD, is_active=True)
    return leading.filter(email=example_team.LEAD.email).first()


@transaction.atomic
def load_team(*, today):
    """The municipality with its team and projects. Returns False where one of its accounts exists: it was loaded."""
    if User.objects.filter(email__in=[account.email for account in ACCOUNTS]).exists():
        return False
    lead, edit, read = (actions.create_user(email=account.email, name=account.name) for account in ACCOUNTS)
    municipality = found_team(lead, example_team.MUNICIPALITY, example_team.FUNCTION)
    for user, account in ((edit, example_team.EDIT), (read, example_team.READ)):
        join_team(municipality, user, account.role, editor_of(lead))
    move_back(HistoryEntry.objects.filter(municipality=municipality), DAYS_OF_TEAM, "at")
    move_back(municipality.memberships, DAYS_OF_TEAM, "created_at")
    move_back(municipality.invitations, DAYS_OF_TEAM, "created_at", "expires_at", "accepted_at")
    move_back(municipality.claims, DAYS_OF_TEAM, "created_at", "decided_at")
    for held in projects(today):
        load_project(held, municipality, editor_of(lead), editor_of(edit))
    return True


def editor_of(user):
    return Editor(user.pk.hex, user.shown_name, user.pk)


def found_team(lead, wanted, function):
    """The municipality `wanted`, typed in, with its first Leitung."""
    typed = Municipality(name=wanted.name, land=wanted.land, size_class=wanted.size_class)
    claim = actions.claim_municipality(user=lead, municipality=typed, function=function, own_ags=None)
    return actions.grant_claim(claim=claim)


def join_team(municipality, user, role, lead):
    invitation, _ = actions.invite_member(municipality=municipality, role=role, email=user.email, editor=lead)
    actions.accept_invitation(invitation=invitation, addresses={user.email}, editor=editor_of(user))


def load_project(held, municipality, lead, edit):
    first, *later = held.checks
    assessment, _ = actions.start_assessment(
        municipality=municipality,
        tenant=municipality,
        project=project_fields(held.project),
        scope=first.scope,
        editor=edit,
    )
    load_check(assessment, first, lead, edit)
    for check in later:
        assessment.refresh_from_db()
        assessment, _ = continue_assessment(assessment=assessment, editor=edit)
        load_check(assessment, check, lead, edit)


def load_check(assessment, check, lead, edit):
    for item, value in check.answers.items():
        give_answer(assessment, item, value, edit, note=check.notes.get(item, ""))
    if check.asked:
        ask(assessment, check, lead)
    for agreed in check.agreed or ():
        give_answer(assessment, agreed.item, agreed.value, edit, reason=agreed.reason, dissent=agreed.dissent)
    if check.submitted:
        finish(assessment=assessment, editor=lead)
    for measure in check.measures:
        fields = {name: getattr(measure, name) for name in MEASURE_FIELDS}
        add_measure(assessment=assessment, fields=fields, editor=edit)
    let_pass(assessment, check.days - (DAYS_OF_ASKING if check.asked else 0))


def give_answer(assessment, item, value, editor, note=None, **fields):
    """`note`: None leaves what is stored."""
    stored = assessment.answers.filter(item=item).first()
    actions.save_answer(
        assessment=assessment,
        item=item,
        value=str(value),
        note=note if note is not None else stored.note if stored else "",
        base_revision=stored.revision if stored else 0,
        editor=editor,
        **fields,
    )


def ask(assessment, check, lead):
    survey = actions.start_survey(assessment=assessment, anonymous=False, message=example_team.MESSAGE, editor=lead)
    invited = [invite(survey, asked, lead) for asked in check.asked]
    let_pass(assessment, DAYS_OF_ASKING)
    for respondent, asked in zip(invited, check.asked, strict=True):
        if asked.answers:
            respond(respondent, asked)
    if check.agreed is not None:
        actions.open_comparison(survey=survey, editor=lead)


def invite(survey, asked, lead):
    return actions.invite_respondent(
        survey=survey,
        name=asked.name,
        perspective=asked.perspective,
        email="",
        parts=list(asked.parts),
        days=DAYS_OF_LINK,
        editor=lead,
    )[0]


def respond(respondent, asked):
    actions.start_response(respondent=respondent)
    respondent.refresh_from_db()
    for item, value in asked.answers.items():
        note = asked.notes.get(item, "")
        actions.save_response(respondent=respondent, item=item, value=str(value), note=note, base_revision=0)
    if asked.finished:
        actions.finish_response(respondent=respondent)


def let_pass(assessment, days):
    """What happened in the assessment up to now was so many days ago."""
    rows = {"assessment": assessment}
    move_back(type(assessment).objects.filter(pk=assessment.pk), days, "created_at", "submitted_at")
    move_back(HistoryEntry.objects.filter(**rows), days, "at")
    move_back(assessment.answers, days, "updated_at")
    move_back(Measure.objects.filter(**rows), days, "created_at", "updated_at")
    move_back(Survey.objects.filter(**rows), days, "created_at", "opened_at")
    asked = Respondent.objects.filter(survey__assessment=assessment)
    move_back(asked, days, "created_at", "started_at", "finished_at", "expires_at")
    move_back(Response.objects.filter(respondent__in=asked), days, "updated_at")


def move_back(rows, days, *fields):
    rows.update(**{name: F(name) - timedelta(days=days) for name in fields})
