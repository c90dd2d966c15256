"""What people do with accounts, as the tests of accounts need it."""

import re
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.access import hash_token, new_token
from assessments.models import Invitation
from tests.cast import PASSWORD, make_municipality, make_user

NEW_PASSWORD = "Pegel-am-Bach-steigt-langsam"


def make_verified_user(email="digitalamt@musterbach.example", **fields):
    user = make_user(email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def log_in_with_password(email, password=PASSWORD, *, client=None, ip="127.0.0.1", **data):
    client = client or Client()
    return client.post(reverse("account_login"), {"login": email, "password": password, **data}, REMOTE_ADDR=ip)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def sent_link(number=-1):
    """The path of the link in a mail that was sent."""
    return re.search(r"http://127.0.0.1:8000(/\S+)", mail.outbox[number].body)[1]


def make_invitation(**fields):
    """An invitation to a team. Returns (invitation, token)."""
    token, now = new_token(), timezone.now()
    values = {"role": "edit", "created_at": now, "expires_at": now + timedelta(days=14), **fields}
    return Invitation.objects.create(municipality=make_municipality(), link_hash=hash_token(token), **values), token


def without_tokens(response):
    """The page as everybody gets it: the security token of a form differs each time."""
    return re.sub('(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())


def confirm_identity(client, password=PASSWORD):
    assert client.post(reverse("account_reauthenticate"), {"password": password}).status_code == 302
