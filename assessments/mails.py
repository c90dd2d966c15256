"""E-mail to somebody else, sent by a person with an account: so many a day. And the last one to that person."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from assessments.limits import may_as_person

MAX_A_DAY = 120
LIMIT = "Von Ihrem Konto gehen heute keine weiteren E-Mails hinaus. Bitte kopieren Sie den Text."
FAILED = "Die E-Mail ließ sich nicht senden. Bitte kopieren Sie den Text."
ACCOUNT_DELETED = (
    "Guten Tag,\n\n"
    "Ihr Konto beim Verstetigungs-Check ({address}) wurde gelöscht, so wie Sie es bestätigt haben. Alle Anmeldungen "
    "sind beendet. In Verläufen, an Antworten und Maßnahmen steht statt Ihres Namens „ehemaliges Mitglied“.\n\n"
    "Waren Sie das nicht? Dann schreiben Sie bitte bald dem Betrieb dieses Angebots.\n"
)


def may_mail(request):
    return bool(settings.EMAIL_HOST) and request.user.is_authenticated


def mail(request, *, to, subject, text):
    """None where it was sent, else why it was not."""
    if not (may_mail(request) and to and may_as_person(request, "mails", f"{MAX_A_DAY}/d")):
        return LIMIT
    try:
        send_mail(subject, text, None, [to])
    except (SMTPException, OSError, UnicodeError):  # the last: a domain that has no form in ASCII
        return FAILED
    return None


def tell_account_deleted(email):
    """Whether it was sent; nothing is without outgoing mail."""
    if not settings.EMAIL_HOST:
        return False
    try:
        send_mail("Ihr Konto wurde gelöscht", ACCOUNT_DELETED.format(address=settings.BASE_URL), None, [email])
    except (SMTPException, OSError, UnicodeError):
        return False
    return True
