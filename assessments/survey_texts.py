"""What is sent to a respondent, to copy or by e-mail."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.instrument import load_instrument
from assessments.progress import measure_progress

INVITATION_SUBJECT = "Ihre Sicht ist gefragt: Verstetigungs-Check"
REMINDER_SUBJECT = "Erinnerung: Ihre Antworten zum Verstetigungs-Check"
INVITATION = (
    "Guten Tag,\n\n"
    "{asker} bittet Sie um Ihre Einschätzung zum Vorhaben „{project}“. Es geht darum, ob es nach der Förderung Bestand "
    "hat und was dafür noch fehlt.\n\n"
    "{message}"
    "Es sind {total} Fragen, das dauert etwa {minutes} Minuten. Sie können jederzeit unterbrechen und später "
    "weitermachen. Ein Konto brauchen Sie nicht.\n\n"
    "Ihr Link, gültig bis {until}:\n{link}\n\n"
    "Er gilt nur für Sie und nur einmal: Wenn Sie beginnen, erhalten Sie einen eigenen Link. Solange der Vergleich "
    "nicht geöffnet ist, sieht niemand Ihre Antworten, auch nicht, wer Sie einlädt. Was danach zu sehen ist, lesen Sie "
    "auf der ersten Seite.\n"
)
REMINDER = (
    "Guten Tag,\n\n"
    "zum Vorhaben „{project}“ ({municipality}) fehlen noch Ihre Antworten. Mitgezählt werden sie, wenn Sie am Ende auf "
    "„Fertig“ drücken.\n\n"
    "{way}\n\n"
    "Vielen Dank!\n"
)
OWN_LINK = (
    "Öffnen Sie dafür bitte den Link, den Sie beim Beginnen gesichert haben. Er gilt bis {until}. Haben Sie ihn nicht "
    "mehr, melden Sie sich: Dann bekommen Sie einen neuen."
)
NEW_LINK = "Ihr neuer Link, gültig bis {until}; der frühere gilt nicht mehr:\n{link}"


def link_of(token):
    return settings.BASE_URL + reverse("open_respondent_link", args=[token])


def until(respondent):
    return f"{timezone.localtime(respondent.expires_at):%d.%m.%Y}"


def asked(respondent, answers):
    """The progress of the respondent in what this person is asked."""
    assessment = respondent.survey.assessment
    return measure_progress(load_instrument(assessment.instrument), assessment.is_quick, answers, respondent.parts)


def invitation_text(respondent, token, editor):
    survey, project = respondent.survey, respondent.survey.assessment.project
    municipality = project.municipality.name
    progress = asked(respondent, {})
    return INVITATION.format(
        asker=f"{editor.name} ({municipality})" if editor.name else municipality,
        project=project.name,
        message=f"{survey.message}\n\n" if survey.message else "",
        total=progress.total,
        minutes=progress.minutes,
        until=until(respondent),
        link=link_of(token),
    )


def reminder_text(respondent, token):
    """`token`: of a new invitation; None reminds of the own link, which only the person knows."""
    project = respondent.survey.assessment.project
    way = NEW_LINK.format(until=until(respondent), link=link_of(token)) if token else None
    return REMINDER.format(
        project=project.name,
        municipality=project.municipality.name,
        way=way or OWN_LINK.format(until=until(respondent)),
    )
