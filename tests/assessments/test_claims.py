"""The operator's page and command."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from assessments.actions import claim_municipality, refuse_claim
from assessments.models import Claim, Membership, Municipality
from tests.cast import log_in, make_member, make_user
from tests.queries import at_most

pytestmark = pytest.mark.django_db

URL = "/betrieb/anfragen/"


def town(ags="09999001", name="Musterbach (erfunden)"):
    return Municipality.objects.create(ags=ags, name=name, land="09", size_class=2, search_key=f"ort {ags}")


def make_claim(email="a@example.org", municipality=None):
    municipality = municipality or Municipality(name="Zweckverband Mustertal", land="09", size_class=2)
    return claim_municipality(
        user=make_user(email), municipality=municipality, function="Leitung Hauptamt", own_ags=None
    )


@pytest.fixture
def operator():
    return log_in(make_user("betrieb@example.org", is_staff=True))


def decide(client, claim, do="grant", **data):
    return client.post(URL, {"claim": claim.pk, "do": do, **data}, follow=True)


def command(*arguments):
    out = StringIO()
    call_command("claims", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_page_says_what_is_known(operator):
    claim = make_claim("a@example.org", town())
    EmailAddress.objects.create(user=claim.user, email="a@example.org", verified=True, primary=True)
    make_claim("b@example.org", claim.municipality)

    text = operator.get(URL).content.decode()

    assert "a@example.org (bestätigt)" in text
    assert "b@example.org (<strong>nicht bestätigt</strong>)" in text
    assert "Leitung Hauptamt" in text
    assert "AGS 09999001" in text
    assert text.count("1 weitere offene Anfrage.") == 2
    assert "schon ein Team" not in text


def test_grant(operator):
    claim = make_claim("a@example.org", town())

    response = decide(operator, claim)

    assert "gehört jetzt zum Team von Musterbach (erfunden)" in response.content.decode()
    assert Membership.objects.get().role == "lead"


def test_grant_of_a_typed_in_one(operator):
    decide(operator, make_claim())

    assert Membership.objects.get().municipality.name == "Zweckverband Mustertal"


def test_grant_beside_a_team_needs_a_role(operator):
    municipality = town()
    make_member(municipality, "lead", "leitung@musterbach.example")
    claim = make_claim("a@example.org", municipality)
    assert "hat schon ein Team oder Vorhaben" in operator.get(URL).content.decode()

    response = decide(operator, claim)

    assert response.status_code == 422
    assert "Bitte wählen Sie, in welcher Rolle" in response.content.decode()
    assert Claim.objects.get().granted is None

    decide(operator, claim, role="read")
    assert Membership.objects.get(user=claim.user).role == "read"


def test_typed_in_one_with_a_team_of_that_name_is_said(operator):
    decide(operator, make_claim("a@example.org"))
    make_claim("b@example.org")

    assert "hat schon ein Team oder Vorhaben" in operator.get(URL).content.decode()


def test_refusal(operator):
    decide(operator, make_claim(), "refuse")

    assert Claim.objects.get().granted is False
    assert not Membership.objects.exists()


def test_decided_claim_is_said(operator):
    claim = make_claim()
    refuse_claim(claim=claim)

    assert "schon entschieden" in decide(operator, claim).content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"claim": "x", "do": "grant"}, 422),
        ({"claim": "00000000-0000-4000-8000-000000000000", "do": "grant"}, 404),
        ({"claim": "00000000-0000-4000-8000-000000000000", "do": "x"}, 422),
    ],
    ids=["nothing", "no id", "unknown", "unknown wish"],
)
def test_what_cannot_be_meant(operator, data, status):
    assert operator.post(URL, data).status_code == status


def test_number_of_queries_does_not_grow(operator):
    for number in range(6):
        make_claim(f"{number}@example.org", town(f"0999900{number}", f"Ort {number}") if number % 2 else None)

    with at_most(8):
        operator.get(URL)


def test_command_lists_and_decides():
    assert command() == "Keine offenen Anfragen.\n"
    claim, other = make_claim("a@example.org", town()), make_claim("b@example.org")

    lines = command().splitlines()
    assert lines == [
        f"{claim.pk}  a@example.org  Leitung Hauptamt  Musterbach (erfunden) (09999001)  [nicht bestätigt]",
        f"{other.pk}  b@example.org  Leitung Hauptamt  Zweckverband Mustertal (eingetippt)  [nicht bestätigt]",
    ]
    assert command("grant", claim.pk) == "a@example.org gehört jetzt zum Team von Musterbach (erfunden).\n"
    assert command("refuse", other.pk) == "Abgelehnt.\n"
    assert command() == "Keine offenen Anfragen.\n"


@pytest.mark.parametrize("name", [None, "x", "00000000-0000-4000-8000-000000000000"])
def test_command_with_an_unknown_id(name):
    with pytest.raises(CommandError, match="Es gibt keine Anfrage"):
        call_command("claims", "grant", *([name] if name else []))


def test_command_beside_a_team_needs_a_role():
    municipality = town()
    make_member(municipality, "lead", "leitung@musterbach.example")
    claim = make_claim("a@example.org", municipality)
    make_claim("b@example.org", municipality)
    assert "hat schon ein Team oder Vorhaben, 1 weitere Anfrage(n)" in command()

    with pytest.raises(CommandError, match="--role"):
        command("grant", claim.pk)

    command("grant", claim.pk, "--role=edit")
    assert Membership.objects.get(user=claim.user).role == "edit"
    with pytest.raises(CommandError, match="schon entschieden"):
        command("refuse", claim.pk)
