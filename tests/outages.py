"""Databases that fail, each with the error that the real one reports. For SQLite and PostgreSQL."""

from contextlib import contextmanager

from django.db import connection


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def is_sqlite():
    return connection.vendor == "sqlite"


@contextmanager
def read_only():
    if is_sqlite():
        execute("PRAGMA query_only = ON")
    else:
        execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def full():
    """SQLite: no page more than there are. PostgreSQL: what it says when a table cannot grow."""
    if is_sqlite():
        execute("VACUUM")
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        execute(f"PRAGMA max_page_count = {pages}")
        yield
        connection.close()
        return
    execute(
        "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
        " 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$",
        *(f"CREATE TRIGGER no_space BEFORE INSERT OR UPDATE ON {name} EXECUTE FUNCTION no_space()" for name in GROWING),
    )
    yield
    execute("DROP FUNCTION no_space CASCADE")


GROWING = ("assessments_historyentry", "assessments_project", "django_session")


@contextmanager
def away():
    """A file that cannot be opened, or a server that refuses connections."""
    connection.close()
    as_it_is = connection.settings_dict
    connection.settings_dict = {**as_it_is, "NAME": "/dev/null/none", "HOST": "/dev/null", "PASSWORD": ""}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = as_it_is


@contextmanager
def locked(assessment, setting="lock_timeout"):
    """Another one holds the lock for longer than anybody waits. `setting`: what ends the wait on PostgreSQL."""
    execute("PRAGMA busy_timeout = 50" if is_sqlite() else f"SET {setting} = '50ms'")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE" if is_sqlite() else "BEGIN")
            cursor.execute(
                "UPDATE assessments_assessment SET scope = scope WHERE id = %s",
                [assessment.pk.hex if is_sqlite() else assessment.pk],
            )
        yield
    finally:
        other.close()
        connection.close()
