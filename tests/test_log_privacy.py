"""What the log says of a whole story holds nobody's name, address, note, link, session or IP address."""

import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.access import hash_token
from assessments.models import Assessment, Invitation, Respondent, User
from recommendations.document import document_text
from tests.accounts.people import confirm_identity, log_in_with_password, make_verified_user
from tests.cast import PASSWORD, make_member, make_municipality
from tests.logged import logged
from tests.recommendations.files import DOCUMENT, upload

pytestmark = pytest.mark.django_db
IP = "203.0.113.77"
NOTE = "Frau Beispiel aus dem Bauhof will nicht"
PROJECT = "Sensoren von Herrn Muster"
EMAIL = "erika.beispiel@musterbach.example"
ASKED = "Kämmerin Beispiel"
INVITED = "neu.im.team@musterbach.example"
TYPED = "?umfang=kurz&name=Musterbach&land=09&size_class=2"


class Story:
    """Everything from one address, as people come and go. `secrets`: what must not be read anywhere."""

    def __init__(self):
        self.clients = []
        self.secrets = {IP, NOTE, PROJECT, EMAIL, ASKED, INVITED, PASSWORD, "falsches-passwort"}

    def client(self):
        self.clients.append(Client(raise_request_exception=False, REMOTE_ADDR=IP))
        return self.clients[-1]

    def tell(self):
        self.by_link(self.client())
        self.survey()
        self.account(self.client())
        self.failures(self.client())
        self.secrets |= {client.session.session_key for client in self.clients if client.session.session_key}

    def by_link(self, client):
        """Start, answer with a note, PDF, upload of the file, and a check that is opened by its link."""
        client.post(reverse("describe_project") + TYPED, {"name": PROJECT, "phase": "pilot"})
        self.assessment = Assessment.objects.get()
        page = client.get(reverse("personal_link", args=[self.assessment.pk])).content.decode()
        self.token = re.search(r"/z/([\w-]{32})/", page)[1]
        self.secrets |= {self.token, hash_token(self.token)}
        fields = {"B1.1-value": "1", "B1.1-note": NOTE, "B1.1-base": "0"}
        client.post(reverse("answer", args=[self.assessment.pk, "B1.1"]), fields)
        client.get(reverse("report_pdf", args=[self.assessment.pk]))
        upload(client, document_text(DOCUMENT))
        upload(client, f'{{"{NOTE}": ')
        upload(client, f'{{"instrument": "{NOTE}"}}')
        self.client().get(f"/z/{self.token}/")
        self.client().get(f"/z/{self.token[:-1]}/")

    def survey(self):
        client = self.client()
        client.get(f"/z/{self.token}/")
        client.post(reverse("survey", args=[self.assessment.pk]), {"anonymous": "open", "message": NOTE})
        invite = reverse("invite_respondent", args=[self.assessment.pk])
        fields = {"name": ASKED, "perspective": "treasury", "parts": ["barriers"], "days": "30"}
        shown = client.post(invite, fields, follow=True).content.decode()
        token = re.search(r"/b/([\w-]{32})/", shown)[1]
        asked = self.client()
        asked.get(f"/b/{token}/")
        person = Respondent.objects.get()
        asked.post(reverse("respondent", args=[person.pk]), {"do": "start"})
        data = {"B1.1-value": "2", "B1.1-note": NOTE, "B1.1-base": "0"}
        asked.post(reverse("respondent_answer", args=[person.pk, "B1.1"]), data)
        asked.get(reverse("respondent_data", args=[person.pk]))
        self.secrets |= {token, hash_token(token), Respondent.objects.get().link_hash}

    def account(self, client):
        """Login that fails and succeeds, an invitation into the team, the own data, the end of the account."""
        user = make_verified_user(EMAIL)
        municipality = make_municipality()
        make_member(municipality, "lead")
        municipality.memberships.create(user=user, role="lead")
        log_in_with_password(EMAIL, "falsches-passwort", client=client, ip=IP)
        log_in_with_password(EMAIL, client=client, ip=IP)
        client.post(reverse("invite_member", args=[municipality.pk]), {"role": "edit", "email": INVITED})
        confirm_identity(client)
        client.get(reverse("account_data_json"))
        self.secrets |= {user.pk.hex, client.session.session_key, Invitation.objects.get().link_hash}
        client.post(reverse("delete_account"), {"email": EMAIL})

    def failures(self, client):
        """404 with a name in the path, 500 with a note at hand, a form without its security token, a wrong host."""
        client.get(f"/{NOTE}/?name={EMAIL}")
        client.post(reverse("broken"), {"note": NOTE})
        strict = Client(enforce_csrf_checks=True, REMOTE_ADDR=IP)
        strict.post(reverse("describe_project") + TYPED, {"name": PROJECT})
        client.get("/", headers={"host": "anders.example"})


@pytest.fixture
def story(settings):
    settings.ROOT_URLCONF = "tests.broken_urls"
    return Story()


def found_in(text, secrets):
    return sorted(secret for secret in secrets if secret.lower() in text.lower())


@pytest.mark.parametrize("formatter", ["line", "json"])
def test_log_of_a_story_holds_nothing_about_anybody(story, formatter):
    with logged(formatter) as stream:
        story.tell()
    text = stream.getvalue()

    # It was a story, and it is in the log.
    assert (User.objects.filter(email=EMAIL).count(), Assessment.objects.count(), Respondent.objects.count()) == (
        0,
        2,
        1,
    )
    assert set(Respondent.objects.get().responses.values_list("note", flat=True)) == {NOTE}
    assert "a note of 39 characters is too much" in text
    named = ("describe_project", "report_pdf", "upload", "account_login", "delete_account", "respondent_data", "broken")
    assert [name for name in named if name not in text] == []
    assert len(story.secrets) > 20
    assert found_in(text, story.secrets) == []


def test_it_would_be_found(story):
    """So that the test above shows something: what a careless line would hold."""
    with logged() as stream:
        logging.getLogger("assessments").error("saved %s for %s from %s", NOTE, EMAIL, IP)

    assert found_in(stream.getvalue(), story.secrets) == sorted([NOTE, EMAIL, IP])


def test_every_record_goes_through_the_one_handler():
    """Of the program: pytest adds handlers of its own to the root."""
    named = {"": logging.getLogger(), **logging.getLogger().manager.loggerDict}
    own = {
        handler.name
        for logger in named.values()
        if isinstance(logger, logging.Logger)
        for handler in logger.handlers
        if not type(handler).__module__.startswith("_pytest") and not isinstance(handler, logging.NullHandler)
    }

    assert own == {"console"}
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["request", "redact"]
