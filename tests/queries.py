"""Counting queries: what a page asks of the database, without the statements that only frame a transaction."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def at_most(number):
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not query["sql"].startswith(FRAME)]
    assert len(asked) <= number, "\n".join(asked)
