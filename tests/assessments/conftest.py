import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from assessments.tables import applied_migrations
from tests.cast import make_assessment, open_link


@pytest.fixture
def check(client):
    """An open assessment with B1.1 at 3, its link opened in `client`."""
    assessment, token = make_assessment({"B1.1": 3})
    open_link(client, token)
    return assessment


@pytest.fixture
def file(tmp_path):
    """Where a backup is to go."""
    return tmp_path / "stand.zip"


@pytest.fixture
def run(capsys):
    """The output of a command."""

    def call(*arguments):
        call_command(*map(str, arguments))
        return capsys.readouterr().out

    return call


@pytest.fixture
def recorded():
    """Change what the database says of its migrations, for one test."""
    recorder = MigrationRecorder(connection)
    before = set(applied_migrations())
    yield recorder
    for app, name in before - set(applied_migrations()):
        recorder.record_applied(app, name)
    for app, name in set(applied_migrations()) - before:
        recorder.record_unapplied(app, name)
