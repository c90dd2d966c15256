"""Copies of a whole installation: complete, or nothing of it. SQLite and whatever database the suite runs on."""

import os
import re
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from assessments.management.commands.copy_database import TARGET, second_database
from assessments.models import Answer, HistoryEntry, Project, Survey
from assessments.tables import applied_migrations, last_of_each_app
from tests.backups import all_rows, manage, own_url, refusal, rows_at, url_of
from tests.cast import make_assessment
from tests.databases import empty_database, made_beside
from verstetigung.environment import read_database

pytestmark = pytest.mark.django_db(transaction=True)
UNCHANGED = "Im Ziel wurde nichts geändert."


def sqlite_at(path):
    return read_database("TARGET_DATABASE_URL", f"sqlite:///{path}")


@pytest.fixture
def target(tmp_path, settings):
    """A SQLite file that is not there yet."""
    settings.TARGET_DATABASE = sqlite_at(tmp_path / "target.sqlite3")
    return settings.TARGET_DATABASE


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A SQLite file with every table and no row, to be copied: to make the tables takes seconds."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    assert manage("migrate", DATABASE_URL=f"sqlite:///{path}")[0] == 0
    return path


def tables_at(config):
    with second_database(config):
        return connections[TARGET].introspection.table_names()


def test_to_sqlite_and_back(run, target):
    """With all that the example loads, and into a database of the kind the suite runs on."""
    run("load_example")
    before = all_rows()
    said = run("copy_database")
    there = rows_at(target)
    with made_beside(connection) as name:
        url = url_of({**connection.settings_dict, "NAME": name})
        code, output, errors = manage("copy_database", DATABASE_URL=url_of(target), TARGET_DATABASE_URL=url)
        back = rows_at({**connection.settings_dict, "NAME": name})

    count = sum(map(len, before.values()))
    assert {"assessments.answer", "recommendations.release", "sessions.session", "assessments.user"} <= set(before)
    assert before["recommendations.release"]
    assert there == before
    assert back == before
    assert said.startswith(f"{count} Zeilen aus {len(before)} Tabellen kopiert und verglichen. Stand der Quelle: ")
    assert (code, errors) == (0, "")
    assert output.partition(".")[0] == said.partition(".")[0]


ODD = "Ärger ß ſ İ \u2028 👩🏽‍🚒 'x' \\ \x01\x1f\x7f"


def test_every_kind_of_value(run, target):
    assessment, _ = make_assessment({"B1.1": 3})
    Project.objects.update(name=ODD, description="", created_at="2026-01-02T03:04:05.678901+00:00", funding_end=None)
    Answer.objects.update(note=" \r\n\t ")
    assessment.measures.create(title=ODD, cost_once="0.01", created_at=assessment.created_at)
    HistoryEntry.objects.update(subject=ODD, at="1970-01-01T00:00:00+00:00")
    before = all_rows()
    run("copy_database")
    with second_database(target):
        project = Project.objects.using(TARGET).get()
        row = HistoryEntry.objects.using(TARGET).first()
        found = (project.pk, project.name, project.description, project.created_at, project.funding_end)

    assert rows_at(target) == before
    assert isinstance(project.pk, UUID)
    assert found == (assessment.project.pk, ODD, "", datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC), None)
    assert (row.subject, row.at) == (ODD, datetime(1970, 1, 1, tzinfo=UTC))


def test_copy_goes_on():
    """The next row gets a number that none has."""
    assessment, _ = make_assessment({"B1.1": 3})
    used = set(HistoryEntry.objects.values_list("pk", flat=True))
    with made_beside(connection) as name:
        config = {**connection.settings_dict, "NAME": name}
        manage("copy_database", DATABASE_URL=own_url(), TARGET_DATABASE_URL=url_of(config))
        with second_database(config):
            made = HistoryEntry.objects.using(TARGET).create(
                assessment_id=assessment.pk, kind="answer", at=assessment.created_at
            )

    assert used
    assert made.pk > max(used)


def test_migrated_target(run, target, migrated):
    shutil.copy(migrated, target["NAME"])
    make_assessment({"B1.1": 3})
    run("copy_database")

    assert rows_at(target) == all_rows()


def refused(target, tables=()):
    """What the command says; the target stays as it was."""
    text = refusal("copy_database")
    assert text.endswith(UNCHANGED)
    assert tables_at(target) == list(tables)
    return text.removesuffix(f" {UNCHANGED}")


def test_target_that_is_not_empty(run, target):
    make_assessment({"B1.1": 3})
    run("copy_database")
    before = rows_at(target)
    assert stat.S_IMODE(os.stat(target["NAME"]).st_mode) == 0o600
    Project.objects.update(name="danach")
    text = refused(target, tables_at(target))

    assert text == "Das Ziel ist nicht leer. Geben Sie eine leere Datenbank an."
    assert rows_at(target) == before


def test_target_that_is_the_source(settings):
    make_assessment({"B1.1": 3})
    settings.TARGET_DATABASE = connection.settings_dict
    before = all_rows()

    assert refusal("copy_database") == f"Das Ziel ist nicht leer. Geben Sie eine leere Datenbank an. {UNCHANGED}"
    assert all_rows() == before


