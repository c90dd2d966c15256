"""What a municipality shares with a programme, with long names: axe-core, the width of the window, the keyboard."""

import pytest
from django.urls import reverse

from recommendations.models import Share
from tests.browser.looks import FEWER_LOOKS, faults
from tests.browser.test_team_pages import LONG, LONG_NAME, pages
from tests.cast import make_member, make_municipality
from tests.programmes import (
    make_funder,
    make_participants,
    make_programme,
    make_release,
    make_share,
    make_shares,
    make_submitted,
)

pytestmark = pytest.mark.browser


class Sharing:
    """A municipality that shares one check and holds another; nine more share, so that there is a comparison."""

    def __init__(self):
        self.municipality = make_municipality(LONG)
        self.lead = make_member(self.municipality, "lead")
        self.programme = make_programme(f"{LONG_NAME} und {LONG}", [self.municipality], funder=LONG)
        make_shares(self.programme, make_participants(9, programme=self.programme), days_ago=3)
        self.shared = make_share(self.programme, self.municipality, level=3)
        make_release(self.programme)
        self.other = make_submitted(self.municipality, level=1, name=LONG_NAME)

    @property
    def place(self):
        return self.municipality.pk, self.programme.pk

    def preview(self):
        return f"{reverse('share', args=self.place)}?check={self.other.pk}&ansehen=1"


@pytest.fixture
def sharing(transactional_db):
    return Sharing()


def test_pages_of_sharing(open_as, axe, watch, sharing):
    watch.expected = ["422 (Unprocessable Entity)"]
    addresses = [
        *pages("lead", ["municipality_programmes"], sharing.municipality.pk),
        *pages("lead", ["share", "benchmark"], *sharing.place),
        *pages("lead", ["withdraw_share"], *sharing.place, sharing.shared.pk),
        ("preview", sharing.preview()),
        ("nothing chosen", f"{reverse('share', args=sharing.place)}?ansehen=1"),
    ]

    assert faults(open_as(sharing.lead), axe, addresses, FEWER_LOOKS) == []


def test_open_data_page_with_errors(open_as, axe, watch, sharing):
    watch.expected = ["422 (Unprocessable Entity)"]
    release = sharing.programme.releases.get()
    addresses = [
        *pages("funder", ["release_open_data"], release.pk),
        ("errors", f"{reverse('release_dcat', args=[release.pk])}?basis=ftp&lizenz=x"),
    ]

    assert faults(open_as(make_funder(sharing.programme)), axe, addresses, FEWER_LOOKS) == []


def press_on(page, label):
    """Ticks the box and presses the button after it, without a mouse."""
    page.get_by_label(label).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_share_and_withdraw_with_the_keyboard_alone(open_as, sharing):
    page = open_as(sharing.lead, javascript=False)
    page.goto(reverse("share", args=sharing.place))

    press_on(page, LONG_NAME)
    assert page.get_by_role("heading", name="Das sieht der Fördergeber").is_visible()
    assert not Share.objects.filter(assessment=sharing.other).exists()
    press_on(page, "Ich teile im Namen meiner Kommune")
    share = Share.objects.get(assessment=sharing.other)
    assert share.withdrawn_at is None
    page.goto(reverse("withdraw_share", args=[*sharing.place, share.pk]))
    press_on(page, "Ja, das Teilen widerrufen")

    share.refresh_from_db()
    assert share.withdrawn_at is not None
