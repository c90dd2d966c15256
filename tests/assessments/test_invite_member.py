import pytest
from django.core import mail
from django.urls import reverse

from assessments.access import hash_token
from assessments.models import Invitation
from tests.cast import log_in, make_invitation, make_member, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def lead(municipality):
    return log_in(make_member(municipality, "lead"))


def invite(client, municipality, role="edit", email=""):
    return client.post(reverse("invite_member", args=[municipality.pk]), {"role": role, "email": email})


def test_link_is_shown_until_it_is_passed_on(lead, municipality):
    page = invite(lead, municipality).url

    link = lead.get(page).context["link"]
    assert link.startswith("http://127.0.0.1:8000/einladung/")
    assert Invitation.objects.get().link_hash == hash_token(link.split("/")[-2])
    assert lead.get(page).context["link"] == link

    assert lead.post(page, {"do": "saved"}).url == reverse("team", args=[municipality.pk])
    assert lead.get(page).context["link"] is None
    assert "Noch einmal zeigen können wir ihn nicht" in lead.get(page).content.decode()


def test_link_is_not_shown_to_another_lead(lead, municipality):
    page = invite(lead, municipality).url
    token = lead.get(page).context["link"].split("/")[-2]

    other = log_in(make_member(municipality, "lead", "zweite@musterbach.example"))

    assert token not in other.get(page).content.decode()
    assert "no-store" in lead.get(page)["Cache-Control"]


def test_link_made_by_oneself_opens_no_invitation_page(lead, municipality):
    invite(lead, municipality)

    assert lead.get(reverse("invitation", args=[Invitation.objects.get().pk])).status_code == 404


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"role": "", "email": ""}, "Bitte wählen Sie eine Rolle"),
        ({"role": "edit", "email": "kein-at"}, "name@kommune.de"),
        ({"role": "admin", "email": ""}, "Bitte wählen Sie eine Rolle"),
    ],
)
def test_wrong_details_are_named(lead, municipality, data, text):
    response = lead.post(reverse("invite_member", args=[municipality.pk]), data)

    assert response.status_code == 422
    assert text in response.content.decode()
    assert not Invitation.objects.exists()


def test_too_many_open_ones(lead, municipality):
    for _ in range(50):
        make_invitation(municipality)

    response = invite(lead, municipality, email="neu@musterbach.example")

    assert response.status_code == 422
    assert "neu@musterbach.example" in response.content.decode()


def test_without_mail_nothing_is_sent(lead, municipality):
    invite(lead, municipality, email="neu@musterbach.example")

    assert mail.outbox == []


def test_mail_holds_link_and_municipality(lead, municipality, settings):
    settings.EMAIL_HOST = "mail.example.org"

    page = invite(lead, municipality, email="neu@musterbach.example").url

    [sent] = mail.outbox
    assert sent.to == ["neu@musterbach.example"]
    assert lead.get(page).context["link"] in sent.body
    assert "Musterbach (erfunden)" in sent.body


def test_mail_without_an_address_is_not_tried(lead, municipality, settings):
    settings.EMAIL_HOST = "mail.example.org"

    invite(lead, municipality)

    assert mail.outbox == []


def test_twenty_mails_a_day_then_the_link_alone(lead, municipality, settings):
    settings.EMAIL_HOST = "mail.example.org"
    for number in range(20):
        invite(lead, municipality, email=f"{number}@musterbach.example")

    page = invite(lead, municipality, email="neu@musterbach.example").url

    assert len(mail.outbox) == 20
    text = lead.get(page).content.decode()
    assert "ließ sich nicht senden" in text
    assert "/einladung/" in text


def test_mail_server_that_is_down_is_said(lead, municipality, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = lead.get(invite(lead, municipality, email="neu@musterbach.example").url)

    assert "ließ sich nicht senden" in response.content.decode()
    assert response.context["link"]


def test_revoked_once(lead, municipality):
    invitation, _ = make_invitation(municipality)
    url = reverse("revoke_invitation", args=[municipality.pk, invitation.pk])

    assert "zurückgezogen" in lead.post(url, follow=True).content.decode()
    assert "gilt schon nicht mehr" in lead.post(url, follow=True).content.decode()


@pytest.mark.parametrize("name", ["invitation_link", "revoke_invitation"])
def test_invitation_of_another_municipality_is_not_found(lead, municipality, name):
    foreign, _ = make_invitation(make_municipality("Nachbarbach (erfunden)"))

    assert lead.post(reverse(name, args=[municipality.pk, foreign.pk])).status_code == 404
    assert Invitation.objects.get().revoked_at is None
