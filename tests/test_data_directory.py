"""docs/datenverzeichnis.md is complete and true: every stored field, every cookie, every term, in both directions."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.management import get_commands

from assessments.actions.invitations import VALID
from assessments.actions.purge import KEPT
from assessments.survey_forms import DAYS
from recommendations.drawing import CACHE_SECONDS

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "datenverzeichnis.md").read_text(encoding="utf-8")
COLUMNS = ["Angabe", "Felder", "Personenbezug", "Wozu", "Wie lange", "Gelöscht durch"]
DAY, HOUR = 24 * 60 * 60, 60 * 60
TERMS = {
    "KEPT": KEPT.total_seconds(),
    "VALID": VALID.total_seconds(),
    "DAYS": max(DAYS) * DAY,
    "SESSION_DAYS": settings.SESSION_COOKIE_AGE,
    "CSRF_COOKIE_AGE": settings.CSRF_COOKIE_AGE,
    "PURGE_ABANDONED_DAYS": settings.PURGE_ABANDONED_DAYS * DAY,
    "CACHE_SECONDS": CACHE_SECONDS,
}
UNITS = {"Tag": DAY, "Tage": DAY, "Stunde": HOUR, "Stunden": HOUR}
NAMED = re.compile(r"`([^`]+)`")


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows_of(text):
    """The rows of the one table with these columns, as {column: cell}."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if cells(line) == COLUMNS)
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append(dict(zip(COLUMNS, cells(line), strict=True)))
    return table


def fields_of(rows):
    """Every "app.Model.field" that the rows name, as often as they do."""
    found = Counter()
    for row in rows:
        model = None
        for name in NAMED.findall(row["Felder"]):
            if "." in name:
                model = name
            elif model:
                found[f"{model}.{name}"] += 1
    return found


def stored_fields():
    models = apps.get_models(include_auto_created=True)
    return {f"{model._meta.label}.{field.name}" for model in models for field in model._meta.local_fields}


def outside(rows, kind):
    """What rows beside the database name, e.g. cookies."""
    return {name for row in rows if row["Felder"].startswith(kind) for name in NAMED.findall(row["Felder"])}


ROWS = rows_of(TEXT)


def test_every_stored_field_has_one_row_and_every_row_its_field():
    assert fields_of(ROWS) == Counter(stored_fields())


def test_it_shows_where_a_field_or_a_row_is_missing():
    """So that the test above shows something."""
    without = fields_of(row for row in ROWS if "`password`" not in row["Felder"])
    more = rows_of(TEXT.replace("`password`", "`password` `shoe_size`"))

    assert stored_fields() - set(without) == {"assessments.User.password"}
    assert set(fields_of(more)) - stored_fields() == {"assessments.User.shoe_size"}


def test_every_cookie_and_cache_has_a_row():
    cookies = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name}

    assert outside(ROWS, "Cookie") == cookies
    assert outside(ROWS, "Zwischenspeicher") == set(settings.CACHES)
    assert outside(ROWS, "Protokoll") | outside(ROWS, "Sicherung") == {"stderr", "nginx", "backup"}


@pytest.mark.parametrize("row", ROWS, ids=[row["Angabe"][:40] for row in ROWS])
def test_row_is_filled_in(row):
    assert [column for column in COLUMNS if not row[column]] == []
    assert row["Personenbezug"] in {"ja", "nein", "möglich"}


def test_every_term_is_that_of_the_program():
    text = " ".join(row["Wie lange"] for row in ROWS)
    numbers = re.findall(r"(\d+) (?:Tage?|Stunden?|Wochen?|Monate?|Jahre?)\b", text)
    terms = re.findall(r"(\d+) (Tage?|Stunden?) \(`([A-Z_]+)`\)", text)

    assert len(terms) == len(numbers) > 10
    assert {name: int(number) * UNITS[unit] for number, unit, name in terms} == TERMS
    assert {(name, int(number) * UNITS[unit]) for number, unit, name in terms} == set(TERMS.items())


def test_number_of_backups_is_that_of_the_script():
    [row] = [row for row in ROWS if row["Felder"].startswith("Sicherung")]
    [kept] = re.findall(r"die (\d+) neuesten \(`BACKUPS_KEPT`\)", row["Wie lange"])

    assert f"BACKUPS_KEPT:-{kept}}}" in (ROOT / "deploy" / "backup").read_text(encoding="utf-8")


def test_every_page_exists():
    """By a heading, a link or a button of the templates."""
    named = {name for row in ROWS for name in re.findall("„([^“]+)“", row["Gelöscht durch"])}
    templates = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))

    assert {name for name in named if f">{name}" not in templates} == set()


def test_every_command_exists():
    named = {name.split()[0] for row in ROWS for name in NAMED.findall(row["Gelöscht durch"])} - {"deploy/backup"}
    named |= set(re.findall(r"manage\.py (\w+)", TEXT))

    assert named <= set(get_commands())
    assert named >= {"purge", "erase_person", "export_person"}
