"""Eight write while a backup and a copy are made: each holds one state of the database, whole."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier, Event

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from assessments.archive import open_archive, read_rows
from assessments.management.commands.copy_database import TARGET, second_database
from assessments.models import Project
from assessments.tables import snapshot
from recommendations.models import Measure
from tests.cast import make_assessment
from verstetigung.environment import read_database

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


@pytest.fixture
def pairs():
    """Of each writer a project and a measure, which always bear the same number; their tables are read one after the
    other."""
    made = [make_assessment()[0] for _ in range(WRITERS)]
    return [(one.project, one.measures.create(title="0", created_at=one.created_at)) for one in made]


def write(pair, number):
    project, measure = pair
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(name=str(number))
        Measure.objects.filter(pk=measure.pk).update(title=str(number))


def write_until(stop, begun, pair):
    """Returns how often after all had begun."""
    number = 1
    try:
        write(pair, number)
        begun.wait()
        while not stop.wait(0.01):
            number += 1
            write(pair, number)
        return number - 1
    except BaseException:
        begun.abort()
        raise
    finally:
        connection.close()


def while_all_write(pairs, call):
    """How often each wrote while the call ran; on a busy machine one may not have had its turn."""
    stop, begun = Event(), Barrier(WRITERS + 1)
    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(write_until, stop, begun, pair) for pair in pairs]
        try:
            begun.wait()
            call()
        finally:
            stop.set()
        return [one.result() for one in running]


def numbers(projects, measures, pairs):
    """The numbers of all projects, and of all measures."""
    projects, measures = ({str(key): value for key, value in rows} for rows in (projects, measures))
    return [projects[str(one.pk)] for one, _ in pairs], [measures[str(one.pk)] for _, one in pairs]


@pytest.mark.parametrize(("begin", "same"), [(nullcontext, False), (snapshot, True)], ids=["as it comes", "snapshot"])
def test_a_writer_between_two_tables(pairs, begin, same):
    """What the other tests look for happens where nothing prevents it."""
    with begin(), ThreadPoolExecutor(1) as pool:
        projects = list(Project.objects.values_list("pk", "name"))
        pool.submit(lambda: (write(pairs[0], 1), connection.close())).result()
        measures = list(Measure.objects.values_list("pk", "title"))
    by_project, by_measure = numbers(projects, measures, pairs)

    assert (by_project[0] == "1", by_measure[0] == "1") == (False, not same)


def test_backup(pairs, tmp_path):
    file = tmp_path / "stand.zip"
    for pair in pairs:
        write(pair, 0)
    written = while_all_write(pairs, lambda: call_command("backup", str(file)))
    with open(file, "rb") as stream, open_archive(stream) as (archive, manifest):
        rows = {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in read_rows(archive, table)]
            for table in manifest.tables
        }
    by_project, by_measure = numbers(
        [(row["id"], row["name"]) for row in rows["assessments.project"]],
        [(row["id"], row["title"]) for row in rows["recommendations.measure"]],
        pairs,
    )

    assert sum(written) > 0
    assert by_project == by_measure


def test_copy(pairs, tmp_path, settings):
    settings.TARGET_DATABASE = read_database("TARGET_DATABASE_URL", f"sqlite:///{tmp_path}/target.sqlite3")
    for pair in pairs:
        write(pair, 0)
    written = while_all_write(pairs, lambda: call_command("copy_database"))
    with second_database(settings.TARGET_DATABASE):
        by_project, by_measure = numbers(
            Project.objects.using(TARGET).values_list("pk", "name"),
            Measure.objects.using(TARGET).values_list("pk", "title"),
            pairs,
        )

    assert sum(written) > 0
    assert by_project == by_measure
