"""How much room a check takes: `DATABASE_URL=… python -m tests.deploy.size [number]`, in an empty database.

Full checks: all answers, a note of 140 characters to every third, result, history. By the program's own actions.
"""

import os
import sys
import time
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection

NOTE = (
    "Der Bauhof hat die Sensoren im Winter selbst gewartet; eine Stelle dafür ist im Stellenplan angemeldet, aber noch "
    "nicht beschlossen worden."
)


def main(number):
    django.setup()
    call_command("migrate", verbosity=0)
    from assessments.models import Assessment

    if Assessment.objects.exists():
        sys.exit("The database is not empty.")
    before, begin = database_bytes(), time.process_time()
    saves = sum(make_check(seed) for seed in range(number))
    seconds = time.process_time() - begin
    say(f"{number} checks, {saves} saves, {1000 * seconds / saves:.1f} ms CPU a save without its request")
    say(f"database: {(database_bytes() - before) / number / 1000:.0f} kB a check")
    say(f"backup: {backup_bytes() / number / 1000:.1f} kB a check (notes that are all the same: real ones take more)")


def make_check(seed):
    """Returns how many answers were saved."""
    from assessments.actions import save_answer, start_assessment
    from recommendations.actions.checks import finish
    from tests.bench.sample import answers_of
    from tests.cast import ANNA, make_municipality

    municipality = make_municipality(f"Musterdorf {seed} (erfunden)")
    project = {"name": f"Glättesensoren {seed}", "phase": "pilot"}
    check, _ = start_assessment(municipality=municipality, project=project, scope="full", editor=ANNA)
    answers = answers_of(seed)
    for place, (item, value) in enumerate(answers.items()):
        note = "" if place % 3 else NOTE
        save_answer(assessment=check, item=item, value=str(value), note=note, base_revision=0, editor=ANNA)
    finish(assessment=check, editor=ANNA)
    return len(answers)


def database_bytes():
    """Without what is free inside."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            return pages * cursor.execute("PRAGMA page_size").fetchone()[0]
        cursor.execute("VACUUM FULL")
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def backup_bytes():
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup.zip"
        call_command("backup", str(file), stdout=StringIO())
        return file.stat().st_size


def say(words):
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verstetigung.settings")
    main(int(sys.argv[1]) if sys.argv[1:] else 100)
