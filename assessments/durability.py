"""Whether a commit is on the disk before it is confirmed; "manage.py migrate" and "check --database default" say so."""

from django.core.checks import Warning
from django.db import connections

WARNING = "Was als gespeichert bestätigt wird, kann bei einem Stromausfall verloren gehen: {} ist {}."
POSTGRESQL = ["fsync", "full_page_writes", "synchronous_commit"]
SQLITE_FULL = 2


def check_durability(app_configs, databases, **kwargs):
    found = [(name, value) for alias in databases or () for name, value in read_unsafe(connections[alias])]
    return [Warning(WARNING.format(name, value), id="assessments.W001") for name, value in found]


def read_unsafe(connection):
    """(setting, value) of those that confirm too early."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            level = cursor.execute("PRAGMA synchronous").fetchone()[0]
            return [("PRAGMA synchronous", level)] if level < SQLITE_FULL else []
        cursor.execute("SELECT name, setting FROM pg_settings WHERE setting = 'off' AND name = ANY(%s)", [POSTGRESQL])
        return cursor.fetchall()
