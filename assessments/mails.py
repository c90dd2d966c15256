"""E-mail to somebody else, sent by a person with an account: so many a day."""

from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.utils import timezone

MAX_A_DAY = 120
LIMIT = "Von Ihrem Konto gehen heute keine weiteren E-Mails hinaus. Bitte kopieren Sie den Text."
FAILED = "Die E-Mail ließ sich nicht senden. Bitte kopieren Sie den Text."


def may_mail(request):
    return bool(settings.EMAIL_HOST) and request.user.is_authenticated


def mail(request, *, to, subject, text):
    """None where it was sent, else why it was not."""
    if not (may_mail(request) and to and count_mail(request.user.pk) <= MAX_A_DAY):
        return LIMIT
    try:
        send_mail(subject, text, None, [to])
    except (SMTPException, OSError, UnicodeError):  # the last: a domain that has no form in ASCII
        return FAILED
    return None


def count_mail(user_id):
    """The how manieth of today. Counted in the cache: a restart of the server may begin anew."""
    key = f"mails:{user_id}:{timezone.localdate()}"
    cache.add(key, 0, timeout=24 * 60 * 60)
    return cache.incr(key)
