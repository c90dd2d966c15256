"""All tables of a database as rows that JSON can hold, whichever database it is."""

from contextlib import contextmanager, nullcontext
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

COUNTERS = "assessments.counter"


def applied_migrations(using=DEFAULT_DB_ALIAS):
    """(app, name) of the database, sorted; empty where it has no tables yet."""
    return sorted(MigrationRecorder(connections[using]).applied_migrations())


def known_migrations():
    """(app, name) of this program."""
    return set(MigrationLoader(None).disk_migrations)


def last_of_each_app(migrations):
    """Of some migrations, all of this program, those that no other of the same app among them builds on."""
    nodes = MigrationLoader(None).graph.node_map
    among = set(migrations)
    followed = {
        (parent.key[0], parent.key[1]) for key in among for parent in nodes[key].parents if parent.key[0] == key[0]
    }
    return sorted(among - followed)


def models_at(migrations):
    """{name: model} of every table as it is after these migrations, but for the counters of limits.py.

    Writing them changes no time of its own accord.
    """
    state = MigrationLoader(None).project_state(last_of_each_app(migrations))
    found = state.apps.get_models(include_auto_created=True)
    models = {model._meta.label_lower: model for model in found if model._meta.managed and not model._meta.proxy}
    models.pop(COUNTERS, None)
    for model in models.values():
        for field in model._meta.local_concrete_fields:
            field.auto_now = field.auto_now_add = False
    return dict(sorted(models.items()))


def columns_of(model):
    return tuple(field.attname for field in model._meta.local_concrete_fields)


def rows_of(model, using=DEFAULT_DB_ALIAS):
    """A queryset of tuples, by primary key."""
    return model._base_manager.using(using).order_by("pk").values_list(*columns_of(model))


def to_json(row):
    return [str(value) if isinstance(value, date | Decimal | UUID) else value for value in row]


def from_json(model, row):
    """The inverse of to_json. Raises ValidationError, ValueError where it is none of this table."""
    fields = model._meta.local_concrete_fields
    return tuple(field.to_python(value) for field, value in zip(fields, row, strict=True))


@contextmanager
def snapshot():
    """One state of the database: what others write meanwhile is not seen, and nobody waits."""
    connection = connections[DEFAULT_DB_ALIAS]
    sqlite = connection.vendor == "sqlite"
    with begin_deferred(connection) if sqlite else nullcontext(), transaction.atomic(durable=True):
        if not sqlite:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def begin_deferred(connection):
    """SQLite: a transaction takes no lock until it writes. The settings let each take the lock for writing at once."""
    connection.ensure_connection()
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
