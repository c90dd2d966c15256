"""What the attempts find: two municipalities, each with a team, a check and one of everything that has an id."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Membership, Municipality
from recommendations.models import Measure
from tests.cast import log_in, make_assessment, make_invitation, make_member, make_respondent

SECRET = "Der Kämmerer weiß noch nichts davon"


@dataclass(frozen=True)
class Attempt:
    """`run(world)` returns the status for the rightful one and that of the attempt."""

    name: str
    run: Callable
    rightful: int
    attempted: int

    def __str__(self):
        return self.name


class Tenant:
    """A municipality with a team of three, one check, and one of everything that has an id."""

    def __init__(self, name, ags):
        self.municipality = Municipality.objects.create(
            ags=ags, name=name, land="09", size_class=2, search_key=name.lower()
        )
        self.lead, self.edit = (
            make_member(self.municipality, role, f"{role}-{ags}@musterbach.example") for role in ("lead", "edit")
        )
        self.check, _ = make_assessment({"B1.1": 3}, tenant=self.municipality)
        Answer.objects.filter(assessment=self.check).update(note=SECRET)
        self.measure = Measure.objects.create(assessment=self.check, title=SECRET, created_at=self.check.created_at)
        self.respondent, self.respondent_token = make_respondent(self.check, name=SECRET)
        self.invitation, self.invitation_token = make_invitation(self.municipality, created_by=self.lead)

    def membership(self, user):
        return Membership.objects.select_related("municipality").get(user=user, municipality=self.municipality)

    def url(self, name, *ids):
        return reverse(name, args=[self.check.pk, *ids])

    def team_url(self, name, *ids):
        return reverse(name, args=[self.municipality.pk, *ids])

    def invite(self, **fields):
        return make_invitation(self.municipality, created_by=self.lead, **fields)

    def content(self):
        """What an attempt must not change."""
        answers = self.check.answers.values_list("item", "value", "note", "revision")
        return set(answers), set(self.check.measures.values_list("title", "revision"))

    def has_member(self, user):
        return self.municipality.memberships.filter(user=user).exists()


class World:
    """`town` has what `stranger`, who leads another municipality, is after."""

    def __init__(self, settings):
        self.settings = settings
        self.town = Tenant("Musterbach (erfunden)", "09999001")
        self.other = Tenant("Nachbarbach (erfunden)", "09999002")
        self.owner = log_in(self.town.lead)
        self.stranger = log_in(self.other.lead)
        self.seen = []

    def ask(self, client, url, data=None):
        """The status of a GET, or of a POST where there is data; the page is kept."""
        response = client.get(url) if data is None else client.post(url, data)
        self.seen.append(response)
        return response.status_code

    def both(self, url, data=None):
        return self.ask(self.owner, url, data), self.ask(self.stranger, url, data)

    def opened(self, url, client=None):
        client = client or Client()
        client.get(url)
        return client
