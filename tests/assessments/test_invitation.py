from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from assessments.models import Invitation, Membership
from tests.cast import log_in, make_invitation, make_member, make_municipality, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality()


def open_invitation(client, token):
    return client.get(reverse("open_invitation", args=[token]))


def page_of(invitation):
    return reverse("invitation", args=[invitation.pk])


def test_token_leaves_the_address_at_once(client, municipality):
    invitation, token = make_invitation(municipality)

    response = open_invitation(client, token)

    assert (response.status_code, response.url) == (303, page_of(invitation))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


def test_opening_accepts_nothing(municipality):
    invitation, token = make_invitation(municipality)
    client = log_in(make_user())

    open_invitation(client, token)
    client.get(page_of(invitation))
    client.head(page_of(invitation))

    assert not Membership.objects.exists()
    assert Invitation.objects.get().accepted_at is None


def test_without_login_the_page_leads_to_it_and_back(client, municipality):
    lead = make_member(municipality, "lead")
    invitation, token = make_invitation(municipality, "read", created_by=lead)
    open_invitation(client, token)

    text = client.get(page_of(invitation)).content.decode()

    assert "Einladung in das Team von Musterbach (erfunden)" in text
    assert "lead Musterbach lädt Sie ein" in text
    assert "Ihre Rolle: Lesen" in text
    back = quote(page_of(invitation))
    assert f"{reverse('account_login')}?next={back}" in text
    assert f"{reverse('account_signup')}?next={back}" in text
    assert client.post(page_of(invitation)).status_code == 200
    assert Membership.objects.count() == 1


def test_accepted_with_one_button(municipality):
    invitation, token = make_invitation(municipality, "read")
    user = make_user()
    client = log_in(user)
    open_invitation(client, token)
    assert "Annehmen</span></button>" in client.get(page_of(invitation)).content.decode()

    response = client.post(page_of(invitation), follow=True)

    assert response.redirect_chain == [(reverse("team", args=[municipality.pk]), 302)]
    assert "Sie gehören jetzt zum Team" in response.content.decode()
    assert Membership.objects.get().role == "read"


def test_member_keeps_the_role(municipality):
    invitation, token = make_invitation(municipality, "read")
    client = log_in(make_member(municipality, "lead"))
    open_invitation(client, token)
    assert "Sie gehören schon zu diesem Team" in client.get(page_of(invitation)).content.decode()

    response = client.post(page_of(invitation), follow=True)

    assert "An Ihrer Rolle hat sich nichts geändert" in response.content.decode()
    assert Membership.objects.get().role == "lead"


@pytest.mark.parametrize(
    ("host", "account", "verified", "accepted"),
    [
        ("", "neu@musterbach.example", None, True),
        ("", "NEU@musterbach.example", None, True),
        ("", "andere@musterbach.example", None, False),
        ("mail.example.org", "neu@musterbach.example", True, True),
        ("mail.example.org", "neu@musterbach.example", False, False),
        ("mail.example.org", "neu@musterbach.example", None, False),
    ],
    ids=["no mail", "other case", "other address", "verified", "not verified", "unknown"],
)
def test_address_of_the_invitation(municipality, settings, host, account, verified, accepted):
    settings.EMAIL_HOST = host
    invitation, token = make_invitation(municipality, email="neu@musterbach.example")
    user = make_user(account)
    if verified is not None:
        EmailAddress.objects.create(user=user, email=account, verified=verified, primary=True)
    client = log_in(user)
    open_invitation(client, token)

    response = client.post(page_of(invitation), follow=True)

    text = response.content.decode()
    assert Membership.objects.exists() == accepted
    assert ("gilt für eine andere E-Mail-Adresse" in text) == (not accepted)
    assert accepted or "neu@" not in text.replace(account, "")


def accept(invitation):
    Invitation.objects.update(accepted_at=timezone.now())


def revoke(invitation):
    Invitation.objects.update(revoked_at=timezone.now())


def expire(invitation):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("close", "reason"),
    [(accept, "schon angenommen"), (revoke, "zurückgezogen"), (expire, "abgelaufen")],
    ids=["used", "revoked", "expired"],
)
def test_closed_invitation_says_why_and_nothing_else(client, municipality, close, reason):
    lead = make_member(municipality, "lead")
    invitation, token = make_invitation(municipality, email="neu@musterbach.example", created_by=lead)
    open_invitation(client, token)
    assert "Musterbach" in client.get(page_of(invitation)).content.decode()
    close(invitation)

    for response in (open_invitation(client, token), client.get(page_of(invitation)), client.post(page_of(invitation))):
        text = response.content.decode()
        assert response.status_code == 410
        assert reason in text
        assert "usterbach" not in text


@pytest.mark.parametrize("token", ["x", "x" * 32, "ä", "%00"])
def test_unknown_token(client, token):
    response = client.get(f"/einladung/{token}/")

    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]
