"""The restore drill: all is lost but a backup. Afterwards every page is as it was, to the byte."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from assessments.models import Membership, User
from recommendations.actions import EXAMPLE_ID
from tests.databases import empty_database

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PAGES = 45
PASSWORD = "Zwölf-Zeichen-und-mehr"
# What a page brings along for its forms is new each time.
FRESH = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
LINK = re.compile(r'href="(/[^"#]*)')
# Drawn anew each time, told to be different each time, or ends the visit.
LEFT_OUT = re.compile(r"\.pdf|/pdf|\.xlsx|/xlsx|abmelden|/static/|/konto/(sicherheit|sitzungen|zwei|2fa)")


@pytest.fixture
def example():
    """What load_example makes, with a password for both accounts. Returns the token of the personal link."""
    said = run("load_example")
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return re.search(r"/z/([\w-]+)/", said)[1]


def run(*arguments):
    """What a command says."""
    said = StringIO()
    call_command(*map(str, arguments), stdout=said)
    return said.getvalue()


def by_link(token):
    client = Client()
    assert client.get(reverse("open_link", args=[token])).status_code == 303
    return client


def by_password(email):
    client = Client()
    response = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert (response.status_code, response.url) == (302, reverse("account"))
    # The first page after says so, and no other.
    client.get(response.url)
    return client


def pages(client, start):
    """{address: text} of all that one comes to from there by links, in the order in which they stand on the pages."""
    found, waiting = {}, [start]
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found or LEFT_OUT.search(address):
            continue
        response = client.get(address)
        found[address] = (response.status_code, FRESH.sub(r"\1", response.text))
        if response["Content-Type"].startswith("text/html"):
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(response.text)]
    return found


def test_drill(example, tmp_path):
    lead, funder = (
        User.objects.filter(memberships__role=Membership.Role.LEAD).first().email,
        User.objects.filter(funder_memberships__isnull=False).first().email,
    )
    starts = {"link": reverse("result", args=[EXAMPLE_ID]), lead: reverse("account"), funder: reverse("programmes")}
    visits = {"link": by_link(example), lead: by_password(lead), funder: by_password(funder)}
    before = {who: pages(client, starts[who]) for who, client in visits.items()}
    run("backup", tmp_path / "stand.zip")
    with empty_database():
        run("restore", tmp_path / "stand.zip")
        stayed = {who: pages(client, starts[who]) for who, client in visits.items()}
        again = {"link": by_link(example), lead: by_password(lead), funder: by_password(funder)}
        anew = {who: pages(client, starts[who]) for who, client in again.items()}
        audit = run("audit_releases")

    assert {who: min(len(found), 20) for who, found in before.items()} == {"link": 20, lead: 20, funder: 20}
    assert {status for found in before.values() for status, _ in found.values()} <= {200, 302}
    for who in visits:
        assert list(stayed[who]) == list(before[who])
        assert {page for page in before[who] if stayed[who][page] != before[who][page]} == set()
        assert {page for page in before[who] if anew[who].get(page) != before[who][page]} == set()
    assert audit.endswith("Keine Befunde.\n")
