"""Backup and restore: the drill, what a backup refuses, and what it leaves behind."""

import errno
import os
import secrets
import stat
from contextlib import closing

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from assessments.management.commands.backup import written_beside
from assessments.models import Answer, HistoryEntry, Municipality, Project
from assessments.tables import applied_migrations, last_of_each_app, models_at, snapshot
from tests.backups import all_rows, open_files_limited, refusal
from tests.cast import make_assessment, make_municipality
from tests.databases import empty_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_drill_with_all_that_the_example_loads(file, run):
    run("load_example")
    before = all_rows()
    said = run("backup", file)
    with empty_database():
        restored = run("restore", file)
        after = all_rows()

    count = sum(map(len, before.values()))
    assert {"assessments.answer", "recommendations.release", "assessments.user"} <= {
        name for name, rows in before.items() if rows
    }
    assert after == before
    assert said == f"{count} Zeilen aus {len(before)} Tabellen in {file} gesichert.\n"
    assert restored == f"{count} Zeilen aus {len(before)} Tabellen eingespielt und verglichen.\n"


def test_every_table_is_in_a_backup():
    """But for the counters of limits.py, which are worth nothing the next day."""
    tables = {model._meta.db_table for model in models_at(applied_migrations()).values()}

    assert tables == set(connection.introspection.table_names()) - {"django_migrations", "assessments_counter"}


def test_restored_database_goes_on(file, run):
    assessment, _ = make_assessment({"B1.1": 3})
    run("backup", file)
    with empty_database():
        run("restore", file)
        HistoryEntry.objects.create(assessment_id=assessment.pk, kind="answer", at=assessment.created_at)
        newest = HistoryEntry.objects.order_by("pk").last()

    assert newest.pk > HistoryEntry.objects.order_by("pk").last().pk


def test_file_is_for_its_owner_alone(file, run):
    run("backup", file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["stand.zip"]


def test_file_that_is_there_stays(file):
    file.write_text("wichtig")

    assert "gibt es schon" in refusal("backup", file)
    assert file.read_text() == "wichtig"


def test_link_to_nothing_stays(file):
    file.symlink_to("anderswo")

    assert "gibt es schon" in refusal("backup", file)
    assert (file.is_symlink(), file.exists()) == (True, False)


@pytest.mark.parametrize("second_names", [True, False], ids=["ext4", "no second names"])
def test_file_that_comes_meanwhile_stays(file, monkeypatch, second_names):
    if not second_names:
        monkeypatch.setattr(os, "link", no_second_names)
    beside = written_beside(file)
    beside.__enter__().write(b"neu")
    file.write_text("wichtig")
    with pytest.raises(FileExistsError):
        beside.__exit__(None, None, None)

    assert file.read_text() == "wichtig"
    assert list(file.parent.iterdir()) == [file]


def no_second_names(*args):
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_folder_of_a_system_without_second_names(file, run, monkeypatch):
    monkeypatch.setattr(os, "link", no_second_names)
    run("backup", file)
    run("restore", file, "--replace")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_disk_full(file):
    make_assessment({"B1.1": 3})
    Answer.objects.update(note=secrets.token_hex(100_000))
    with open_files_limited(50_000):
        text = refusal("backup", file)

    assert text == f"{file} kann nicht geschrieben werden: File too large."
    assert list(file.parent.iterdir()) == []


def test_folder_is_missing(tmp_path):
    assert "kann nicht geschrieben werden: No such file" in refusal("backup", tmp_path / "kein" / "stand.zip")


def test_backup_of_nothing(file):
    with empty_database():
        text = refusal("backup", file)

    assert text == "Die Datenbank ist leer: Es gibt nichts zu sichern."
    assert list(file.parent.iterdir()) == []


def test_what_others_write_meanwhile_is_not_in_it():
    make_municipality()
    with closing(connections["default"].copy()) as other:
        with snapshot():
            seen = [Municipality.objects.count()]
            with other.cursor() as cursor:
                cursor.execute("UPDATE assessments_municipality SET name = 'Neu (erfunden)'")
            seen.append(Municipality.objects.filter(name="Neu (erfunden)").count())
        seen.append(Municipality.objects.filter(name="Neu (erfunden)").count())

    assert seen == [1, 0, 1]


def test_database_that_is_not_empty_stays(file, run):
    make_assessment({"B1.1": 3})
    run("backup", file)
    Answer.objects.update(note="danach")
    before = all_rows()

    assert refusal("restore", file).startswith("Die Datenbank ist nicht leer. Mit --replace")
    assert all_rows() == before


def test_replace(file, run):
    make_assessment({"B1.1": 3})
    before = all_rows()
    run("backup", file)
    Project.objects.update(name="danach")
    make_assessment({"B1.1": 1})
    run("restore", file, "--replace")

    assert all_rows() == before


def test_times_stay_as_they_were(file, run):
    """To the microsecond, also where a field is set to now whenever a row is made."""
    make_assessment()
    Project.objects.update(created_at="2026-01-02T03:04:05.678901+00:00")
    run("backup", file)
    run("restore", file, "--replace")

    assert Project.objects.get().created_at.isoformat() == "2026-01-02T03:04:05.678901+00:00"


def test_backup_of_a_database_newer_than_the_program(file, recorded):
    recorded.record_applied("assessments", "9999_later")

    assert refusal("backup", file) == "Die Datenbank ist neuer als das Programm (assessments 9999_later)."
    assert list(file.parent.iterdir()) == []


def test_backup_of_an_older_program(file, run):
    """Restored with the tables of its time, then migrated."""
    early = [key for key in applied_migrations() if key[0] != "recommendations" or key[1] < "0003"]
    with empty_database():
        MigrationExecutor(connection).migrate(last_of_each_app(early))
        make_municipality()
        before = all_rows()
        run("backup", file)
    with empty_database():
        said = run("restore", file)
        after = all_rows()
        run("migrate", "--verbosity", "0")
        place = Municipality.objects.get().name

    assert after == before
    assert said.endswith("Die Sicherung ist älter als das Programm: Rufen Sie jetzt manage.py migrate auf.\n")
    assert place == "Musterbach (erfunden)"


def test_database_is_down(file, run):
    run("backup", file)
    first = connections["default"].settings_dict
    connection.close()
    connections["default"].settings_dict = {**first, "NAME": "/dev/null/none", "HOST": "/dev/null"}
    try:
        texts = [refusal("backup", file.with_name("neu.zip")), refusal("restore", file)]
    finally:
        connection.close()
        connections["default"].settings_dict = first

    assert [text.split(":")[0] for text in texts] == ["Die Datenbank antwortet nicht", "Die Datenbank hat abgelehnt"]
    assert list(file.parent.iterdir()) == [file]
