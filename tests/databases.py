"""A second database of the same kind, without any table, in which a block of a test works."""

import secrets
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections


@contextmanager
def empty_database():
    connection = connections["default"]
    first = connection.settings_dict
    with made_beside(connection) as name:
        connection.close()
        connection.settings_dict = {**first, "NAME": name}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict = first


@contextmanager
def made_beside(connection):
    if connection.vendor == "sqlite":
        with TemporaryDirectory() as folder:
            yield str(Path(folder) / "second.sqlite3")
        return
    name = f"second_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')
