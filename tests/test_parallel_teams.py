"""Teams, claims and adoption with several people at once."""

import time
from threading import Event

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.access import hash_token
from assessments.actions import adopt_assessment, continue_assessment, submit_assessment
from assessments.models import Claim, Invitation, Membership, Municipality, Project
from tests.cast import (
    ANNA,
    editor_of,
    log_in,
    make_assessment,
    make_invitation,
    make_member,
    make_municipality,
    make_user,
    open_link,
)
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)


def post(client, name, args, data=None):
    url = reverse(name, args=args)
    return lambda: client.post(url, data or {}).status_code


@pytest.mark.parametrize("_", range(3))
def test_two_leads_downgrade_each_other(_):
    municipality = make_municipality()
    first, second = (make_member(municipality, "lead", f"{name}@musterbach.example") for name in "ab")
    ids = {user: Membership.objects.get(user=user).pk for user in (first, second)}
    pairs = ((first, second), (second, first))

    done = together(
        [
            post(log_in(acting), "edit_member", [municipality.pk, ids[other]], {"role": "read"})
            for acting, other in pairs
        ]
    )

    assert sorted(done) == [302, 403]
    assert Membership.objects.filter(role="lead").count() == 1


def test_two_leads_leave():
    municipality = make_municipality()
    clients = [log_in(make_member(municipality, "lead", f"{name}@musterbach.example")) for name in "ab"]

    done = together([post(client, "leave_team", [municipality.pk], {"sure": "on"}) for client in clients])

    assert sorted(done) == [302, 422]
    assert Membership.objects.get().role == "lead"


def test_invitation_is_accepted_by_one_of_ten():
    municipality = make_municipality()
    invitation, token = make_invitation(municipality)
    clients = [log_in(make_user(f"{number}@musterbach.example")) for number in range(10)]
    for client in clients:
        client.get(f"/einladung/{token}/")

    done = together([post(client, "invitation", [invitation.pk]) for client in clients])

    assert sorted(done) == [302] + [410] * 9
    assert Membership.objects.get().user == Invitation.objects.get().accepted_by


def test_one_person_accepts_in_two_windows():
    municipality = make_municipality()
    user = make_user()
    calls = []
    for _ in range(2):
        invitation, token = make_invitation(municipality)
        client = log_in(user)
        client.get(f"/einladung/{token}/")
        calls.append(post(client, "invitation", [invitation.pk]))

    assert together(calls) == [302, 302]
    assert Membership.objects.get().user == user


def test_check_is_adopted_by_one_of_two_municipalities():
    assessment, token = make_assessment()
    towns = [make_municipality(f"{name}-Dorf (erfunden)") for name in "AB"]
    calls = []
    for town in towns:
        client = open_link(log_in(make_member(town, "edit")), token)
        calls.append(post(client, "adopt", [assessment.pk], {"municipality": town.pk, "sure": "on"}))

    done = together(calls)

    assert sorted(done) == [302, 404]
    assert Project.objects.get().tenant in towns


def test_adoption_while_others_answer():
    assessment, token = make_assessment()
    town = make_municipality("Musterstadt (erfunden)")
    client = open_link(log_in(make_member(town, "edit")), token)
    items = ["B1.1", "B1.2", "B2.1", "K1.2"]
    calls = [
        post(open_link(Client(), token), "answer", [assessment.pk, item], {f"{item}-value": "3", f"{item}-seen": "x"})
        for item in items
    ]
    calls.insert(2, post(client, "adopt", [assessment.pk], {"municipality": town.pk, "sure": "on"}))

    done = together(calls)

    assert done.pop(2) == 302
    assert set(done) <= {200, 404}
    assert assessment.answers.count() == done.count(200)


def test_continuing_waits_for_an_adoption_and_sees_it():
    assessment, token = make_assessment()
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)
    assessment.refresh_from_db()
    town = make_municipality("Musterstadt (erfunden)")
    editor, adopted = editor_of(make_member(town, "edit")), Event()

    def adopt():
        with transaction.atomic():
            adopt_assessment(assessment=assessment, municipality=town, granted=(hash_token(token),), editor=editor)
            adopted.set()
            time.sleep(0.5)

    def continue_it():
        adopted.wait()
        return continue_assessment(assessment=assessment, editor=ANNA)

    _, (made, new_token) = together([adopt, continue_it])

    made.refresh_from_db()
    assert (made.project.tenant, made.link_hash, new_token) == (town, None, None)


def test_two_of_one_domain_claim_the_same_municipality(settings):
    settings.MUNICIPALITY_DOMAINS = {"musterbach.example": "09999001"}
    Municipality.objects.create(ags="09999001", name="Ort", land="09", size_class=2, search_key="ort")
    calls = []
    for number in range(4):
        user = make_user(f"{number}@musterbach.example")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        client = log_in(user)
        url = f"{reverse('claim_municipality')}?ags=09999001"
        calls.append(lambda client=client, url=url: client.post(url, {"function": "IT"}).status_code)

    assert together(calls) == [302] * 4
    assert Membership.objects.filter(role="lead").count() <= 1
    assert Membership.objects.count() == Claim.objects.filter(granted=True).count()


def test_claim_is_sent_twice():
    client = log_in(make_user())
    data = {"name": "Amt Mustertal", "land": "09", "size_class": "1", "function": "IT"}

    assert together([post(client, "claim_municipality", [], data)] * 4) == [302] * 4
    assert Claim.objects.count() == 1
