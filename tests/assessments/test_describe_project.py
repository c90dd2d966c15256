import pytest
from django.urls import reverse

from assessments.models import Assessment, Municipality, Project
from tests.cast import log_in, make_member, make_municipality

pytestmark = pytest.mark.django_db

GOOD = {"name": "Pegelmessung am Dorfbach", "phase": "ending", "funding_end": "30.06.2027"}
TYPED = "?umfang=kurz&name=Musterbach&land=09&size_class=2"


@pytest.fixture
def place():
    return Municipality.objects.create(
        ags="09474126", name="Forchheim", land="09", size_class=3, search_key="forchheim"
    )


def url(query):
    return reverse("describe_project") + query


def test_starts_an_assessment_and_shows_its_link(client, place):
    response = client.post(url("?umfang=voll&ags=09474126"), GOOD)

    assessment = Assessment.objects.get()
    assert response.url == reverse("personal_link", args=[assessment.pk])
    assert (assessment.project.municipality, assessment.scope) == (place, "full")
    assert str(assessment.project.funding_end) == "2027-06-30"
    assert client.get(response.url).status_code == 200


def test_typed_place_is_stored_with_the_project_only(client):
    assert client.get(url(TYPED)).status_code == 200
    assert not Municipality.objects.exists()

    client.post(url(TYPED), GOOD)

    assert Municipality.objects.get().name == "Musterbach"
    assert Assessment.objects.get().scope == "quick"


QUERIES = [
    "",
    "?ags=",
    "?ags=99999999",
    "?ags=x",
    "?ags=%00",
    "?ags=٠٩٤٧٤١٢٦",
    "?name=Au",
    "?name=Au&land=99&size_class=1",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_place_leads_back_to_the_search_with_a_word(client, query, method):
    response = getattr(client, method)(url(query), GOOD if method == "post" else None, follow=True)

    assert response.redirect_chain[-1][0] == reverse("choose_municipality")
    assert "steht nicht im Verzeichnis" in response.content.decode()
    assert not Project.objects.exists()


def test_place_that_vanished_while_the_form_was_open(client, place):
    Municipality.objects.update(is_current=False)

    response = client.post(url("?ags=09474126"), GOOD, follow=True)

    assert "steht nicht im Verzeichnis" in response.content.decode()


BAD = {
    "empty": ({}, {"name", "phase"}),
    "unknown phase": ({**GOOD, "phase": "x"}, {"phase"}),
    "long name": ({**GOOD, "name": "n" * 121}, {"name"}),
    "long description": ({**GOOD, "description": "d" * 100_000}, {"description"}),
    "no date": ({**GOOD, "funding_end": "bald"}, {"funding_end"}),
    "wrong order": ({**GOOD, "funding_start": "01.07.2027"}, {"funding_end"}),
}


@pytest.mark.parametrize(("data", "fields"), BAD.values(), ids=BAD)
def test_bad_project_is_refused_with_what_was_typed(client, place, data, fields):
    response = client.post(url("?ags=09474126"), data)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    assert not Project.objects.exists()
    for value in data.values():
        assert value in response.content.decode()


@pytest.mark.parametrize("name", ["😀 Projekt", "שלום", "a\u202eb", "Zeile\r\nZeile", "<script>alert(1)</script>"])
def test_odd_names_are_stored_clean_and_shown_escaped(client, place, name):
    client.post(url("?ags=09474126"), {**GOOD, "name": name})

    stored = Project.objects.get().name
    assert not set(stored) & set("\n\r\u202e")
    assert "<script>alert" not in client.get(reverse("overview", args=[Assessment.objects.get().pk])).content.decode()


@pytest.mark.parametrize("role", ["lead", "edit"])
def test_member_starts_an_assessment_in_the_account(role):
    tenant = make_municipality()
    client = log_in(make_member(tenant, role))
    query = f"?umfang=voll&kommune={tenant.pk}"
    assert "Ihr Team sieht ihn sofort" in client.get(url(query)).content.decode()

    response = client.post(url(query), GOOD)

    assessment = Assessment.objects.get()
    assert response.url == reverse("overview", args=[assessment.pk])
    assert (assessment.link_hash, assessment.project.tenant, assessment.project.municipality) == (None, tenant, tenant)
    assert client.get(response.url).status_code == 200


def test_reader_starts_none_in_the_account():
    tenant = make_municipality()

    assert log_in(make_member(tenant, "read")).get(url(f"?kommune={tenant.pk}")).status_code == 403


def test_municipality_of_others_is_not_found(client):
    tenant = make_municipality()
    other = log_in(make_member(make_municipality("Nachbarbach (erfunden)"), "lead"))

    for person in (client, other):
        for query in (f"?kommune={tenant.pk}", "?kommune=x", "?kommune=", f"?kommune={tenant.pk}&ags=09474126"):
            assert person.post(url(query), GOOD).status_code == 404
    assert not Assessment.objects.exists()
