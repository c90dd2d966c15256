"""Bring a backup into an empty database: after a loss or as a drill."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from assessments.actions import (
    DatabaseNotEmpty,
    OtherMigrations,
    RestoredDiffers,
    RowRefused,
    fill_database,
    replace_database,
    tables_for,
)
from assessments.archive import ArchiveDamaged, ArchiveNewer, open_archive, read_rows
from assessments.tables import known_migrations

FAULTS = {
    ArchiveDamaged: "Die Datei ist beschädigt oder keine Sicherung.",
    ArchiveNewer: "Die Sicherung stammt von einer neueren Fassung des Programms.",
    DatabaseNotEmpty: "Die Datenbank ist nicht leer. Mit --replace wird ersetzt, was darin ist.",
}


class Command(BaseCommand):
    help = (
        "Spielt eine Sicherung ein und vergleicht danach jede Zeile. Die Datenbank muss leer sein; Tabellen braucht "
        "sie noch keine. Halten Sie vorher den Server an."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI")
        parser.add_argument("--replace", action="store_true", help="löscht vorher alles, was in der Datenbank ist")

    def handle(self, file, replace, **options):
        try:
            manifest = restore(file, replace_database if replace else fill_database)
        except (*FAULTS, OtherMigrations, RestoredDiffers, RowRefused, OSError, Error) as error:
            raise CommandError(f"{explain(error)} Es wurde nichts geändert.") from error
        self.stdout.write(f"{manifest.count} Zeilen aus {len(manifest.tables)} Tabellen eingespielt und verglichen.")
        if known_migrations() - set(manifest.migrations):
            self.stdout.write("Die Sicherung ist älter als das Programm: Rufen Sie jetzt manage.py migrate auf.")


def restore(file, load):
    with open(file, "rb") as stream, open_archive(stream) as (archive, manifest):
        if set(manifest.migrations) - known_migrations():
            raise ArchiveNewer
        with tables_for(manifest=manifest):
            load(manifest=manifest, read=partial(read_rows, archive))
    return manifest


def explain(error):
    if type(error) in FAULTS:
        return FAULTS[type(error)]
    if isinstance(error, OtherMigrations):
        return compare(error)
    if isinstance(error, RestoredDiffers):
        return f"Was die Datenbank zurückgibt, weicht von der Sicherung ab ({error.table})."
    if isinstance(error, RowRefused):
        return f"Die Datenbank nimmt eine Zeile nicht an: {error.table}, Schlüssel {error.key}: {error.reason}."
    if isinstance(error, OSError):
        return f"Die Datei kann nicht gelesen werden: {error.strerror}."
    return f"Die Datenbank hat abgelehnt: {str(error).strip().partition(chr(10))[0]}."


def compare(error):
    if error.extra:
        return (
            f"Die Sicherung ist älter als die Datenbank (ohne {names(error.extra)}). Spielen Sie sie in eine ganz "
            "leere Datenbank ein, ohne vorher migrate aufzurufen."
        )
    return f"In der Datenbank fehlt {names(error.missing)}. Rufen Sie zuerst manage.py migrate auf."


def names(migrations):
    return ", ".join(f"{app} {name}" for app, name in migrations)
