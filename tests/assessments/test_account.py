from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import claim_municipality, leave_team, refuse_claim
from assessments.models import Claim, Municipality
from tests.cast import editor_of, log_in, make_assessment, make_member, make_municipality, make_user, open_link
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def show(client):
    return client.get(reverse("account")).content.decode()


def make_claim(user, name="Zweckverband Mustertal (erfunden)"):
    typed = Municipality(name=name, land="09", size_class=1)
    return claim_municipality(user=user, municipality=typed, function="Hauptamt", own_ags=None)


def test_new_account_is_told_how_to_begin():
    text = show(log_in(make_user()))

    assert "Sie gehören noch zu keinem Team" in text
    assert f'href="{reverse("claim_municipality")}"' in text


@pytest.mark.parametrize(("role", "word"), [("lead", "Leitung"), ("edit", "Bearbeitung"), ("read", "Lesen")])
def test_municipality_stands_there_with_the_role(role, word):
    municipality = make_municipality()

    text = show(log_in(make_member(municipality, role)))

    assert reverse("portfolio", args=[municipality.pk]) in text
    assert f"Ihre Rolle: {word}" in text
    assert ("Neuen Check beginnen" in text) == (role != "read")


def test_open_claim_is_shown_and_a_refused_one_for_a_while():
    user = make_user()
    made = make_claim(user)
    client = log_in(user)
    assert "in Prüfung" in show(client)

    refuse_claim(claim=made)
    assert "abgelehnt" in show(client)

    Claim.objects.update(decided_at=timezone.now() - timedelta(days=91))
    assert "Ihre Anfragen" not in show(client)


def test_claims_of_others_are_not_shown():
    make_claim(make_user("a@example.org"))

    assert "Zweckverband" not in show(log_in(make_user()))


def test_check_opened_by_link_is_offered():
    assessment, token = make_assessment()
    client = open_link(log_in(make_member(make_municipality("Musterstadt (erfunden)"), "edit")), token)

    assert reverse("adopt", args=[assessment.pk]) in show(client)


def test_reader_is_not_offered_what_the_role_forbids():
    assessment, token = make_assessment()
    client = open_link(log_in(make_member(make_municipality("Musterstadt (erfunden)"), "read")), token)

    text = show(client)
    assert reverse("overview", args=[assessment.pk]) in text
    assert reverse("adopt", args=[assessment.pk]) not in text


def test_former_team_is_offered_for_the_name():
    municipality = make_municipality()
    make_member(municipality, "lead")
    user = make_member(municipality, "edit")
    client = log_in(user)
    leave_team(municipality=municipality, editor=editor_of(user))

    assert reverse("anonymize", args=[municipality.pk, user.pk]) in show(client)


def test_number_of_queries_does_not_grow():
    user = make_member(make_municipality(), "lead")
    client = log_in(user)
    for number in range(4):
        user.memberships.create(municipality=make_municipality(f"Ort {number}"), role="edit")
        make_claim(user, f"Amt {number}")
        open_link(client, make_assessment()[1])

    with at_most(7):
        show(client)
