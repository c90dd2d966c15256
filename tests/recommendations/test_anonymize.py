import pytest
from django.urls import reverse

from assessments.actions import StillMember, leave_team, save_answer
from recommendations import actions
from tests.cast import editor_of, log_in, make_assessment, make_member, make_municipality, make_user
from tests.exchange import make_listing, make_place

pytestmark = pytest.mark.django_db
NAME = "edit Musterbach"


@pytest.fixture
def tenant():
    return make_municipality()


@pytest.fixture
def person(tenant):
    """A former member who changed an answer and a measure."""
    person = make_member(tenant, "edit")
    assessment, _ = make_assessment(tenant=tenant)
    editor = editor_of(person)
    save_answer(assessment=assessment, item="B1.1", value="1", note="", base_revision=0, editor=editor)
    actions.add_measure(assessment=assessment, fields={"title": "Betrieb klären"}, editor=editor)
    leave_team(municipality=tenant, editor=editor)
    return person


def url(tenant, person):
    return reverse("anonymize", args=[tenant.pk, person.pk])


def names(tenant):
    assessment = tenant.held_projects.get().assessments.get()
    entries = set(tenant.history.exclude(kind="created").values_list("actor_name", flat=True))
    return entries | {assessment.answers.get().edited_by, assessment.measures.get().edited_by}


@pytest.mark.parametrize("who", ["lead", "person"])
def test_name_is_replaced_everywhere(tenant, person, who):
    client = log_in(person if who == "person" else make_member(tenant, "lead"))
    assert names(tenant) == {NAME}
    assert client.get(url(tenant, person)).status_code == 200

    response = client.post(url(tenant, person), {"sure": "on"})

    assert response.url == (reverse("account") if who == "person" else reverse("team", args=[tenant.pk]))
    assert names(tenant) == {"ehemaliges Mitglied"}
    assert not tenant.held_projects.filter(assessments__measures__editor_key=person.pk.hex).exists()
    assert client.get(url(tenant, person)).status_code == 404


def test_nothing_happens_without_the_tick(tenant, person):
    assert log_in(person).post(url(tenant, person)).status_code == 422
    assert names(tenant) == {NAME}


def test_member_keeps_the_name(tenant, person):
    lead = make_member(tenant, "lead")

    assert log_in(lead).post(url(tenant, lead), {"sure": "on"}).status_code == 404
    with pytest.raises(StillMember):
        actions.anonymize_member(municipality=tenant, user=lead)


def test_whom_the_history_does_not_name_is_not_found(tenant):
    other = make_user()

    assert log_in(make_member(tenant, "lead")).get(url(tenant, other)).status_code == 404
    assert log_in(other).get(url(tenant, other)).status_code == 404


def test_address_leaves_the_exchange_of_this_municipality_alone(tenant, person):
    own = make_listing(tenant, email=person.email)
    other = make_listing(make_place("Nachbarbach (erfunden)"), email=person.email)

    actions.anonymize_member(municipality=tenant, user=person)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.email, other.email) == ("", person.email)
