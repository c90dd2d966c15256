"""The addresses of a release's files: names, types, what is asked of the database, the open-data page."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Municipality
from recommendations.actions import publish_answer
from recommendations.models import Ledger, Programme
from recommendations.release_export import read_facts
from recommendations.release_json import build_json
from tests.cast import log_in, make_user
from tests.programmes import make_funder, make_participants, make_programme, make_release, make_shares
from tests.queries import at_most
from tests.recommendations.pdf_checks import flat, text_of
from tests.recommendations.release_facts import store_release

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "release_csv": ("csv", "text/csv; charset=utf-8"),
    "release_json": ("json", "application/json; charset=utf-8"),
    "release_dcat": ("jsonld", "application/ld+json; charset=utf-8"),
    "release_xlsx": ("xlsx", XLSX),
}


@pytest.fixture
def released(db):
    return store_release()


@pytest.fixture
def small(db):
    """A release that says nothing: its PDF is drawn sooner."""
    return store_release(content={})


@pytest.fixture
def user(released):
    return make_funder(released.programme)


@pytest.fixture
def funder(user):
    return log_in(user)


def get(client, release, name, **query):
    return client.get(reverse(name, args=[release.pk]), query)


@pytest.mark.parametrize("name", TYPES)
def test_file_has_a_plain_name_and_type(released, funder, name):
    response = get(funder, released, name)

    ending, content_type = TYPES[name]
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Content-Disposition"] == (
        f'attachment; filename="freigabe-digitale-orte-erfunden-2026-11-23.{ending}"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ('Bad "Müßig"; x=1\r\nX: y', "bad-muessig-x-1-x-y"),
        ("東京", "programm"),
        ("../../etc", "etc"),
        ("x" * 99, "x" * 60),
    ],
    ids=["quotes", "no letters", "path", "long"],
)
def test_file_name_is_safe_whatever_the_programme_is_called(released, funder, name, slug):
    Programme.objects.update(name=name)

    disposition = get(funder, released, "release_dcat")["Content-Disposition"]

    assert disposition == f'attachment; filename="freigabe-{slug}-2026-11-23.jsonld"'


@pytest.mark.parametrize("name", [*TYPES, "release_open_data"])
def test_few_queries_and_never_the_ledger(released, funder, name):
    Ledger.objects.create(release=released, members={"x": ["09", 2, {"B1": "0" * 16}]})

    with at_most(4), CaptureQueriesContext(connection) as captured:
        response = get(funder, released, name)

    assert response.status_code == 200
    assert [query["sql"] for query in captured if "ledger" in query["sql"]] == []


@pytest.mark.parametrize("name", [*TYPES, "release_pdf", "release_open_data"])
@pytest.mark.parametrize("who", ["other funder", "nobody's user"])
def test_whoever_funds_another_programme_is_a_stranger(released, name, who):
    client = log_in(make_funder(make_programme("Nachbarprogramm (erfunden)")) if who == "other funder" else make_user())

    assert get(client, released, name).status_code == 404


def test_pdf_follows_the_answers_and_comes_from_the_cache_when_nothing_changed(small):
    user = make_funder(small.programme)
    client = log_in(user)
    first = get(client, small, "release_pdf").content
    again = get(client, small, "release_pdf").content

    publish_answer(
        programme=small.programme, recommendation="F1.1", status="planned", text="Im Aufruf", base_number=0, user=user
    )
    later = get(client, small, "release_pdf").content

    assert first == again
    assert ("Im Aufruf" in flat(text_of(first)), "Im Aufruf" in flat(text_of(later))) == (False, True)


def test_pdf_names_only_the_laender_in_which_the_programme_lists_municipalities(small):
    client = log_in(make_funder(small.programme))
    make_participants(1, land="02", size_class=4, programme=small.programme)

    text = flat(text_of(get(client, small, "release_pdf").content))

    assert "Hamburg: zu wenige Kommunen. Kann nicht erscheinen" in text
    assert "Saarland" not in text


def test_pdf_that_cannot_be_made_says_why(small, settings, tmp_path):
    settings.ASSETS_DIR, settings.VERSION = tmp_path, "never cached"

    response = get(log_in(make_funder(small.programme)), small, "release_pdf")

    assert response.status_code == 503
    assert "Für das PDF fehlen" in response.content.decode()


def test_dcat_without_an_address_names_the_files_here(released, funder):
    data = json.loads(get(funder, released, "release_dcat").content)

    addresses = [entry["dcat:downloadURL"]["@id"] for entry in data["dcat:distribution"]]
    assert addresses == [
        f"http://127.0.0.1:8000/freigabe/{released.pk}/{name}"
        for name in ("daten.csv", "tabelle.xlsx", "daten.json", "bericht.pdf")
    ]
    assert data["@id"] == f"http://127.0.0.1:8000/freigabe/{released.pk}/"
    assert {entry["dcterms:license"]["@id"] for entry in data["dcat:distribution"]} == {
        "http://dcat-ap.de/def/licenses/other-closed"
    }


def test_dcat_with_an_address_names_the_downloaded_files_there(released, funder):
    query = {"basis": "https://daten.example/ordner/", "lizenz": "dl-by-de/2.0"}

    data = json.loads(get(funder, released, "release_dcat", **query).content)

    name = get(funder, released, "release_csv")["Content-Disposition"].split('"')[1]
    (csv, *_) = data["dcat:distribution"]
    assert csv["dcat:accessURL"] == {"@id": f"https://daten.example/ordner/{name}"}
    assert csv["dcterms:license"] == {"@id": "http://dcat-ap.de/def/licenses/dl-by-de/2.0"}
    assert data["@id"].startswith("https://daten.example/ordner/freigabe-")


@pytest.mark.parametrize(
    "query",
    [
        {"basis": "daten.example"},
        {"basis": "http://daten.example"},
        {"basis": "javascript:alert(1)"},
        {"basis": "https://"},
        {"basis": "https://daten.example/?a=1"},
        {"basis": "https://daten.example/#teil"},
        {"basis": "https://wer:geheim@daten.example/"},
        {"basis": "https://daten.example/ä"},
        {"basis": "https://daten example/"},
        {"basis": f"https://daten.example/{'x' * 500}"},
        {"lizenz": "unbekannt"},
    ],
    ids=["bare", "http", "script", "no host", "query", "fragment", "login", "umlaut", "space", "long", "licence"],
)
def test_malformed_parameter_is_said_and_shown_again(released, funder, query):
    response = get(funder, released, "release_dcat", **query)

    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fehler: Als offene Daten veröffentlichen" in html
    assert 'class="kern-alert kern-alert--danger error-summary"' in html
    assert response.context["form"].data["basis" if "basis" in query else "lizenz"] == next(iter(query.values()))


def test_page_leads_to_every_file(released, funder):
    html = get(funder, released, "release_open_data").content.decode()

    for name in ("release_csv", "release_xlsx", "release_json", "release_pdf", "release_dcat"):
        assert reverse(name, args=[released.pk]) in html
    assert reverse("release_schema") in html


def test_json_is_that_of_the_release(released, funder):
    data = json.loads(get(funder, released, "release_json").content)

    assert (data["id"], data["programme"]) == (str(released.pk), released.programme.name)
    assert data["rows"] == json.loads(build_json(read_facts(released)))["rows"]


@pytest.mark.parametrize("name", [*TYPES, "release_pdf"])
def test_no_file_names_a_municipality_or_tells_who_shared(db, name):
    programme = make_programme()
    shared = make_participants(6, programme=programme)
    make_participants(1, land="12", programme=programme)
    make_shares(programme, [*shared, *make_participants(1, land="13", programme=programme)])
    release = make_release(programme)
    names = set(Municipality.objects.values_list("name", flat=True))

    text = readable(get(log_in(make_funder(programme)), release, name).content)

    assert (len(names), release.shared) == (8, 7)
    assert programme.name in text
    assert [place for place in names if place in text] == []
    # Of both Länder one municipality takes part; one of the two has shared.
    assert text.count("Brandenburg") == text.count("Mecklenburg-Vorpommern")


def readable(content):
    """The text of a file, whatever its format."""
    if content.startswith(b"%PDF"):
        return flat(text_of(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(entry).decode() for entry in packed.namelist())
    return content.decode()
