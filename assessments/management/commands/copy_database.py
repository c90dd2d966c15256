"""Copy a whole installation into another database: from SQLite to PostgreSQL once a city has outgrown it, and back."""

import os
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.utils import load_backend
from django.utils import timezone

from assessments.actions import (
    DatabaseNotEmpty,
    OtherMigrations,
    RestoredDiffers,
    RowRefused,
    fill_database,
    tables_for,
)
from assessments.archive import ArchiveDamaged, Manifest, Table
from assessments.tables import applied_migrations, columns_of, known_migrations, models_at, rows_of, snapshot

TARGET = "target"
FAULTS = {
    ArchiveDamaged: "Die Quelle hält einen Wert, den es in dieser Spalte nicht geben kann.",
    DatabaseNotEmpty: "Das Ziel ist nicht leer. Geben Sie eine leere Datenbank an.",
    OtherMigrations: "Das Ziel hat andere Tabellen als die Quelle. Geben Sie eine Datenbank ganz ohne Tabellen an.",
}


class Command(BaseCommand):
    help = (
        "Kopiert den ganzen Bestand aus der Datenbank DATABASE_URL in die leere Datenbank TARGET_DATABASE_URL, von "
        "SQLite nach PostgreSQL oder umgekehrt, und vergleicht danach jede Zeile; ganz oder gar nicht. Kopiert wird "
        "der Stand vom Beginn; halten Sie vorher den Server an, wenn Sie danach umsteigen wollen."
    )

    def handle(self, **options):
        if settings.TARGET_DATABASE is None:
            raise CommandError("TARGET_DATABASE_URL fehlt: sqlite:///PFAD oder postgres://NUTZER:PASSWORT@HOST/NAME.")
        begin = timezone.localtime()
        try:
            with second_database(settings.TARGET_DATABASE), snapshot():
                manifest = copy()
        except (*FAULTS, RestoredDiffers, RowRefused, Error) as error:
            raise CommandError(f"{explain(error)} Im Ziel wurde nichts geändert.") from error
        self.stdout.write(
            f"{manifest.count} Zeilen aus {len(manifest.tables)} Tabellen kopiert und verglichen. "
            f"Stand der Quelle: {begin:%d.%m.%Y %H:%M:%S}."
        )


@contextmanager
def second_database(config):
    """A SQLite file that is made here is for its owner alone."""
    mask = os.umask(0o077)
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: config})[DEFAULT_DB_ALIAS]
    connections[TARGET] = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, TARGET)
    try:
        yield
    finally:
        connections[TARGET].close()
        del connections[TARGET]
        os.umask(mask)


def copy():
    manifest, models = describe_source()
    with tables_for(manifest=manifest, using=TARGET):
        fill_database(manifest=manifest, read=lambda table: rows_of(models[table.name]).iterator(), using=TARGET)
    return manifest


def describe_source():
    """Raises CommandError where there is nothing to copy, or nothing this program knows."""
    migrations = applied_migrations()
    if not migrations:
        raise CommandError("Die Quelle ist leer: Es gibt nichts zu kopieren.")
    if newer := set(migrations) - known_migrations():
        raise CommandError(f"Die Quelle ist neuer als das Programm ({min(newer)[0]} {min(newer)[1]}).")
    models = models_at(migrations)
    tables = [Table(name, columns_of(model), rows_of(model).count(), "") for name, model in models.items()]
    return Manifest(settings.VERSION, "", tuple(migrations), tuple(tables)), models


def explain(error):
    if type(error) in FAULTS:
        return FAULTS[type(error)]
    if isinstance(error, RestoredDiffers):
        return f"Was das Ziel zurückgibt, weicht von der Quelle ab ({error.table})."
    if isinstance(error, RowRefused):
        return f"Das Ziel nimmt eine Zeile nicht an: {error.table}, Schlüssel {error.key}: {error.reason}."
    return f"Eine Datenbank hat abgelehnt: {str(error).strip().partition(chr(10))[0]}."
