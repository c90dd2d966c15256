"""One person with something in every table that says anything about people, and a colleague who stays."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import Claim
from recommendations.actions import add_measure, publish_answer
from recommendations.models import CostLine, Entry, FunderMembership, Indicator, Reading
from tests.cast import editor_of, make_assessment, make_member, make_municipality
from tests.programmes import make_participants, make_programme, make_release, make_share, make_shares, make_submitted

NAME = "Amtsleitung Bauwesen"
EMAIL = "bauamt@musterbach.example"
OTHER = "bauhof@musterbach.example"
OLD_EMAIL = "eingeladen@musterbach.example"


class Person:
    """Leitung beside another in one team, formerly in a second one, funder, claimant; edits by link too."""

    def __init__(self):
        self.municipality, self.former = make_municipality(), make_municipality("Nachbarbach (erfunden)")
        self.colleague = make_member(self.municipality, "lead")
        self.other_lead = make_member(self.former, "lead")
        self.user = make_member(self.municipality, "lead", EMAIL)
        actions.rename_account(user=self.user, name=NAME)
        self.editor = editor_of(self.user)
        self.sign_in()
        self.come_and_go()
        self.work()
        self.decide()
        self.share()

    def sign_in(self):
        for email, primary in ((EMAIL, True), (OTHER, False)):
            EmailAddress.objects.create(user=self.user, email=email, verified=True, primary=primary)
        Authenticator.objects.create(user=self.user, type="totp", data={"secret": "geheimer-schluessel"})
        SocialAccount.objects.create(user=self.user, provider="oidc", uid="kennung-4711")
        self.clients = [Client(), Client()]
        for client in self.clients:
            client.force_login(self.user)
            UserSession.objects.create(
                user=self.user, session_key=client.session.session_key, ip="0.0.0.0", user_agent="Firefox"
            )

    def come_and_go(self):
        """Into the second team by an invitation, did something there, and left."""
        invitation, _ = actions.invite_member(
            municipality=self.former, role="edit", email=OLD_EMAIL, editor=editor_of(self.other_lead)
        )
        actions.accept_invitation(invitation=invitation, addresses={OLD_EMAIL}, editor=self.editor)
        self.old, _ = make_assessment(tenant=self.former)
        self.answer(self.old, "B1.2", "Notiz im früheren Team")
        actions.leave_team(municipality=self.former, editor=self.editor)

    def work(self):
        self.assessment, _ = make_assessment(tenant=self.municipality)
        self.by_link, self.token = make_assessment()
        for assessment in (self.assessment, self.by_link):
            self.answer(assessment, "B1.1", "Der Bauhof trägt es")
            add_measure(assessment=assessment, fields={"title": "Betrieb klären"}, editor=self.editor)
        actions.invite_member(municipality=self.municipality, role="read", email="", editor=self.editor)
        Claim.objects.create(
            user=self.user, municipality=self.former, function="Leitung Bauamt", created_at=timezone.now()
        )

    def answer(self, assessment, item, note):
        actions.save_answer(assessment=assessment, item=item, value="1", note=note, base_revision=0, editor=self.editor)

    def decide(self):
        """Something of each kind in the decision on both projects."""
        who = {"edited_by": NAME, "editor_key": self.editor.key}
        times = {"created_at": timezone.now(), "updated_at": timezone.now()}
        for assessment in (self.assessment, self.by_link):
            of = {"project": assessment.project, **who}
            Entry.objects.create(key="concept.benefit", value="Weniger Fahrten", updated_at=timezone.now(), **of)
            CostLine.objects.create(kind="hosting", label="Funkplattform", **times, **of)
            indicator = Indicator.objects.create(title="Kontrollfahrten", unit="Fahrten", **times, **of)
            Reading.objects.create(
                indicator=indicator, day=date(2026, 11, 2), value=3, updated_at=timezone.now(), **who
            )

    def share(self):
        self.programme = make_programme(municipalities=[self.municipality])
        FunderMembership.objects.create(programme=self.programme, user=self.user)
        done = make_submitted(self.municipality)
        self.shared = make_share(self.programme, self.municipality, assessment=done, editor=self.editor)
        make_shares(self.programme, make_participants(5, programme=self.programme))
        self.release = make_release(self.programme, user=self.user)
        answer = {"recommendation": "F1.1", "status": "planned", "text": "Kommt", "base_number": 0}
        publish_answer(programme=self.programme, user=self.user, **answer)

    @property
    def names(self):
        """All by which a row can tell the person."""
        return NAME, EMAIL, OTHER, OLD_EMAIL, self.user.pk.hex, str(self.user.pk), repr(self.user.pk)


def traces(*texts):
    """Every table with a row that holds one of the texts, sessions as what they say."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        rows = [row.get_decoded() for row in model.objects.all()] if model is Session else model.objects.values()
        if any(text in str(row) for row in rows for text in texts):
            found.add(model._meta.label)
    return found
