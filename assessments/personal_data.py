"""What is stored about a person, as values that JSON can hold, under German names.

Secrets are left out (password, what is kept of second factors, prints of links). What the person wrote where it is not
or no longer a member is told by kind and time only: its content belongs to the municipality.
"""

from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.access import Viewer
from assessments.actions.erasure import invitations_to, respondents_at
from assessments.models import Answer, Assessment, Project

CONTENT_LEFT_OUT = "nicht enthalten, denn Sie gehören nicht oder nicht mehr zu einem Team, das ihn sieht"
"""In place of what only members of the team may read."""


def moment(value):
    return value and timezone.localtime(value).isoformat(timespec="seconds")


def account_data(user):
    return {
        "E-Mail-Adresse": user.email,
        "Name oder Funktion": user.name,
        "angelegt": moment(user.created_at),
        "letzte Anmeldung": moment(user.last_login),
        "Passwort festgelegt": user.has_usable_password(),
        "gesperrt": not user.is_active,
        "gehört zum Betrieb": user.is_staff or user.is_superuser,
        "Gruppen": [group.name for group in user.groups.order_by("name")],
        "besondere Rechte": [right.name for right in user.user_permissions.order_by("pk")],
    }


def address_of(row):
    return {"Adresse": row.email, "bestätigt": row.verified, "zur Anmeldung": row.primary}


def factor_of(row):
    return {"Art": row.get_type_display(), "eingerichtet": moment(row.created_at), "benutzt": moment(row.last_used_at)}


def provider_of(row):
    first, last = moment(row.date_joined), moment(row.last_login)
    return {"Dienst": row.provider, "Kennung dort": row.uid, "verbunden": first, "letzte Anmeldung": last}


def session_of(row):
    return {"Browser": row.user_agent, "seit": moment(row.created_at), "zuletzt": moment(row.last_seen_at)}


def own_teams(user):
    """The memberships, by name of the municipality."""
    return user.memberships.select_related("municipality").order_by("municipality__search_key", "pk")


def membership_of(row):
    return {"Kommune": row.municipality.name, "Rolle": row.get_role_display(), "seit": moment(row.created_at)}


def invitation_of(row):
    return {
        "Kommune": row.municipality.name,
        "Rolle": row.get_role_display(),
        "angelegt": moment(row.created_at),
        "gilt bis": moment(row.expires_at),
        "angenommen": moment(row.accepted_at),
        "zurückgezogen": moment(row.revoked_at),
    }


def received_invitation_of(row):
    return {**invitation_of(row), "an die Adresse": row.email}


def claim_of(row):
    return {
        "Kommune": row.municipality.name if row.municipality else row.name,
        "Land": row.land,
        "Größenklasse": row.size_class,
        "Ihre Funktion": row.function,
        "gestellt": moment(row.created_at),
        "entschieden": moment(row.decided_at),
        "stattgegeben": row.granted,
        "entschieden von": row.decided_by,
    }


def participation_of(row):
    """That somebody is asked in a survey, without the answers: those are behind the personal link."""
    return {
        "Vorhaben": row.survey.assessment.project.name,
        "Kommune": row.survey.assessment.project.municipality.name,
        "eingeladen als": row.name,
        "Perspektive": row.get_perspective_display(),
        "E-Mail-Adresse": row.email,
        "eingeladen": moment(row.created_at),
        "erinnert": moment(row.reminded_at),
        "Link erneuert": moment(row.renewed_at),
        "Link gilt bis": moment(row.expires_at),
        "begonnen": moment(row.started_at),
        "fertig": moment(row.finished_at),
    }


def response_of(row):
    return {"Frage": row.item, "Antwort": row.value, "Notiz": row.note, "geändert": moment(row.updated_at)}


def respondent_data(respondent, responses):
    """For whoever opened the own link; `responses`: those that the link shows."""
    return {**participation_of(respondent), "Antworten": [response_of(row) for row in responses]}


