"""Where SQLite and PostgreSQL differ, the pages do not: order and case of letters, longest texts, what takes long."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import Answer, HistoryEntry, Membership, Municipality, User
from assessments.municipalities import search_key
from recommendations.models import Participation
from recommendations.sharing import shareable_checks
from tests.cast import PASSWORD, log_in, make_member, make_municipality, make_user
from tests.programmes import make_funder, make_programme, make_submitted
from tests.queries import at_most

pytestmark = pytest.mark.django_db

ORDERS = {
    "by codes": "LOCALE = 'C'",
    "German": "LOCALE = 'de_DE.UTF-8'",
    "German of ICU": "PROVIDER = icu, LOCALE = 'de-DE'",
    "capitals first, numbers by their value": "PROVIDER = icu, LOCALE = 'de-u-kf-upper-kn-true'",
}
TEXT_COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length FROM information_schema.columns
WHERE table_schema = 'public' AND collation_name IS NULL AND data_type IN ('character varying', 'text')
"""
ON_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(params=["by codes"] if ON_SQLITE else list(ORDERS))
def order(request):
    """On PostgreSQL: as if the server had been set up with this order, for the length of the test."""
    if not ON_SQLITE:
        with connection.cursor() as cursor:
            sort_by(cursor, ORDERS[request.param])
    return request.param


def sort_by(cursor, order):
    try:
        with transaction.atomic():
            cursor.execute(f"CREATE COLLATION tested ({order})")
    except DatabaseError as error:
        pytest.skip(f"This server has no such order: {str(error).strip().splitlines()[0]}")
    cursor.execute(TEXT_COLUMNS)
    changes = {}
    for table, column, kind, length in cursor.fetchall():
        kind = f"{kind}({length})" if length else kind
        changes.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE {kind} COLLATE tested')
    for table, columns in changes.items():
        cursor.execute(f'ALTER TABLE "{table}" {", ".join(columns)}')


def make_place(number, name, population=None):
    return Municipality.objects.create(
        ags=f"0999{number:04}", name=name, land="09", size_class=2, population=population, search_key=search_key(name)
    )


def hits(text):
    response = Client().get(reverse("search_municipalities"), {"q": text})
    return [hit.name for hit in response.context["hits"]]


def test_order_is_another_one(order):
    """What the tests below rule out can happen: the database itself would sort otherwise."""
    for name in ("Zell", "Ähren", "abend", "Neu Zell", "Neuhof"):
        make_place(len(name), name) if name != "abend" else make_place(99, name)

    found = list(Municipality.objects.order_by("name").values_list("name", flat=True))

    by_codes = ["Neu Zell", "Neuhof", "Zell", "abend", "Ähren"]
    assert (found == by_codes) == (order == "by codes")


@pytest.mark.parametrize("written", ["Münster", "MÜNSTER", "münster", "Muenster", "MUENSTER", "Mu\u0308nster"])
def test_town_is_found_first_however_it_is_written(order, written):
    for number, (name, population) in enumerate(
        [("Münster", 15_000), ("Münsterdorf", 2_000), ("Münster, Stadt", 320_000), ("Bad Münster, Stadt", 9_000)]
    ):
        make_place(number, name, population)

    assert hits(written) == ["Münster, Stadt", "Münster", "Münsterdorf", "Bad Münster, Stadt"]


@pytest.mark.parametrize("written", ["Großräschen", "GROSSRÄSCHEN", "grossraeschen", "GROẞRÄSCHEN"])
def test_sharp_s(order, written):
    make_place(1, "Großräschen, Stadt", 10_000)
    make_place(2, "Großräschen-Dorf", 90_000)

    assert hits(written) == ["Großräschen, Stadt", "Großräschen-Dorf"]


def test_search_asks_a_constant_number_of_queries_and_shows_twenty():
    Municipality.objects.bulk_create(
        Municipality(
            ags=f"{n:08}", name=f"Neu Ort {n}, Stadt", land="09", size_class=1, search_key=f"neu ort {n} stadt"
        )
        for n in range(300)
    )

    with at_most(4):
        response = Client().get(reverse("choose_municipality"), {"q": "neu ort"})

    assert (len(response.context["hits"]), response.context["more"]) == (20, 280)


def test_places_of_one_size(order):
    names = ["Neu Ulm", "Neu-Zell", "Neuburg a", "Neuburg/B", "Neuenburg", "Neuß", "Neußberg", "Neustadt"]
    for number, name in enumerate(reversed(names)):
        make_place(number, name, 1_000)

    assert hits("neu") == ["Neu Ulm", "Neu-Zell", "Neuburg a", "Neuburg/B", "Neuenburg", "Neuß", "Neußberg", "Neustadt"]


def test_own_municipalities(order):
    user = make_user()
    for name in ("Neuenburg", "Zell", "Neu Ulm", "Ähren", "Adorf"):
        Membership.objects.create(user=user, municipality=make_municipality(name), role="edit")

    context = log_in(user).get(reverse("account")).context

    assert [membership.municipality.name for membership in context["memberships"]] == [
        "Adorf",
        "Ähren",
        "Neu Ulm",
        "Neuenburg",
        "Zell",
    ]


SORTED = ["1. Aufruf", "10. Aufruf", "Ärmel", "bahn", "Bahn 2", "Bahnhof", "Öffentlich", "Zug"]


