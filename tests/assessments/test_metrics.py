"""What /metrics says, and to whom."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from assessments import metrics, metrics_files
from assessments.views import start as start_view
from tests.cast import log_in, make_assessment, make_member, make_municipality, open_link
from tests.logged import logged
from tests.test_access import url_names

pytestmark = pytest.mark.django_db
TOKEN = "token-of-the-tests"


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory):
    """Of this process alone: the others that run tests have the same parent."""
    os.environ[metrics_files.VARIABLE] = str(tmp_path_factory.mktemp("metrics"))
    yield
    del os.environ[metrics_files.VARIABLE]


@pytest.fixture
def on(settings, own_folder):
    settings.METRICS_TOKEN = TOKEN


def ask(client, token=TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def samples(client):
    """{(name, labels): value}"""
    text = ask(client).text
    # Not before the program imports the library itself: at its import it looks where it shall count.
    from prometheus_client.parser import text_string_to_metric_families

    families = text_string_to_metric_families(text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


class Change:
    """What has been counted since."""

    def __init__(self, client):
        self.client, self.before = client, samples(client)

    def __call__(self, name, **labels):
        key = (f"verstetigung_{name}_total", tuple(sorted(labels.items())))
        return samples(self.client).get(key, 0) - self.before.get(key, 0)


@pytest.fixture
def counted(on, client):
    return Change(client)


def test_off_there_is_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""

    assert [ask(client, token).status_code for token in ("", TOKEN)] == [404, 404]


@pytest.mark.parametrize("header", [None, "", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ", "Bearer ü"])
def test_without_the_token_there_is_no_such_page(on, client, header):
    headers = {} if header is None else {"Authorization": header}

    assert ask(client).status_code == 200
    assert client.get("/metrics", headers=headers).status_code == 404


def test_answer(on, client):
    response = ask(client)

    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert response["Cache-Control"] == "no-store"


def test_neither_counting_nor_reading_asks_the_database(on, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
        ask(client)


def test_requests_by_route(counted, client):
    client.get("/")
    client.get("/kein-weg/Ursula/")
    client.generic("URSULA", "/")

    assert counted("requests", route="start", method="GET", status="2xx") == 1
    assert counted("requests", route="none", method="GET", status="4xx") == 1
    assert counted("requests", route="start", method="other", status="4xx") == 1


def test_time_of_requests(on, client):
    client.get("/methode/")
    found = samples(client)
    buckets = [
        (float(dict(labels)["le"]), value)
        for (name, labels), value in found.items()
        if name == "verstetigung_request_seconds_bucket" and dict(labels)["route"] == "method"
    ]

    assert [limit for limit, _ in sorted(buckets)] == [*metrics.SECONDS, float("inf")]
    assert sorted(buckets)[-1][1] == found["verstetigung_request_seconds_count", (("route", "method"),)]
    assert found["verstetigung_request_seconds_sum", (("route", "method"),)] > 0


def test_check_of_a_link(counted, client):
    query = "?name=Musterbach&land=09&size_class=1"
    client.post(reverse("describe_project") + query, {"name": "Pegelmessung", "phase": "ending"})
    client.post(reverse("describe_project") + query, {"name": ""})

    assert counted("checks_started", by="link") == 1


def test_check_of_a_team_is_submitted_and_continued(counted):
    tenant = make_municipality()
    assessment, _ = make_assessment({"B1.1": 3}, tenant=tenant)
    client = log_in(make_member(tenant, "edit"))
    client.post(reverse("submit", args=[assessment.pk]))
    client.post(reverse("submit", args=[assessment.pk]))
    client.post(reverse("continue_assessment", args=[assessment.pk]))

    assert counted("checks_submitted", by="team") == 1
    assert counted("checks_started", by="copy") == 1


def test_uploads(counted, client):
    assessment, token = make_assessment({"B1.1": 3})
    open_link(client, token)
    file = client.get(reverse("download_json", args=[assessment.pk])).content
    upload(client, file)
    upload(client, b"{}")

    assert counted("uploads", outcome="accepted") == 1
    assert counted("uploads", outcome="refused") == 1


def upload(client, content):
    return client.post(reverse("upload"), {"file": SimpleUploadedFile("stand.json", content)})


def test_files(counted, check, client, settings):
    settings.VERSION = "nothing cached yet"
    for _ in range(3):
        assert client.get(reverse("download_xlsx", args=[check.pk])).status_code == 200

    assert counted("files", kind="xlsx", outcome="drawn") == 1
    assert counted("files", kind="xlsx", outcome="cached") == 2


def test_pdf_that_fails(counted, check, client, settings, tmp_path):
    settings.ASSETS_DIR, settings.VERSION = tmp_path, "never cached"

    assert client.get(reverse("report_pdf", args=[check.pk])).status_code == 503
    assert counted("files", kind="pdf", outcome="failed") == 1
    assert counted("failures", status="503") == 1


def test_failure(counted, client, monkeypatch):
    monkeypatch.setattr(start_view, "load_instrument", None)
    client.raise_request_exception = False

    assert client.get("/").status_code == 500
    assert counted("failures", status="500") == 1


def test_only_known_values(counted, client):
    metrics.count("rate_limited", action="pdf")
    metrics.count("rate_limited", action="Ursula")

    assert counted("rate_limited", action="pdf") == 1
    assert counted("rate_limited", action="other") == 1
    assert counted("rate_limited", action="Ursula") == 0


def test_no_label_holds_anything_else(on, client):
    """After all that the other tests of this process have asked for."""
    client.get("/Ursula/?name=Ursula", headers={"User-Agent": "Ursula", "X-Request-ID": "Ursula-1234"})
    metrics.count("checks_started", by="Ursula")
    routes = {*url_names(get_resolver().url_patterns), "static", "none"}
    known = {
        (label, value)
        for labels in metrics.LABELS.values()
        for label, values in labels.items()
        for value in (routes if values is metrics.ROUTE else values | {metrics.OTHER})
    }
    found = {label for _, labels in samples(client) for label in labels if label[0] != "le"}

    assert found >= {("route", "none"), ("by", "other"), ("method", "GET")}
    assert found <= known


def test_unknown_name_is_logged_and_breaks_nothing(on):
    with logged() as log:
        metrics.count("visitors")

    assert "ERROR assessments.metrics [] not counted: visitors\n" in log.getvalue()


def test_no_place_to_count(on, client, monkeypatch):
    monkeypatch.setattr(metrics, "make_counters", lambda: None)
    response = ask(client)

    assert (response.status_code, response.text) == (503, "no place to count\n")
    assert client.get("/").status_code == 200
