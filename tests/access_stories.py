"""What the rows of access_rows.py are tried with: a check with one of everything that has an id, and addresses."""

import uuid
from datetime import date, timedelta
from functools import cached_property

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import Kind, record
from assessments.models import Membership
from recommendations.models import CostLine, Indicator, Measure, Reading
from tests.cast import (
    ANNA,
    log_in,
    make_assessment,
    make_invitation,
    make_member,
    make_municipality,
    make_respondent,
    make_user,
    open_link,
)
from tests.exchange import make_contact, make_listing, make_place
from tests.programmes import make_funder, make_participants, make_programme, make_release, make_share, make_shares

ID = {
    "check": "assessment_id",
    "tenant": "municipality_id",
    "project": "project_id",
    "respondent": "respondent_id",
    "invitation": "invitation_id",
    "programme": "programme_id",
    "release": "release_id",
}
OF_PROGRAMME = {"programme_id", "release_id", "share_id"}
OF_EXCHANGE = {"listing_id", "other_id", "contact_id"}


class Story:
    """An assessment with one measure and one respondent; held by a link, or by the team of a municipality, with a
    colleague, a former one and an invitation."""

    def __init__(self, *, held_by_team):
        self.municipality = make_municipality("Musterbach (erfunden)") if held_by_team else None
        self.assessment, self.token = make_assessment({"B1.1": 3}, tenant=self.municipality)
        self.measure = Measure.objects.create(
            assessment=self.assessment, title="Betrieb klären", created_at=self.assessment.created_at
        )
        now = {"created_at": self.assessment.created_at, "updated_at": self.assessment.created_at}
        project = self.assessment.project
        self.cost = CostLine.objects.create(project=project, kind="hosting", label="Funkplattform", **now)
        self.indicator = Indicator.objects.create(project=project, title="Kontrollfahrten", unit="Fahrten", **now)
        self.reading = Reading.objects.create(
            indicator=self.indicator, day=date(2026, 1, 1), value=3, updated_at=now["updated_at"]
        )
        self.respondent, self.respondent_token = make_respondent(self.assessment)
        tenant = self.municipality or self.assessment.project.municipality
        self.colleague = Membership.objects.get(
            user=make_member(tenant, "edit", f"a-{tenant.pk.hex}@musterbach.example")
        )
        self.former = make_user(f"b-{tenant.pk.hex}@musterbach.example")
        record(kind=Kind.MEMBER_REMOVED, editor=ANNA, municipality=tenant, person_id=self.former.pk)
        self.invitation, self.invitation_token = make_invitation(tenant)

    @cached_property
    def funding(self):
        """A programme with a release, in which the municipality takes part and shares; made for who asks."""
        place = self.municipality or self.assessment.project.municipality
        return Funding(place)

    @cached_property
    def exchange(self):
        """The municipality offers and seeks; a neighbour has asked about the one, and offers the other."""
        own, neighbour = self.municipality or self.assessment.project.municipality, make_place()
        offer, seek = make_listing(own), make_listing(neighbour, kind="seek")
        make_listing(own, "K2.1", "seek")
        other, contact = make_listing(neighbour, "K2.1"), make_contact(offer, seek)
        return {"listing_id": offer.pk, "other_id": other.pk, "contact_id": contact.pk}

    def ids(self):
        tenant = self.municipality or self.assessment.project.municipality
        return {
            "assessment_id": self.assessment.pk,
            "municipality_id": tenant.pk,
            "project_id": self.assessment.project_id,
            "measure_id": self.measure.pk,
            "cost_id": self.cost.pk,
            "indicator_id": self.indicator.pk,
            "reading_id": self.reading.pk,
            "respondent_id": self.respondent.pk,
            "membership_id": self.colleague.pk,
            "user_id": self.former.pk,
            "invitation_id": self.invitation.pk,
        }

    def member(self, role):
        return log_in(make_member(self.municipality, role))


class Funding:
    def __init__(self, place):
        self.place = place
        self.programme = make_programme(f"Programm {place.pk.hex} (erfunden)", [place])

    @cached_property
    def share(self):
        return make_share(self.programme, self.place)

    @cached_property
    def release(self):
        """Of yesterday: what the page makes is one of today."""
        make_shares(self.programme, make_participants(4, programme=self.programme))
        return make_release(self.programme, timezone.localdate() - timedelta(days=1))

    def ids(self):
        return {"programme_id": self.programme.pk, "share_id": self.share.pk, "release_id": self.release.pk}

    def funder(self):
        return log_in(make_funder(self.programme, f"{self.programme.pk.hex}@programm.example"))


def address(row, story=None):
    """Of what the story holds; without a story, of what does not exist."""
    names = {name for name, value in row.kwargs if value is None} | ({ID[row.gate]} if row.gate in ID else set())
    ids = story.ids() if story else {}
    if story and names & OF_PROGRAMME:
        ids |= story.funding.ids()
    if story and names & OF_EXCHANGE:
        ids |= story.exchange
    kwargs = {**dict(row.kwargs), **{name: ids.get(name, uuid.uuid4()) for name in names}}
    return reverse(row.name, kwargs=kwargs)


def stranger(role, team):
    if role == "no municipality":
        return log_in(make_user())
    if role == "other municipality":
        return log_in(make_member(make_municipality("Nachbarbach (erfunden)"), "lead"))
    if role == "other link":
        return open_link(Client(), make_assessment()[1])
    if role == "funder":
        return team.funding.funder()
    if role == "other funder":
        return Funding(make_municipality("Fernbach (erfunden)")).funder()
    if role == "operator":
        return log_in(make_user(is_staff=True, is_superuser=True))
    other = make_respondent(make_assessment()[0])[1] if "another" in role else team.respondent_token
    client = Client()
    client.get(f"/b/{other}/")
    return client
