import pytest
from django.urls import reverse

from assessments.access import hash_token
from assessments.actions import adopt_assessment, leave_team, save_answer
from assessments.models import Membership
from tests.cast import editor_of, log_in, make_assessment, make_invitation, make_member, make_municipality, make_user
from tests.queries import at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def lead(municipality):
    return make_member(municipality, "lead", "leitung@musterbach.example")


def page(name, municipality, *ids):
    return reverse(name, args=[municipality.pk, *ids])


def text_for(user, municipality):
    return log_in(user).get(page("team", municipality)).content.decode()


def member_of(user):
    return Membership.objects.get(user=user)


def test_lead_sees_everybody_and_what_to_change(municipality, lead):
    edit = make_member(municipality, "edit", "fachamt@musterbach.example")
    invitation, _ = make_invitation(municipality, email="neu@musterbach.example", created_by=lead)

    text = text_for(lead, municipality)

    assert "fachamt@musterbach.example" in text
    assert "neu@musterbach.example: Bearbeitung" in text
    assert page("edit_member", municipality, member_of(edit).pk) in text
    assert page("revoke_invitation", municipality, invitation.pk) in text


@pytest.mark.parametrize("role", ["edit", "read"])
def test_others_see_names_and_roles_alone(municipality, lead, role):
    make_invitation(municipality, email="neu@musterbach.example")
    gone = make_member(municipality, "edit", "frueher@musterbach.example")
    leave_team(municipality=municipality, editor=editor_of(gone))
    shown = ("neu@musterbach", "Ehemalige", "leitung@musterbach.example", "Person einladen", "Offene Einladungen")
    assert all(word in text_for(lead, municipality) for word in shown)

    text = text_for(make_member(municipality, role), municipality)

    assert "lead Musterbach" in text
    assert [word for word in shown if word in text] == []
    assert page("leave_team", municipality) in text


def test_number_of_queries_does_not_grow(municipality, lead):
    for number in range(5):
        make_member(municipality, "read", f"{number}@musterbach.example")
        make_invitation(municipality, created_by=lead)
        gone = make_member(municipality, "edit", f"frueher-{number}@musterbach.example")
        leave_team(municipality=municipality, editor=editor_of(gone))
    client = log_in(lead)

    with at_most(8):
        client.get(page("team", municipality))


def test_role_is_changed_and_counts_at_once(municipality, lead):
    other = make_member(municipality, "lead", "zweite@musterbach.example")
    running = log_in(other)
    assert running.get(page("invite_member", municipality)).status_code == 200

    response = log_in(lead).post(page("edit_member", municipality, member_of(other).pk), {"role": "read"})

    assert response.url == page("team", municipality)
    assert running.get(page("team", municipality)).status_code == 200
    assert running.get(page("invite_member", municipality)).status_code == 403


@pytest.mark.parametrize("role", ["", "admin"])
def test_unknown_role_is_refused(municipality, lead, role):
    response = log_in(lead).post(page("edit_member", municipality, member_of(lead).pk), {"role": role})

    assert response.status_code == 422
    assert "Bitte wählen Sie eine Rolle" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("edit_member", {"role": "read"}), ("remove_member", {"sure": "on"}), ("leave_team", {"sure": "on"})],
)
def test_last_lead_stays_and_is_told_why(municipality, lead, name, data):
    ids = [] if name == "leave_team" else [member_of(lead).pk]

    response = log_in(lead).post(page(name, municipality, *ids), data)

    assert response.status_code == 422
    assert "Das Team braucht mindestens eine Leitung" in response.content.decode()
    assert member_of(lead).role == "lead"


@pytest.mark.parametrize("name", ["remove_member", "leave_team"])
def test_nothing_happens_without_the_tick(municipality, lead, name):
    make_member(municipality, "lead", "zweite@musterbach.example")
    ids = [] if name == "leave_team" else [member_of(lead).pk]

    assert log_in(lead).post(page(name, municipality, *ids)).status_code == 422
    assert member_of(lead)


def test_removed_person_is_out_at_once(municipality, lead):
    other = make_member(municipality, "edit", "fachamt@musterbach.example")
    running = log_in(other)
    assert running.get(page("team", municipality)).status_code == 200

    response = log_in(lead).post(page("remove_member", municipality, member_of(other).pk), {"sure": "on"})

    assert response.url == page("team", municipality)
    assert running.get(page("team", municipality)).status_code == 404


def test_who_removes_himself_or_leaves_ends_at_the_account(municipality, lead):
    other = make_member(municipality, "lead", "zweite@musterbach.example")
    remove_self = page("remove_member", municipality, member_of(other).pk)

    assert log_in(other).post(remove_self, {"sure": "on"}).url == reverse("account")

    reader = make_member(municipality, "read")
    assert log_in(reader).post(page("leave_team", municipality), {"sure": "on"}).url == reverse("account")
    assert list(municipality.memberships.all()) == [member_of(lead)]


def test_member_of_another_team_is_not_found(municipality, lead):
    foreign = member_of(make_member(make_municipality("Nachbarbach (erfunden)"), "edit", "x@example.org"))

    for name in ("edit_member", "remove_member"):
        assert log_in(lead).get(page(name, municipality, foreign.pk)).status_code == 404


def test_who_only_had_the_link_is_no_former_member(municipality, lead):
    """Neither before the check came into the account nor after; whoever was a member is."""
    check, token = make_assessment({"B1.1": 1})
    guest = make_user("nebenan@nachbarbach.example")
    save_answer(assessment=check, item="B1.1", value="2", note="", base_revision=1, editor=editor_of(guest))
    adopt_assessment(assessment=check, municipality=municipality, granted=(hash_token(token),), editor=editor_of(lead))
    assert municipality.history.filter(actor=guest).exists()
    gone = make_member(municipality, "edit", "frueher@musterbach.example")
    save_answer(assessment=check, item="B1.1", value="3", note="", base_revision=2, editor=editor_of(gone))
    leave_team(municipality=municipality, editor=editor_of(gone))

    response = log_in(lead).get(page("team", municipality))

    assert list(response.context["former"]) == [gone]
    assert list(log_in(guest).get(reverse("account")).context["former"]) == []
    assert list(log_in(gone).get(reverse("account")).context["former"]) == [municipality]
