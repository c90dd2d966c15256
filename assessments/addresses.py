"""Which e-mail addresses a person has proven to own."""

from allauth.account.models import EmailAddress
from django.conf import settings


def same_case(address):
    """Upper and lower case of ASCII letters count alike. Anything else is compared as it is: other alphabets have
    letters whose lower case is an ASCII one."""
    return address.lower() if address.isascii() else address


def own_addresses(user):
    """The verified addresses. Without outgoing mail nothing can be verified: then it is the one of the account."""
    if not settings.EMAIL_HOST:
        return {same_case(user.email)}
    found = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {same_case(email) for email in found}


def own_ags(user):
    """The AGS of the municipality whose domain the verified primary address has (MUNICIPALITY_DOMAINS), or None."""
    found = EmailAddress.objects.filter(user=user, verified=True, primary=True).first()
    domain = found.email.rpartition("@")[2] if found else ""
    return settings.MUNICIPALITY_DOMAINS.get(same_case(domain))
