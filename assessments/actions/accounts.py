"""Accounts, as far as no page of allauth writes them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils import timezone

from assessments.models import User


class AddressTaken(Exception):
    """An account has this e-mail address already."""


class LoginLinkInvalid(Exception):
    """The link was used, something it is bound to has changed since, it is too old, or it never was one."""


class LoginLinkTokens(PasswordResetTokenGenerator):
    """Bound to password, address and the moment of the last login, to the microsecond: one use ends it."""

    key_salt = "assessments.login_link"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.last_login}"


login_link_tokens = LoginLinkTokens()


@transaction.atomic
def create_user(*, email, name="", is_staff=False):
    """An account without a password. The operator vouches for the address. Raises AddressTaken."""
    email = email.lower()
    if User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email).exists():
        raise AddressTaken
    user = User.objects.create_user(email, name=name, is_staff=is_staff)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_login_token(*, user):
    return login_link_tokens.make_token(user)


def check_login_link(*, user_id, token):
    """Whose link it is. Raises LoginLinkInvalid."""
    return valid_user(User.objects, user_id, token)


def valid_user(users, user_id, token):
    user = users.filter(pk=user_id, is_active=True).first()
    if user is None or not login_link_tokens.check_token(user, token):
        raise LoginLinkInvalid
    return user


@transaction.atomic
def use_login_link(*, user_id, token):
    """Whose link it is; from now on it is used up. Raises LoginLinkInvalid."""
    user = valid_user(User.objects.select_for_update(), user_id, token)
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    return user


@transaction.atomic
def rename_account(*, user, name):
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def remove_second_factors(*, user):
    """App, keys and recovery codes. Returns how many."""
    return Authenticator.objects.filter(user=user).delete()[0]