def shown_responses(respondent):
    """Without what was written before the link was renewed: whoever renewed it must not read that by the new one."""
    return [row for row in respondent.responses.order_by("item") if not respondent.hides(row)]


class Readable:
    """What the person may read now as a member."""

    def __init__(self, user):
        viewer = Viewer((), user.pk)
        self.assessments = set(Assessment.objects.visible_to(viewer).values_list("pk", flat=True))
        self.projects = set(Project.objects.visible_to(viewer).values_list("pk", flat=True))
        self.municipalities = set(user.memberships.values_list("municipality", flat=True))

    def content(self, row, values):
        """`values` of something that the person wrote in an assessment, or in the account of a municipality."""
        if row.assessment_id:
            return self.shown(row.assessment_id in self.assessments, values)
        return self.shown(row.municipality_id in self.municipalities, values)

    def content_of_project(self, project, values):
        return self.shown(project.pk in self.projects, values)

    @staticmethod
    def shown(readable, values):
        return values if readable else {"Inhalt": CONTENT_LEFT_OUT}


def entry_of(row, readable):
    content = {"Gegenstand": row.subject, "geändert": row.changes}
    place = row.municipality and row.municipality.name
    return {"wann": moment(row.at), "was": row.get_kind_display(), "Kommune": place, **readable.content(row, content)}


def answer_of(row, readable):
    content = {
        "Vorhaben": row.assessment.project.name,
        "Antwort": row.value,
        "Notiz": row.note,
        "Begründung": row.reason,
        "abweichende Sicht": row.dissent,
    }
    return {"Frage": row.item, "wann": moment(row.updated_at), **readable.content(row, content)}


def verified_addresses(user):
    return EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)


def asked_in(user):
    """Where the person is asked in a survey under one of its verified addresses."""
    return [row for email in verified_addresses(user).order_by("pk") for row in respondents_at(email)]


def person_data(user):
    """Everything in this app that is stored about the person of an account."""
    readable = Readable(user)
    entries = {name: getattr(user, name).select_related("municipality").order_by("at", "pk") for name in HISTORY}
    answers = Answer.objects.filter(editor_key=user.pk.hex).select_related("assessment__project")
    return {
        "Konto": account_data(user),
        **{title: [of(row) for row in rows(user)] for title, rows, of in PARTS},
        "Befragungen": [participation_of(row) for row in asked_in(user)],
        **{title: [entry_of(row, readable) for row in entries[name]] for name, title in HISTORY.items()},
        "Antworten": [answer_of(row, readable) for row in answers.order_by("updated_at", "pk")],
    }


HISTORY = {"history": "Was Sie getan haben", "history_about": "Was andere über Ihre Mitgliedschaft festgehalten haben"}
PARTS = (
    ("E-Mail-Adressen", lambda user: user.emailaddress_set.order_by("pk"), address_of),
    ("Zweiter Faktor und Passkeys", lambda user: user.authenticator_set.order_by("pk"), factor_of),
    ("Anmeldung über einen Dienst", lambda user: user.socialaccount_set.order_by("pk"), provider_of),
    ("Anmeldungen", lambda user: user.usersession_set.order_by("pk"), session_of),
    ("Teams", own_teams, membership_of),
    (
        "Angenommene Einladungen",
        lambda user: user.invitations_accepted.select_related("municipality"),
        received_invitation_of,
    ),
    ("Ausgesprochene Einladungen", lambda user: user.invitations_made.select_related("municipality"), invitation_of),
    ("Anfragen", lambda user: user.claims.select_related("municipality"), claim_of),
)


def address_data(email):
    """What stands under an address, account or not; with the answers. For the operator, who knows who asks."""
    respondents = respondents_at(email)
    return {
        "Einladungen ins Team": [received_invitation_of(row) for row in invitations_to(email)],
        "Befragungen": [respondent_data(row, row.responses.order_by("item")) for row in respondents],
    }
