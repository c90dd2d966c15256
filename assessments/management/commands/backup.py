"""Write all of the database into one file, while it is used."""

import os
from contextlib import closing, contextmanager
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
        try:
            with written_beside(Path(file)) as stream, snapshot():
                manifest = write_all(stream)
        except FileExistsError as error:
            text = f"{file} gibt es schon. Nichts wird überschrieben; geben Sie einen anderen Namen an."
            raise CommandError(text) from error
        except OSError as error:
            raise CommandError(f"{file} kann nicht geschrieben werden: {error.strerror}.") from error
        except Error as error:
            raise CommandError(f"Die Datenbank antwortet nicht: {error}") from error
        self.stdout.write(f"{manifest.count} Zeilen aus {len(manifest.tables)} Tabellen in {file} gesichert.")


@contextmanager
def written_beside(target):
    """A file that only its owner may read; it gets its name when it is complete and on the disk, and is removed if it
    does not. Raises FileExistsError, also where the name is taken meanwhile."""
    require_free(target)
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        beside = Path(folder) / target.name
        with open(beside, "xb", opener=partial(os.open, mode=0o600)) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        give_name(beside, target)


def give_name(beside, target):
    """A rename would replace what is there. Where the folder (of another system) knows no second names, one asks."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:
        require_free(target)
        beside.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def require_free(target):
    if target.exists() or target.is_symlink():
        raise FileExistsError(target)


def write_all(stream):
    """Raises CommandError where the database is newer than the program."""
    migrations = applied_migrations()
    if not migrations:
        raise CommandError("Die Datenbank ist leer: Es gibt nichts zu sichern.")
    if newer := set(migrations) - known_migrations():
        raise CommandError(f"Die Datenbank ist neuer als das Programm ({min(newer)[0]} {min(newer)[1]}).")
    with Writer(stream) as writer:
        for name, model in models_at(migrations).items():
            with closing(rows_of(model).iterator()) as rows:
                writer.add(name, columns_of(model), map(to_json, rows))
        return writer.close(program=settings.VERSION, made_at=timezone.now().isoformat(), migrations=migrations)
