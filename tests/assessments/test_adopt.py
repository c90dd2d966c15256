import pytest
from django.urls import reverse

from assessments.models import Municipality, Project
from tests.cast import log_in, make_assessment, make_member, make_municipality, make_user, open_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_municipality("Musterstadt (erfunden)")


def url(assessment):
    return reverse("adopt", args=[assessment.pk])


def test_without_login_it_leads_there_and_back(client):
    assessment, token = make_assessment()
    open_link(client, token)

    response = client.get(url(assessment))

    assert response.url == f"{reverse('account_login')}?next={url(assessment)}"


@pytest.mark.parametrize("role", [None, "read"])
def test_who_may_edit_nowhere_is_told(town, role):
    assessment, token = make_assessment()
    client = open_link(log_in(make_member(town, role) if role else make_user()), token)

    assert "Dafür brauchen Sie in einem Team" in client.get(url(assessment)).content.decode()
    assert client.post(url(assessment), {"municipality": town.pk, "sure": "on"}).status_code == 422
    assert Project.objects.get().tenant is None


def test_page_says_what_happens(town):
    assessment, token = make_assessment()
    client = open_link(log_in(make_member(town, "edit")), token)

    text = client.get(url(assessment)).content.decode()

    assert "Der persönliche Link gilt nicht mehr" in text
    assert "bisher ist „Musterbach (erfunden)“ angegeben" in text
    assert "Mit übernommen" not in text


def test_adoption_ends_the_link_and_leads_to_the_check(town):
    assessment, token = make_assessment({"B1.1": 3})
    client = open_link(log_in(make_member(town, "edit")), token)

    response = client.post(url(assessment), {"municipality": town.pk, "sure": "on"}, follow=True)

    assert response.redirect_chain == [(reverse("overview", args=[assessment.pk]), 302)]
    assert "liegt jetzt im Konto von Musterstadt (erfunden)" in response.content.decode()
    assert client.get(reverse("open_link", args=[token])).status_code == 410
    assert list(Municipality.objects.all()) == [town]


@pytest.mark.parametrize("data", [{}, {"sure": "on"}, {"municipality": "x", "sure": "on"}])
def test_nothing_happens_without_tick_and_municipality(town, data):
    assessment, token = make_assessment()
    client = open_link(log_in(make_member(town, "edit")), token)

    assert client.post(url(assessment), data).status_code == 422
    assert Project.objects.get().tenant is None


def test_municipality_of_others_cannot_be_chosen(town):
    assessment, token = make_assessment()
    foreign = make_municipality("Nachbarbach (erfunden)")
    make_member(foreign, "lead", "x@example.org")
    client = open_link(log_in(make_member(town, "edit")), token)

    assert client.post(url(assessment), {"municipality": foreign.pk, "sure": "on"}).status_code == 422
    assert Project.objects.get().tenant is None


def test_other_checks_are_named_where_their_link_is_known(town):
    first, first_token = make_assessment()
    client = open_link(log_in(make_member(town, "edit")), first_token)
    client.post(reverse("submit", args=[first.pk]))
    client.post(reverse("continue_assessment", args=[first.pk]))
    newest = first.continued_by.get()

    assert "Mit übernommen" in client.get(url(newest)).content.decode()

    client.post(url(newest), {"municipality": town.pk, "sure": "on"})
    assert Project.objects.count() == 1
    assert client.get(reverse("comparison", args=[newest.pk])).context["other"] == first


def test_overview_offers_it(town):
    assessment, token = make_assessment()
    overview = reverse("overview", args=[assessment.pk])
    texts = {
        "member": open_link(log_in(make_member(town, "edit")), token).get(overview).content.decode(),
        "reader": open_link(log_in(make_member(town, "read")), token).get(overview).content.decode(),
    }

    assert "Dann arbeitet Ihr Team mit Rollen" in texts["member"]
    assert "Dafür brauchen Sie in einem Team" in texts["reader"]


def test_second_click_ends_where_the_first_one_did(town):
    assessment, token = make_assessment()
    user = make_member(town, "edit")
    client = open_link(log_in(user), token)
    data = {"municipality": town.pk, "sure": "on"}
    first = client.post(url(assessment), data)

    second = client.post(url(assessment), data)

    assert (second.status_code, second.url) == (302, first.url)
    assert client.get(url(assessment)).status_code == 404
    assert assessment.history.filter(kind="adopted").count() == 1


def test_second_click_of_somebody_else_finds_nothing(town):
    assessment, token = make_assessment()
    data = {"municipality": town.pk, "sure": "on"}
    open_link(log_in(make_member(town, "edit")), token).post(url(assessment), data)

    colleague = log_in(make_member(town, "lead", "leitung@musterstadt.example"))

    assert colleague.post(url(assessment), data).status_code == 404
