"""How often something may be done from one address (RATE_LIMITS), counted as allauth counts logins.

The counters are in the database, so that all processes and machines share them. Where they cannot be written, nothing
is refused: what is only read goes on, and everything else fails for the same reason as the counter.
"""

from functools import wraps
from math import ceil
from time import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

APP = "verstetigung"


class TooOften(Exception):
    """`seconds` until it can be tried again."""

    def __init__(self, action, seconds):
        super().__init__(action)
        self.action, self.seconds = action, seconds


def hashed_key(key, key_prefix, version):
    """What a counter is stored by: nobody without the SECRET_KEY finds addresses or people in it."""
    return salted_hmac("counter", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def count(request, action):
    """Raises TooOften where the limit of this action is reached, else counts once more."""
    if not is_counted(request, action, settings.RATE_LIMITS) and can_count():
        raise TooOften(action, seconds_left(request, action))


def may(request, action):
    """The same for what a form answers itself."""
    try:
        count(request, action)
    except TooOften:
        return False
    return True


def may_as_person(request, action, rate):
    """As may, for each account: `rate` is "120/d"."""
    return is_counted(request, action, {action: f"{rate}/user"}) or not can_count()


def is_counted(request, action, rates):
    return ratelimit.consume(request, app=APP, action=action, config=rates, limit_get=True) is not None


def can_count():
    """The database cache tells of no failure to write; but of an entry that is always outdated it says whether it was
    added. The second time, because of two that add it for the first time at once only one does."""
    return any(cache.add("can count", "", timeout=0) for _ in range(2))


def seconds_left(request, action):
    """Until the next is allowed; 0 where it is, or where the counter is in use."""
    waits = [0]
    for rate in ratelimit.get_rates(app=APP, action=action, config=settings.RATE_LIMITS):
        counted = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate), [])
        allowed, counted = ratelimit.apply_rate(counted, time(), rate, dry_run=True)
        if not allowed:
            waits.append(ceil(counted[rate.amount - 1] + rate.duration - time()))
    return max(waits)


def limit_failures(action, statuses=(404,)):
    """Of a view only the answers with these statuses count; at the limit it is not asked any more. What succeeds writes
    nothing."""

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if wait := seconds_left(request, action):
                raise TooOften(action, wait)
            response = view(request, *args, **kwargs)
            if response.status_code in statuses:
                count(request, action)
            return response

        return wrapped

    return decorator
