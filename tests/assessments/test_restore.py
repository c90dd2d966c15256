"""What a restore refuses, and that nothing has changed then."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from assessments.actions import RestoredDiffers, replace_database
from assessments.archive import Writer, open_archive, read_rows
from assessments.management.commands.copy_database import describe_source
from assessments.models import Answer
from assessments.tables import applied_migrations
from tests.backups import all_rows, refusal
from tests.cast import make_assessment
from tests.databases import empty_database

pytestmark = pytest.mark.django_db(transaction=True)
UNCHANGED = "Es wurde nichts geändert."


def refused_unchanged(file):
    """What "restore --replace" says; everything stays as it was."""
    before = all_rows()
    text = refusal("restore", file, "--replace")
    assert all_rows() == before
    assert text.endswith(UNCHANGED)
    return text.removesuffix(f" {UNCHANGED}")


def test_damaged_file(file, run):
    make_assessment({"B1.1": 3})
    run("backup", file)
    file.write_bytes(file.read_bytes()[:-1])

    assert refused_unchanged(file) == "Die Datei ist beschädigt oder keine Sicherung."


def test_no_file(tmp_path):
    text = refused_unchanged(tmp_path / "stand.zip")

    assert text == "Die Datei kann nicht gelesen werden: No such file or directory."


def rewrite(file, *, rows=None, columns=None, migrations=()):
    """The backup with other rows ({table: change of each row as a dict}), columns or further migrations, unharmed."""
    with open(file, "rb") as stream, open_archive(stream) as (archive, manifest):
        tables = [(table, list(read_rows(archive, table))) for table in manifest.tables]
    with open(file, "wb") as stream:
        writer = Writer(stream)
        for table, stored in tables:
            change = (rows or {}).get(table.name, dict)
            changed = [list(change(dict(zip(table.columns, row, strict=True))).values()) for row in stored]
            writer.add(table.name, (columns or {}).get(table.name, table.columns), changed)
        writer.close(program="", made_at="", migrations=[*manifest.migrations, *migrations])


CHANGES = {
    "newer program": (
        {"migrations": [("assessments", "9999_later")]},
        "Die Sicherung stammt von einer neueren Fassung des Programms.",
    ),
    "other columns": (
        {"columns": {"assessments.answer": ("id",)}},
        "Die Datei ist beschädigt oder keine Sicherung.",
    ),
    "no time": (
        {"rows": {"assessments.answer": lambda row: {**row, "updated_at": "gestern"}}},
        "Die Datei ist beschädigt oder keine Sicherung.",
    ),
    "too few values": (
        {"rows": {"assessments.answer": lambda row: {"id": row["id"]}}},
        "Die Datei ist beschädigt oder keine Sicherung.",
    ),
    "more decimals than the column has": (
        {"rows": {"recommendations.measure": lambda row: {**row, "cost_once": "1.234"}}},
        "Was die Datenbank zurückgibt, weicht von der Sicherung ab (recommendations.measure).",
    ),
}


@pytest.fixture
def backup(file, run):
    assessment, _ = make_assessment({"B1.1": 3})
    assessment.measures.create(title="Folgekosten in den Haushalt", cost_once="1.23", created_at=assessment.created_at)
    run("backup", file)
    return file


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_backup_that_does_not_fit(backup, change, expected):
    rewrite(backup, **change)

    assert refused_unchanged(backup) == expected


def test_rewritten_without_a_change(backup, run):
    before = all_rows()
    rewrite(backup)
    run("restore", backup, "--replace")

    assert all_rows() == before


def test_reference_to_nothing(backup):
    """Noticed at the very end, when all else is in already."""
    rewrite(backup, rows={"assessments.answer": lambda row: {**row, "assessment_id": str(UUID(int=1))}})

    assert refused_unchanged(backup).startswith("Die Datenbank hat abgelehnt: ")


def test_row_that_the_database_refuses(file, run):
    """It is named, so that it can be mended where the backup is from."""
    make_assessment({"B1.1": 3, "B1.2": 4})
    run("backup", file)
    last = Answer.objects.order_by("pk").last().pk
    rewrite(file, rows={"assessments.answer": lambda row: {**row, "value": "9"} if row["id"] == last else row})
    text = refused_unchanged(file)

    assert text.startswith(f"Die Datenbank nimmt eine Zeile nicht an: assessments.answer, Schlüssel {last}: ")
    assert "answer_value_known" in text


def test_row_that_is_missing_in_the_end():
    """Whatever gave the rows: there must be as many as were announced."""
    make_assessment({"B1.1": 3})
    before = all_rows()
    manifest, _ = describe_source()
    more = [replace(table, count=table.count + (table.name == "assessments.answer")) for table in manifest.tables]
    with pytest.raises(RestoredDiffers) as error:
        replace_database(manifest=replace(manifest, tables=tuple(more)), read=lambda table: before[table.name])

    assert error.value.table == "assessments.answer"
    assert all_rows() == before


def test_database_without_tables_keeps_none(backup):
    rewrite(backup, rows={"assessments.answer": lambda row: {**row, "value": "9"}})
    with empty_database():
        refusal("restore", backup)
        tables = connection.introspection.table_names()

    assert tables == []


def test_database_with_fewer_migrations(backup, recorded):
    last = max(name for app, name in applied_migrations() if app == "recommendations")
    recorded.record_unapplied("recommendations", last)
    text = refusal("restore", backup, "--replace")

    assert text == f"In der Datenbank fehlt recommendations {last}. Rufen Sie zuerst manage.py migrate auf. {UNCHANGED}"
    assert Answer.objects.count() == 1


def test_database_with_more_migrations(backup, recorded):
    recorded.record_applied("assessments", "9999_later")

    assert refusal("restore", backup, "--replace") == (
        "Die Sicherung ist älter als die Datenbank (ohne assessments 9999_later). Spielen Sie sie in eine ganz leere "
        f"Datenbank ein, ohne vorher migrate aufzurufen. {UNCHANGED}"
    )
