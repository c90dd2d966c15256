"""What tests of backup, restore and copies share."""

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.management.commands.copy_database import TARGET, second_database
from assessments.tables import applied_migrations, models_at, rows_of


def refusal(*arguments):
    with pytest.raises(CommandError) as raised:
        call_command(*map(str, arguments))
    return str(raised.value)


def all_rows(using="default"):
    return {name: list(rows_of(model, using)) for name, model in models_at(applied_migrations(using)).items()}


def rows_at(config):
    """All rows of another database."""
    with second_database(config):
        return all_rows(TARGET)


def url_of(config):
    """As it stands in DATABASE_URL."""
    if config["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{config['NAME']}"
    who = ":".join(quote(config[part], safe="") for part in ("USER", "PASSWORD") if config[part])
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{who}@{quote(config['HOST'], safe='')}{port}/{config['NAME']}"


def own_url():
    return url_of(connection.settings_dict)


def manage(*arguments, **variables):
    """(exit code, output, error output) of manage.py in a process of its own, with other databases."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "verstetigung.settings", **variables},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@contextmanager
def open_files_limited(bytes_of_a_file):
    """No file of this process may grow beyond: what a full disk does, without filling one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_of_a_file, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
