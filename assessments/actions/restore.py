"""A whole database from a backup: all of it or nothing."""

from dataclasses import dataclass
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction

from assessments.archive import ArchiveDamaged
from assessments.tables import applied_migrations, columns_of, from_json, models_at, rows_of

# Every database has them from the start: what "migrate" writes.
GIVEN = {"contenttypes.contenttype", "auth.permission"}
AT_ONCE = 500


class DatabaseNotEmpty(Exception):
    pass


class RestoredDiffers(Exception):
    """What the database gives back is not what the backup holds."""


@dataclass(eq=False)
class OtherMigrations(Exception):
    """The tables of the database are not those of the backup: `missing`, `extra` in the database, (app, name)."""

    missing: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]


@transaction.atomic
def fill_database(*, manifest, read):
    """`read(table)` iterates the rows of a table of the manifest, as JSON has them.

    Raises DatabaseNotEmpty, OtherMigrations, RestoredDiffers, ArchiveDamaged, IntegrityError.
    """
    require_migrations(manifest)
    models = models_at(manifest.migrations)
    if any(model._base_manager.exists() for name, model in models.items() if name not in GIVEN):
        raise DatabaseNotEmpty
    load(manifest, models, read)


@transaction.atomic
def replace_database(*, manifest, read):
    """As fill_database, in place of whatever there is."""
    require_migrations(manifest)
    load(manifest, models_at(manifest.migrations), read)


def require_migrations(manifest):
    wanted, found = set(manifest.migrations), set(applied_migrations())
    if wanted != found:
        raise OtherMigrations(tuple(sorted(wanted - found)), tuple(sorted(found - wanted)))


def load(manifest, models, read):
    """Foreign keys are checked when all rows are there: on both databases they are deferred."""
    if {table.name: table.columns for table in manifest.tables} != {
        name: columns_of(model) for name, model in models.items()
    }:
        raise ArchiveDamaged
    tables = [model._meta.db_table for model in models.values()]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
    for table in manifest.tables:
        model = models[table.name]
        for rows in chunks(parsed(model, read(table))):
            write(model, rows)
    connection.check_constraints()
    # Django's name says less than it does: it executes any statements. SQLite has no sequences to be set.
    connection.ops.execute_sql_flush(connection.ops.sequence_reset_sql(no_style(), list(models.values())))


def parsed(model, rows):
    try:
        for row in rows:
            yield from_json(model, row)
    except (ValidationError, ValueError, TypeError) as error:
        raise ArchiveDamaged from error


def chunks(rows):
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


def write(model, rows):
    """And read again: equal row by row. Raises RestoredDiffers."""
    columns = columns_of(model)
    made = model._base_manager.bulk_create(model(**dict(zip(columns, row, strict=True))) for row in rows)
    stored = rows_of(model).filter(pk__in=[row.pk for row in made])
    place = columns.index(model._meta.pk.attname)
    if {row[place]: row for row in stored} != {row[place]: row for row in rows}:
        raise RestoredDiffers
