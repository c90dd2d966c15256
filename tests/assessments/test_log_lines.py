"""How a record becomes a line, whoever made it."""

import json
import logging
import subprocess
import sys

import pytest
from django.conf import settings

from tests.logged import logged


def record(text, *args, error=None):
    with logged("line") as line:
        logging.getLogger("some").error(text, *args, exc_info=error)
    with logged("json") as entry:
        logging.getLogger("some").error(text, *args, exc_info=error)
    return line.getvalue().partition(" ERROR ")[2], json.loads(entry.getvalue())


def test_a_message_cannot_begin_a_line_of_its_own():
    line, entry = record("a\nINFO forged\r\x1b[2J\u2028 %s", "ö")

    assert line == r"some [] a\x0aINFO forged\x0d\x1b[2J\x2028 ö" + "\n"
    assert entry["message"] == "a\nINFO forged\r\x1b[2J\u2028 ö"
    assert set(entry) == {"time", "level", "logger", "message", "request_id"}
    assert entry["request_id"] is None


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error) as caught:
        return caught


CUT = {
    "key of a row": (
        "x\nDETAIL:  Key (email)=(a@example.org) already exists.",
        "x\nDETAIL: …",
    ),
    "row with lines": ("x\nDETAIL:  Failing row contains (1, Notiz\n\nmehr\n).\nCONTEXT:  COPY", "x\nDETAIL: …"),
    "statement": ("x\nLINE 1: SELECT 'geheim'\n               ^", "x\nLINE 1: …"),
    "one line": ("UNIQUE constraint failed: a.b", "UNIQUE constraint failed: a.b"),
}


@pytest.mark.parametrize(("text", "kept"), CUT.values(), ids=CUT)
def test_values_in_an_error_of_the_database(text, kept):
    error = raised(ValueError(text))
    line, entry = record("failed: %s", text, error=error)

    assert entry["message"] == f"failed: {kept}"
    assert entry["exception"].endswith(f"ValueError: {kept}")
    assert line.endswith(f"ValueError: {kept}\n")


def test_of_a_chain_of_errors_each_is_cut():
    inner, outer = raised(ValueError("a\nDETAIL:  geheim")), ValueError("b\nDETAIL:  geheim")
    exception = record("failed", error=raised(outer, inner))[1]["exception"]

    assert "ValueError: a\nDETAIL: …\n\nThe above exception was the direct cause" in exception
    assert exception.endswith("ValueError: b\nDETAIL: …")
    assert "geheim" not in exception


SERVER = """
import logging, logging.config, os
from granian.log import LogLevels, configure_logging
configure_logging(LogLevels.info)
os.environ["LOG_FORMAT"] = "json"
import django
django.setup()
logging.getLogger("_granian").warning("GET /z/geheim/ broke")
logging.getLogger("granian.access").info("/z/geheim/")
"""


def test_what_the_server_logs_goes_the_same_way():
    """It has handlers of its own before the settings are read."""
    done = subprocess.run([sys.executable, "-c", SERVER], cwd=settings.BASE_DIR, capture_output=True, text=True)
    found = [json.loads(line) for line in done.stderr.splitlines()]

    assert done.stdout == ""
    assert [(line["logger"], line["message"]) for line in found] == [
        ("_granian", "GET /z/…"),
        ("granian.access", "/z/…"),
    ]


def test_malformed_format_stops_the_start():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin", "SECRET_KEY": "x" * 32, "LOG_FORMAT": "xml"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "LOG_FORMAT='xml' is neither line nor json." in done.stderr
