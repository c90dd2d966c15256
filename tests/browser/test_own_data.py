"""A person downloads the own data and deletes the own account, in the browser."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.models import Membership, User
from tests.accounts.people import make_verified_user
from tests.browser.looks import FEWER_LOOKS, faults_here
from tests.browser.test_accounts import EMAIL, confirm, log_in
from tests.cast import make_assessment, make_member, make_municipality

pytestmark = pytest.mark.browser


@pytest.fixture
def user(transactional_db):
    return make_verified_user(EMAIL)


def lead(user, name):
    municipality = make_municipality(name)
    Membership.objects.create(user=user, municipality=municipality, role="lead")
    return municipality


def test_file_of_the_own_data(open_page, user):
    page = open_page(javascript=False)
    log_in(page)
    page.get_by_role("link", name="Meine Daten herunterladen").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Datei herunterladen").click()
        # The login is a moment ago, but the file is for whoever gives the password now.
        confirm(page)

    data = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert data["Konto"]["E-Mail-Adresse"] == EMAIL


def test_only_member_deletes_account_and_municipality(open_page, watch, axe, user):
    watch.expected = ["422 (Unprocessable"]
    alone = lead(user, "Musterbach an der langen Verwaltungsgemeinschaft (erfunden)")
    make_assessment(tenant=alone)
    make_member(lead(user, "Nachbarbach (erfunden)"), "lead")
    page = open_page()
    log_in(page)
    page.goto(reverse("delete_account"))
    confirm(page)
    found = faults_here(page, axe, FEWER_LOOKS)

    page.get_by_role("button", name="Konto endgültig löschen").click()
    assert page.title().startswith("Fehler: ")
    found += faults_here(page, axe, FEWER_LOOKS)
    page.get_by_label("Ja, auch das Konto von").check()
    page.get_by_label("Ihre E-Mail-Adresse").fill(EMAIL)
    page.get_by_role("button", name="Konto endgültig löschen").click()

    assert found == []
    page.get_by_text("Ihr Konto ist gelöscht.").first.wait_for()
    assert not User.objects.filter(email=EMAIL).exists()


def test_last_lead_finds_the_way_out(open_page, axe, user):
    municipality = lead(user, "Musterbach (erfunden)")
    make_member(municipality, "read")
    page = open_page()
    log_in(page)
    page.goto(reverse("delete_account"))
    confirm(page)

    assert faults_here(page, axe, FEWER_LOOKS) == []
    page.get_by_role("link", name="Team von Musterbach (erfunden)").click()
    assert page.url.endswith(reverse("team", args=[municipality.pk]))
