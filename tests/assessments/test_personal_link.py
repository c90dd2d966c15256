import pytest
from django.core import mail
from django.urls import reverse

from assessments.access import find_by_token
from assessments.models import Assessment
from tests.cast import make_assessment, open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(client):
    """The address of the page with a link that was just made."""
    query = "?umfang=kurz&name=Musterbach&land=09&size_class=2"
    return client.post(reverse("describe_project") + query, {"name": "Pegel", "phase": "idea"}).url


def shown_link(client, url):
    return client.get(url).context["link"]


def test_fresh_link_is_shown_in_full_until_it_is_kept(client, started):
    link = shown_link(client, started)

    assert link.startswith("http://127.0.0.1:8000/z/")
    assert find_by_token(link.split("/")[-2]) == Assessment.objects.get()
    assert shown_link(client, started) == link

    response = client.post(started, {"do": "saved"})

    assert response.url == reverse("overview", args=[Assessment.objects.get().pk])
    assert shown_link(client, started) is None
    assert "Noch einmal zeigen können wir ihn nicht" in client.get(started).content.decode()


def test_link_is_in_no_address_and_no_title(client, started):
    text = client.get(started).content.decode()
    token = shown_link(client, started).split("/")[-2]

    assert token not in started
    assert token not in text[: text.index("</head>")]
    assert f'href="{shown_link(client, started)}' not in text
    assert "no-store" in client.get(started)["Cache-Control"]


def test_renewal_shows_a_new_link_and_ends_the_old_one(client):
    assessment, token = make_assessment()
    url = reverse("personal_link", args=[assessment.pk])
    open_link(client, token)

    response = client.post(url, {"do": "renew"}, follow=True)

    assert response.context["link"]
    assert find_by_token(token) is None
    assert find_by_token(response.context["link"].split("/")[-2]) == assessment


def test_unknown_wish_changes_nothing(client, started):
    link = shown_link(client, started)

    assert client.post(started, {"do": "x\0"}).status_code == 200
    assert shown_link(client, started) == link


def test_without_mail_there_is_no_form_and_nothing_is_sent(client, started):
    assert "E-Mail-Adresse" not in client.get(started).content.decode()

    response = client.post(started, {"do": "mail", "email": "a@example.org"})

    assert response.status_code == 422
    assert mail.outbox == []


def test_mail_holds_the_link_and_nothing_typed(client, started, settings):
    settings.EMAIL_HOST = "mail.example.org"
    link = shown_link(client, started)

    client.post(started, {"do": "mail", "email": "a@example.org"})

    [sent] = mail.outbox
    assert sent.to == ["a@example.org"]
    assert link in sent.body
    assert "Pegel" not in sent.body + sent.subject


@pytest.mark.parametrize(
    "address", ["", "x", "a@example.org\nBcc: b@example.org", "a" * 100_000 + "@example.org", "😀@x"]
)
def test_bad_address_is_refused(client, started, settings, address):
    settings.EMAIL_HOST = "mail.example.org"

    response = client.post(started, {"do": "mail", "email": address})

    assert response.status_code == 422
    assert mail.outbox == []


def test_a_session_sends_five_mails_at_most(client, started, settings):
    settings.EMAIL_HOST = "mail.example.org"

    statuses = [client.post(started, {"do": "mail", "email": "a@example.org"}).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [422]
    assert len(mail.outbox) == 5


def test_mail_server_that_is_down_is_said(client, started, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = client.post(started, {"do": "mail", "email": "a@example.org"})

    assert response.status_code == 422
    assert "ließ sich nicht senden" in response.content.decode()
