"""What the tests of a funder's pages are about: an invented programme, its funder, and its releases."""

import re
from datetime import timedelta

from django.utils import timezone

from tests.cast import log_in
from tests.programmes import make_funder, make_participants, make_programme, make_release, make_shares


class Funding:
    """12 municipalities in Bayern (size class 2), 6 in Hessen (3) and 3 in Sachsen (1), of which all but one share.

    Sachsen has too few, so that Hessen is withheld too; the same goes for their size classes.
    """

    def __init__(self, **fields):
        self.programme = make_programme(**fields)
        self.bayern = make_participants(12, land="09", size_class=2, programme=self.programme)
        self.hessen = make_participants(6, land="06", size_class=3, programme=self.programme)
        self.sachsen = make_participants(3, land="14", size_class=1, programme=self.programme)
        make_shares(self.programme, [*self.bayern, *self.hessen, *self.sachsen[:2]], days_ago=100)
        self.user = make_funder(self.programme)

    def client(self):
        return log_in(self.user)

    def release(self, days_ago=0):
        return make_release(self.programme, timezone.localdate() - timedelta(days=days_ago), self.user)


def text_of(response):
    """What a page says, without tags, each space once."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
