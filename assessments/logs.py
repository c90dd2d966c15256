"""What a log line looks like, and what must not reach it. Standard library only: settings.py names what is here."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

REQUEST_ID = ContextVar("request_id", default="")
"""Of the request that this thread answers; empty outside of one."""
REQUEST_FIELDS = ("method", "route", "status", "duration_ms")
"""What the line of a request says, handed over as `extra`."""
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, 0x85, 0x2028, 0x2029)}


def log_settings(formatter):
    """LOGGING, with one of the formatters below. Every record goes through "console": with the id of its request, and
    without what must not be read."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": NameRequest}, "redact": {"()": RedactSecrets}},
        "formatters": {"line": {"()": LineFormatter}, "json": {"()": JsonFormatter}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": formatter, "filters": ["request", "redact"]}
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "fontTools": {"level": "ERROR"},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
            # The server's own, which has handlers before the settings are read.
            "_granian": {"handlers": [], "propagate": True},
            "granian.access": {"handlers": [], "propagate": True},
        },
    }


def route_of(request):
    """The name of the address that was asked for, never the address itself; None where there is no such."""
    match = getattr(request, "resolver_match", None)
    return match.url_name if match else None


class RedactSecrets(logging.Filter):
    """Takes the token of a secret link out of every log line and traceback.

    What follows the address of such a link is cut up to the next quotation mark: a token may be mistyped with blanks
    or slashes. Anywhere else whatever looks like a token or the key of a session is cut: 32 characters, which no UUID
    has. Where Django logs the path of a request, its route is logged: somebody may have typed a name. What PostgreSQL
    says below the first line of an error holds the values of a whole row.
    """

    addresses = ("z", "b", "einladung", "konto/einmal", "konto/adresse/bestaetigen", "konto/passwort/neu")
    pattern = re.compile(
        rf"(/(?:{'|'.join(addresses)})/|/konto/anbieter/antwort/\?)[^\"'\n]*|(?<![\w-])[\w-]{{32}}(?![\w-])",
        re.ASCII | re.IGNORECASE,
    )
    details = re.compile(
        r"^(DETAIL|CONTEXT|LINE \d+): .*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.MULTILINE | re.DOTALL
    )

    def filter(self, record):
        if request := getattr(record, "request", None):
            record.args = tuple(self.without_path(arg, request) for arg in record.args or ())
        record.msg = self.redact(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        return True

    def redact(self, text):
        return self.details.sub(r"\1: …", self.pattern.sub(r"\1…", text))

    @staticmethod
    def without_path(arg, request):
        return (route_of(request) or "unknown address") if str(arg).startswith("/") else arg


class NameRequest(logging.Filter):
    """Every record says which request it belongs to. Some that name one are made when its answer is on its way."""

    def filter(self, record):
        record.request_id = REQUEST_ID.get() or getattr(getattr(record, "request", None), "id", "")
        return True


class LineFormatter(logging.Formatter):
    """A line for people. What the message brings along cannot begin another one; a traceback follows in lines."""

    def __init__(self):
        super().__init__(
            "{asctime} {levelname} {name} [{request_id}] {message}", style="{", defaults={"request_id": ""}
        )

    def formatMessage(self, record):
        fields = "".join(f" {name}={'-' if value is None else value}" for name, value in fields_of(record).items())
        return (super().formatMessage(record) + fields).translate(CONTROLS)


class JsonFormatter(logging.Formatter):
    """One object a line, for whatever collects logs."""

    def format(self, record):
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "") or None,
            **fields_of(record),
        }
        if record.exc_text:
            entry["exception"] = record.exc_text
        return json.dumps(entry)


def fields_of(record):
    return {name: getattr(record, name) for name in REQUEST_FIELDS if hasattr(record, name)}
