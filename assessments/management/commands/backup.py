"""Write all of the database into one file, while it is used."""

import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from assessments.archive import Writer
from assessments.tables import applied_migrations, columns_of, known_migrations, models_at, rows_of, snapshot, to_json


class Command(BaseCommand):
    help = (
        "Sichert die ganze Datenbank in eine Datei, auch im laufenden Betrieb. Die Datei passt zu SQLite und zu "
        "PostgreSQL und enthält alles, was vertraulich ist; den SECRET_KEY sichern Sie getrennt."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI")

    def handle(self, file, **options):
        target = Path(file)
        if target.exists():
            raise CommandError(f"{file} gibt es schon. Nichts wird überschrieben; geben Sie einen anderen Namen an.")
        try:
            with written_beside(target) as stream, snapshot():
                manifest = write_all(stream)
        except OSError as error:
            raise CommandError(f"{file} kann nicht geschrieben werden: {error.strerror}.") from error
        except Error as error:
            raise CommandError(f"Die Datenbank antwortet nicht: {error}") from error
        self.stdout.write(f"{manifest.count} Zeilen aus {len(manifest.tables)} Tabellen in {file} gesichert.")


@contextmanager
def written_beside(target):
    """A file that only its owner may read; it gets its name when it is complete, and is removed if it does not."""
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        beside = Path(folder) / target.name
        with open(beside, "xb", opener=partial(os.open, mode=0o600)) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.rename(target)


def write_all(stream):
    """Raises CommandError where the database is newer than the program."""
    migrations = applied_migrations()
    if not migrations:
        raise CommandError("Die Datenbank ist leer: Es gibt nichts zu sichern.")
    if newer := set(migrations) - known_migrations():
        raise CommandError(f"Die Datenbank ist neuer als das Programm ({min(newer)[0]} {min(newer)[1]}).")
    writer = Writer(stream)
    for name, model in models_at(migrations).items():
        writer.add(name, columns_of(model), map(to_json, rows_of(model).iterator()))
    return writer.close(program=settings.VERSION, made_at=timezone.now().isoformat(), migrations=migrations)