def test_target_with_other_tables(target):
    early = [key for key in applied_migrations() if key[0] != "recommendations" or key[1] < "0003"]
    with second_database(target):
        MigrationExecutor(connections[TARGET]).migrate(last_of_each_app(early))
    text = refused(target, tables_at(target))

    assert text.startswith("Das Ziel hat andere Tabellen als die Quelle. ")


def test_no_target(settings):
    settings.TARGET_DATABASE = None

    assert refusal("copy_database").startswith("TARGET_DATABASE_URL fehlt: ")


def test_source_without_tables(target):
    with empty_database():
        assert refusal("copy_database") == "Die Quelle ist leer: Es gibt nichts zu kopieren."
    assert tables_at(target) == []


def test_source_newer_than_the_program(target, recorded):
    recorded.record_applied("assessments", "9999_later")

    assert refusal("copy_database") == "Die Quelle ist neuer als das Programm (assessments 9999_later)."
    assert tables_at(target) == []


def test_target_that_does_not_answer(settings, tmp_path):
    settings.TARGET_DATABASE = {**sqlite_at(tmp_path / "x"), "NAME": str(tmp_path / "none" / "x")}

    assert refusal("copy_database") == f"Eine Datenbank hat abgelehnt: unable to open database file. {UNCHANGED}"


@pytest.fixture
def file(run, target, migrated):
    """A copy in SQLite, to be spoilt: with what SQLite holds and others, or a stricter SQLite, refuse."""
    shutil.copy(migrated, target["NAME"])
    assessment, _ = make_assessment({"B1.1": 3, "B1.2": 4})
    Survey.objects.create(assessment=assessment, created_at=assessment.created_at)
    run("copy_database")
    return target


def spoil(config, *statements):
    with closing(sqlite3.connect(config["NAME"])) as other:
        for statement in ("PRAGMA ignore_check_constraints = ON", *statements):
            other.execute(statement)
        other.commit()


def copied_on(config):
    """(what the command says, tables it leaves) into an empty database of the kind the suite runs on."""
    with made_beside(connection) as name:
        second = {**connection.settings_dict, "NAME": name}
        code, output, errors = manage("copy_database", DATABASE_URL=url_of(config), TARGET_DATABASE_URL=url_of(second))
        assert (code, output) == (1, "")
        return errors, tables_at(second)


def test_row_that_the_target_refuses_is_named(file):
    """Nothing of the others stays, nor of the tables."""
    spoil(file, "UPDATE assessments_answer SET value = '9' WHERE item = 'B1.2'")
    text, tables = copied_on(file)
    key = Answer.objects.get(item="B1.2").pk

    assert text.startswith(f"CommandError: Das Ziel nimmt eine Zeile nicht an: assessments.answer, Schlüssel {key}: ")
    assert "answer_value_known" in text
    assert tables == []


def test_value_that_the_column_cannot_hold(file):
    spoil(file, "UPDATE assessments_municipality SET size_class = 'groß'")
    text, tables = copied_on(file)

    assert "Die Quelle hält einen Wert, den es in dieser Spalte nicht geben kann. Im Ziel" in text
    assert tables == []


def test_reference_to_nothing(file):
    spoil(file, "PRAGMA foreign_keys = OFF", "DELETE FROM assessments_project")
    text, tables = copied_on(file)

    assert text.startswith("CommandError: Eine Datenbank hat abgelehnt: ")
    assert tables == []


STRICTER = {
    "NUL in a text": ("UPDATE assessments_project SET name = 'a' || char(0) || 'b'", "NUL"),
    "text too long": ("UPDATE assessments_project SET name = replace(hex(zeroblob(500)), '00', 'x')", "too long"),
    "NUL in JSON": (r"""UPDATE assessments_historyentry SET changes = '{"a": "\u0000"}'""", "Unicode"),
}


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite takes them, as the next test shows")
@pytest.mark.parametrize(("statement", "reason"), STRICTER.values(), ids=STRICTER)
def test_row_that_postgresql_refuses_is_named(file, statement, reason):
    spoil(file, statement)
    text, tables = copied_on(file)
    table = "assessments.historyentry" if "history" in statement else "assessments.project"

    assert re.search(rf"Das Ziel nimmt eine Zeile nicht an: {table}, Schlüssel [0-9a-f-]+: .*{reason}", text)
    assert tables == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL refuses them, as the test above shows")
@pytest.mark.parametrize(("statement", "reason"), STRICTER.values(), ids=STRICTER)
def test_row_that_sqlite_takes(file, tmp_path, statement, reason):
    spoil(file, statement)
    second = sqlite_at(tmp_path / "second.sqlite3")
    code, _, errors = manage("copy_database", DATABASE_URL=url_of(file), TARGET_DATABASE_URL=url_of(second))

    assert (code, errors) == (0, "")
    assert rows_at(second) == rows_at(file)


@pytest.mark.parametrize("url", ["postgres://u:geheim@[h/d", "mysql://u:geheim@h/d"])
def test_malformed_address_is_not_shown(url):
    with pytest.raises(ImproperlyConfigured, match="TARGET_DATABASE_URL is malformed") as error:
        read_database("TARGET_DATABASE_URL", url)

    assert "geheim" not in str(error.value)


def test_all_tables_are_copied():
    """But for the counters of limits.py, which are worth nothing the next day."""
    everywhere = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }

    assert everywhere - set(all_rows()) == {"assessments.counter"}
