import pytest
from django.urls import reverse

from assessments.models import Municipality
from assessments.municipalities import search_key, size_class
from tests.cast import log_in, make_member, make_municipality
from tests.queries import at_most

pytestmark = pytest.mark.django_db

PLACES = [
    # AGS, name, Kreis, Land, PLZ, population
    ("05315000", "Köln, Stadt", "Köln, Stadt", "05", "50667", 1_000_000),
    (
        "07316000",
        "Neustadt an der Weinstraße, Stadt",
        "Neustadt an der Weinstraße, kreisfreie Stadt",
        "07",
        "67433",
        53_000,
    ),
    ("06534016", "Neustadt (Hessen), Stadt", "Marburg-Biedenkopf", "06", "35279", 9_000),
    ("07143273", "Neustadt", "Westerwaldkreis", "07", "56479", 400),
    ("13076105", "Groß Neustadt", "Ludwigslust-Parchim", "13", "19306", 7_000),
    ("09999999", "Altneustadt", "Erfunden", "09", "99999", 90_000),
]


@pytest.fixture
def directory():
    Municipality.objects.bulk_create(
        Municipality(
            ags=ags,
            name=name,
            district=district,
            land=land,
            postcode=postcode,
            population=population,
            size_class=size_class(population),
            search_key=search_key(name),
        )
        for ags, name, district, land, postcode, population in PLACES
    )


def search(client, q, name="choose_municipality"):
    return client.get(reverse(name), {"q": q, "umfang": "voll"})


def names(response):
    return [hit.name for hit in response.context["hits"]]


def test_ranks_exact_then_beginning_then_word_then_anywhere_and_large_places_first(client, directory):
    assert names(search(client, "Neustadt")) == [
        "Neustadt",
        "Neustadt an der Weinstraße, Stadt",
        "Neustadt (Hessen), Stadt",
        "Groß Neustadt",
        "Altneustadt",
    ]


@pytest.mark.parametrize("q", ["Köln", "koeln", "KÖLN", "Ko\u0308ln", " Köln ", "05315000", "5066", "50667", "Kö\0ln"])
def test_finds_a_place_however_it_is_written(client, directory, q):
    assert names(search(client, q)) == ["Köln, Stadt"]


@pytest.mark.parametrize("q", ["xyz", "%", "_", "k", "😀", "שלום", "'; --", "1", "\u202e"])
def test_finds_nothing(client, directory, q):
    response = search(client, q)

    assert response.status_code == 200
    assert list(response.context["hits"] or []) == []


def test_tells_namesakes_apart_and_carries_the_scope_along(client, directory):
    text = search(client, "Neustadt (Hessen)").content.decode()

    assert "Marburg-Biedenkopf, Hessen · 9.000&nbsp;Einwohnerinnen und Einwohner · Rathaus 35279" in text
    assert f"{reverse('describe_project')}?umfang=voll&amp;ags=06534016" in text


def test_shows_at_most_20_and_says_how_many_more(client):
    Municipality.objects.bulk_create(
        Municipality(ags=f"{n:08}", name=f"Dorf {n}", land="01", size_class=1, search_key=f"dorf {n}")
        for n in range(25)
    )

    response = search(client, "dorf")

    assert len(response.context["hits"]) == 20
    assert "25 Treffer" in response.content.decode()
    assert "5 weitere Treffer: bitte genauer suchen" in response.content.decode()


def test_type_ahead_is_the_list_alone(client, directory):
    response = search(client, "koeln", "search_municipalities")

    assert "Köln, Stadt" in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("q", ["dorf", "koeln", "nichts"])
def test_number_of_queries_is_constant(client, directory, q):
    with at_most(4):
        search(client, q)


def test_place_that_vanished_is_not_found(client, directory):
    Municipality.objects.filter(ags="05315000").update(is_current=False)

    assert names(search(client, "koeln")) == []


def test_without_a_directory_one_types_the_place_in(client):
    text = client.get(reverse("choose_municipality")).content.decode()

    assert "id_q" not in text
    assert 'name="name"' in text


def test_typed_place_leads_to_the_project_and_stores_nothing(client):
    url = f"{reverse('choose_municipality')}?umfang=voll"
    response = client.post(url, {"name": "Zweckverband\0 Au", "land": "09", "size_class": "2"})

    assert response.url == f"{reverse('describe_project')}?umfang=voll&name=Zweckverband+Au&land=09&size_class=2"
    assert not Municipality.objects.exists()


BAD = {
    "empty": ({}, {"name", "land", "size_class"}),
    "unknown Land": ({"name": "Au", "land": "99", "size_class": "1"}, {"land"}),
    "unknown size": ({"name": "Au", "land": "09", "size_class": "7"}, {"size_class"}),
    "too long": ({"name": "x" * 100_000, "land": "09", "size_class": "1"}, {"name"}),
    "no letters": ({"name": "😀", "land": "09", "size_class": "1"}, {"name"}),
    "controls": ({"name": "\0\x01", "land": "09", "size_class": "1"}, {"name"}),
}


@pytest.mark.parametrize(("data", "fields"), BAD.values(), ids=BAD)
def test_bad_place_is_refused_at_the_field_and_on_top(client, data, fields):
    response = client.post(reverse("choose_municipality"), data)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    text = response.content.decode()
    assert "<title>Fehler: " in text
    assert "error-summary" in text
    assert text.count('class="kern-error"') == len(fields)


def test_typed_text_is_kept(client):
    text = client.post(reverse("choose_municipality"), {"name": "Au <b>&"}).content.decode()

    assert 'value="Au &lt;b&gt;&amp;"' in text
    assert 'href="#id_size_class_0"' in text


@pytest.mark.parametrize(("role", "offered"), [("lead", True), ("edit", True), ("read", False)])
def test_member_is_offered_the_own_municipality(role, offered):
    tenant = make_municipality()

    text = log_in(make_member(tenant, role)).get(reverse("choose_municipality"), {"umfang": "voll"}).content.decode()

    address = f"{reverse('describe_project')}?umfang=voll&amp;kommune={tenant.pk}"
    assert (address in text) == ("Für Ihre Kommune" in text) == offered
