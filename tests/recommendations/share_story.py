"""A municipality that takes part in a programme and has one submitted check, for the tests of its pages."""

from django.urls import reverse

from recommendations import consent
from tests.cast import log_in, make_member, make_municipality
from tests.programmes import make_participants, make_programme, make_share, make_submitted


class Story:
    def __init__(self):
        self.municipality = make_municipality()
        self.programme = make_programme(municipalities=[self.municipality])
        self.others = make_participants(5, land="09", size_class=1, programme=self.programme)
        self.check = make_submitted(self.municipality, level=1, days_ago=9, name="Glättesensoren")
        self.lead = log_in(make_member(self.municipality, "lead"))
        self.reader = log_in(make_member(self.municipality, "read"))

    @property
    def url(self):
        return reverse("share", args=[self.municipality.pk, self.programme.pk])

    def look(self, *checks, client=None):
        keys = [check.pk for check in checks]
        return (client or self.lead).get(self.url, {"ansehen": "1", "check": keys})

    def post(self, *checks, **data):
        fields = {"check": [check.pk for check in checks], "version": consent.CURRENT, "agree": "on", **data}
        return self.lead.post(self.url, {key: value for key, value in fields.items() if value is not None})

    def share(self, check=None, **fields):
        return make_share(self.programme, self.municipality, assessment=check or self.check, **fields)
