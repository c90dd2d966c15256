"""A whole database from a backup or from another database: all of it or nothing."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from assessments.archive import ArchiveDamaged
from assessments.tables import applied_migrations, columns_of, from_json, last_of_each_app, models_at, rows_of

# Every database has them from the start: what "migrate" writes.
GIVEN = {"contenttypes.contenttype", "auth.permission"}
AT_ONCE = 500
# What a database, or what speaks to it, says of a value that it cannot hold.
REFUSALS = (DataError, IntegrityError, OverflowError, ValueError)


class DatabaseNotEmpty(Exception):
    pass


@dataclass(eq=False)
class RestoredDiffers(Exception):
    """What the database gives back of a table is not what it was given."""

    table: str


@dataclass(eq=False)
class RowRefused(Exception):
    """By the database that was to hold it. SQLite takes what PostgreSQL does not: texts with NUL, too long, …"""

    table: str
    key: object
    reason: str


@dataclass(eq=False)
class OtherMigrations(Exception):
    """The tables of the database are not those of the backup: `missing`, `extra` in the database, (app, name)."""

    missing: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]


@contextmanager
def tables_for(*, manifest, using=DEFAULT_DB_ALIAS):
    """A database without any table gets those of the manifest, and loses them again where the block fails."""
    connection = connections[using]
    if connection.introspection.table_names():
        yield
        return
    try:
        MigrationExecutor(connection).migrate(last_of_each_app(manifest.migrations))
        yield
    except BaseException:
        drop_tables(connection)
        raise


def drop_tables(connection):
    with connection.schema_editor() as editor:
        for name in connection.introspection.table_names():
            editor.execute(editor.sql_delete_table % {"table": editor.quote_name(name)})


def fill_database(*, manifest, read, using=DEFAULT_DB_ALIAS):
    """`read(table)` iterates the rows of a table of the manifest, as JSON or the models have them.

    Raises DatabaseNotEmpty, OtherMigrations, RestoredDiffers, RowRefused, ArchiveDamaged, IntegrityError.
    """
    with transaction.atomic(using=using):
        require_migrations(manifest, using)
        models = models_at(manifest.migrations)
        if any(model._base_manager.using(using).exists() for name, model in models.items() if name not in GIVEN):
            raise DatabaseNotEmpty
        load(manifest, models, read, using)


def replace_database(*, manifest, read, using=DEFAULT_DB_ALIAS):
    """As fill_database, in place of whatever there is."""
    with transaction.atomic(using=using):
        require_migrations(manifest, using)
        load(manifest, models_at(manifest.migrations), read, using)


def require_migrations(manifest, using):
    wanted, found = set(manifest.migrations), set(applied_migrations(using))
    if wanted != found:
        raise OtherMigrations(tuple(sorted(wanted - found)), tuple(sorted(found - wanted)))


def load(manifest, models, read, using):
    """Foreign keys are checked when all rows are there: on both databases they are deferred."""
    if {table.name: table.columns for table in manifest.tables} != {
        name: columns_of(model) for name, model in models.items()
    }:
        raise ArchiveDamaged
    connection = connections[using]
    tables = [model._meta.db_table for model in models.values()]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
    for table in manifest.tables:
        model = models[table.name]
        for rows in chunks(parsed(model, read(table))):
            write(model, rows, using)
        if rows_of(model, using).count() != table.count:
            raise RestoredDiffers(table.name)
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


def write(model, rows, using):
    """And read again: equal row by row. Raises RowRefused, RestoredDiffers."""
    try:
        make(model, rows, using)
    except REFUSALS as error:
        one_by_one = map(partial(find_refusal, model, using), rows)
        raise next(filter(None, one_by_one)) from error
    columns = columns_of(model)
    place = columns.index(model._meta.pk.attname)
    stored = rows_of(model, using).filter(pk__in=[row[place] for row in rows])
    if {row[place]: row for row in stored} != {row[place]: row for row in rows}:
        raise RestoredDiffers(model._meta.label_lower)


def make(model, rows, using):
    columns = columns_of(model)
    with transaction.atomic(using=using):
        model._base_manager.using(using).bulk_create(model(**dict(zip(columns, row, strict=True))) for row in rows)


def find_refusal(model, using, row):
    """None where the row could be made."""
    try:
        make(model, [row], using)
    except REFUSALS as error:
        key = row[columns_of(model).index(model._meta.pk.attname)]
        return RowRefused(model._meta.label_lower, key, str(error).strip().partition("\n")[0])
    return None