def test_programmes(order):
    programmes = [make_programme(name) for name in reversed(SORTED)]
    user = make_funder(programmes[0])
    for programme in programmes[1:]:
        programme.funders.create(user=user)

    client = log_in(user)

    assert [each.name for each in client.get(reverse("programmes")).context["programmes"]] == SORTED
    text = client.get(reverse("account")).content.decode()
    assert sorted(SORTED, key=lambda name: text.index(f">{name}<")) == SORTED


def test_rounds_and_participants(order):
    programme = make_programme()
    places = [make_municipality(name) for name in ("Zell", "Neuenburg", "Neu Ulm")]
    Participation.objects.bulk_create(
        Participation(programme=programme, municipality=place, round=name, project=project)
        for place in places
        for name in reversed(SORTED)
        for project in ("b", "A")
    )

    context = log_in(make_funder(programme)).get(reverse("programme", args=[programme.pk])).context

    assert context["rounds"] == [(name, 3) for name in SORTED]
    listed = [(row.municipality.name, row.round, row.project) for row in context["page"].object_list]
    assert listed == [
        (place, name, project)
        for place in ("Neu Ulm", "Neuenburg", "Zell")
        for name in sorted(SORTED)
        for project in ("A", "b")
    ]


def test_projects_to_share(order):
    municipality = make_municipality()
    for name in reversed(SORTED):
        make_submitted(municipality, name=name)

    assert [check.project.name for check in shareable_checks(municipality)] == SORTED


def test_former_members(order):
    municipality = make_municipality()
    emails = ["anna-m@a.example", "anna.m@a.example", "anna1@a.example", "anna@a.example", "annam@a.example"]
    for email in reversed(emails):
        HistoryEntry.objects.create(
            municipality=municipality, kind="member_removed", person=make_user(email, name=""), at=timezone.now()
        )

    context = log_in(make_member(municipality, "lead")).get(reverse("team", args=[municipality.pk])).context

    assert [user.email for user in context["former"]] == emails


def test_longest_address_without_a_name_can_do_all():
    """SQLite keeps what is longer than its column; PostgreSQL does not."""
    domain = ".".join(["b" * 60] * 3) + ".example"
    email = f"{'a' * (254 - len(domain) - 1)}@{domain}"
    municipality = make_municipality()
    user = make_member(municipality, "lead", email)
    user.name = ""
    user.save()
    client = log_in(user)

    started = client.post(
        f"{reverse('describe_project')}?umfang=kurz&kommune={municipality.pk}", {"name": "Pegel", "phase": "pilot"}
    )
    assessment = municipality.held_projects.get().assessments.get()
    saved = client.post(
        reverse("answer", args=[assessment.pk, "B1.1"]), {"B1.1-value": "3", "B1.1-note": "n", "B1.1-base": "0"}
    )

    assert (started.status_code, saved.status_code, len(email)) == (302, 200, 254)
    assert Answer.objects.get().edited_by == email[:200]
    assert set(HistoryEntry.objects.values_list("actor_name", flat=True)) == {email[:200]}


def test_moments_are_kept_to_the_microsecond():
    moment = timezone.now().replace(microsecond=123_457)
    place = make_municipality()
    Membership.objects.create(user=make_user(), municipality=place, role="edit", created_at=moment)
    Membership.objects.create(
        user=make_user("b@b.example"), municipality=place, role="edit", created_at=moment - timedelta(microseconds=1)
    )

    found = [membership.created_at for membership in place.memberships.all()]

    assert found == [moment - timedelta(microseconds=1), moment]


ASK_FOR_LIMITS = (
    "import {module}; import django; django.setup()\n"
    "from django.db import connection\n"
    "with connection.cursor() as cursor:\n"
    "    for name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'):\n"
    "        cursor.execute('SHOW ' + name)\n"
    "        print(*cursor.fetchone())\n"
)


@pytest.mark.skipif(ON_SQLITE, reason="Of PostgreSQL alone; how long SQLite waits is tested by tests/test_parallel.py.")
@pytest.mark.parametrize(
    ("module", "expected"), [("verstetigung.wsgi", ["30s", "15s", "1min"]), ("verstetigung.settings", ["0"] * 3)]
)
def test_pages_end_what_is_stuck_and_commands_may_take_long(module, expected):
    environment = {name: value for name, value in os.environ.items() if name != "PGOPTIONS"}
    environment |= {"DJANGO_SETTINGS_MODULE": "verstetigung.settings"}

    done = subprocess.run(
        [sys.executable, "-c", ASK_FOR_LIMITS.format(module=module)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == expected


@pytest.mark.parametrize(
    ("stored", "typed", "same"),
    [
        ("amt@musterbach.example", "AMT@Musterbach.EXAMPLE", True),
        ("amt@müster.example", "AMT@MÜSTER.EXAMPLE", True),
        ("amt@mister.example", "amt@mıster.example", False),
        ("amt@maß.example", "amt@mass.example", False),
        ("a_t@musterbach.example", "amt@musterbach.example", False),
    ],
)
def test_one_address_however_it_is_written(order, stored, typed, same):
    actions.create_user(email=stored)
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    client = Client()

    response = client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})

    assert (response.status_code, "_auth_user_id" in client.session) == ((302, True) if same else (422, False))
    assert taken(typed) == same


def taken(email):
    try:
        with transaction.atomic():
            actions.create_user(email=email)
    except actions.AddressTaken:
        return True
    return False
