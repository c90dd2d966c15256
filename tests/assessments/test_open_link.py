import logging
import logging.config
import sys
from copy import deepcopy

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.access import new_token
from assessments.logs import RedactSecrets
from tests.cast import make_assessment

pytestmark = pytest.mark.django_db


def test_opens_the_assessment_and_leaves_the_address(client):
    assessment, token = make_assessment()

    response = client.get(reverse("open_link", args=[token]))

    assert (response.status_code, response.url) == (303, reverse("overview", args=[assessment.pk]))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 32, "x" * 5000, "Ünï", "a b", "%00", "😀", "..", "'"])
def test_unknown_token_gets_a_page_that_says_what_may_be_wrong(client, token):
    response = client.get(reverse("open_link", args=[token]))

    assert response.status_code == 404
    assert response["Referrer-Policy"] == "no-referrer"
    assert "nicht vollständig" in response.content.decode()
    assert token not in response.content.decode() or token in {"x", "..", "'"}


def test_many_links_fit_in_one_session(client):
    pairs = [make_assessment() for _ in range(3)]
    for _, token in pairs:
        client.get(reverse("open_link", args=[token]))

    assert {client.get(reverse("overview", args=[found.pk])).status_code for found, _ in pairs} == {200}


class Lines(logging.Handler):
    """Keeps what a handler of the settings would write, with or without its filter."""

    def __init__(self, *, filtered):
        super().__init__()
        wanted = deepcopy(settings.LOGGING)  # the configurator empties what it is given
        config = logging.config.DictConfigurator(wanted)
        self.setFormatter(config.configure_formatter(wanted["formatters"]["line"]))
        if filtered:
            self.addFilter(config.configure_filter(wanted["filters"]["redact"]))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


SECRET = "GeHeImNiS-0123456789-abcdefghijk"


def log_of_a_wrong_link(client, path, *, filtered):
    handler, logger = Lines(filtered=filtered), logging.getLogger()
    logger.handlers.insert(0, handler)  # before the console's, whose filter changes the record for all after it
    try:
        assert client.get(path).status_code in {404, 301}
    finally:
        logger.removeHandler(handler)
    return "\n".join(handler.lines)


@pytest.mark.parametrize(
    "path",
    [f"/z/{SECRET}/", f"/z/x y{SECRET}/", f"/z/x%2F{SECRET}/", f"/z/x/{SECRET}", f"/Z/{SECRET}/", f"//z/{SECRET}/"],
)
def test_log_could_hold_the_token_but_does_not(client, path):
    assert SECRET in log_of_a_wrong_link(client, path, filtered=False)

    assert SECRET not in log_of_a_wrong_link(client, path, filtered=True)


def test_traceback_in_the_log_holds_no_token():
    handler = Lines(filtered=True)
    try:
        raise ValueError(f"GET /z/{SECRET}/")
    except ValueError:
        record = logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "boom %s", (f"/z/{SECRET}/",), None)
        record.exc_info = sys.exc_info()
    handler.handle(record)

    assert "Traceback" in handler.lines[0]
    assert SECRET not in handler.lines[0]


def test_every_handler_of_the_settings_redacts():
    assert all("redact" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_token_and_key_of_a_session_are_cut_wherever_they_stand_and_ids_are_not():
    token, session, kept = new_token(), "k3j5" * 8, "Not Found: /check/6f1c1f60-5f0e-4b8e-9a0e-0123456789ab/"

    assert RedactSecrets().redact(f"{kept} ({token}) session={session}") == f"{kept} (…) session=…"
