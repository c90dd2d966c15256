from copy import deepcopy

import pytest
from django.core.management import call_command

from recommendations.digest import release_digest
from recommendations.models import Ledger, Release
from tests.programmes import ago, make_participants, make_programme, make_release, make_shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    """Two releases: six municipalities of one Land, then six more of another."""
    towns = make_participants(6) + make_participants(6, land="05", size_class=3)
    programme = make_programme("Digitale Orte (erfunden)", towns)
    make_shares(programme, towns[:6])
    make_release(programme, ago(9))
    make_shares(programme, towns[6:])
    make_release(programme, ago(2))
    return programme


@pytest.fixture
def audit(capsys):
    """Returns (lines, exit code); with the checks that come before it in a shell."""

    def run():
        code = 0
        try:
            call_command("audit_releases", skip_checks=False)
        except SystemExit as stop:
            code = stop.code
        return capsys.readouterr().out.splitlines(), code

    return run


def line(days, said):
    return f"Digitale Orte (erfunden), {ago(days):%d.%m.%Y}, verstetigung-2026.1: {said}"


def change(release, **fields):
    """Past the action, with a digest that fits."""
    for name, value in fields.items():
        setattr(release, name, value)
    release.digest = release_digest(release)
    release.save()


def test_nothing_to_audit(audit):
    assert audit() == (["Keine Befunde."], 0)


def test_releases_that_are_in_order(audit, programme):
    assert audit() == ([line(9, "in Ordnung"), line(2, "in Ordnung"), "Keine Befunde."], 0)


def test_tampered_content(audit, programme):
    release = Release.objects.get(date=ago(9))
    release.content["programme"]["B1"]["mean"]["value"] += 1
    release.save()

    assert audit() == ([line(9, "die Prüfsumme stimmt nicht"), line(2, "in Ordnung")], 1)


def test_ledger_without_one_of_the_counted(audit, programme):
    ledger = Ledger.objects.get(release__date=ago(2))
    ledger.members.popitem()
    ledger.save()

    lines, code = audit()

    assert (lines[0], code) == (line(9, "in Ordnung"), 1)
    assert lines[1].startswith(line(2, "der Nachweis passt nicht zu den Zahlen"))


def test_ledger_is_gone(audit, programme):
    Ledger.objects.get(release__date=ago(9)).delete()

    assert audit() == ([line(9, "der Nachweis fehlt"), line(2, "in Ordnung")], 1)


@pytest.mark.parametrize("policy", [{"mean": 1}, {"least": 5}, []], ids=str)
def test_policy_that_is_none(audit, programme, policy):
    release = Release.objects.get(date=ago(9))
    change(release, policy=policy)

    lines, code = audit()

    assert (lines[0], code) == (line(9, "das Regelwerk ist keines"), 1)


def test_breach_that_was_stored_by_force(audit, programme):
    """The second release as if one municipality alone had come to the cell: its value is the difference."""
    first, second = Release.objects.order_by("date")
    members = deepcopy(first.ledger.members)
    newcomer = next(key for key in second.ledger.members if key not in members)
    members[newcomer] = ["09", 2, second.ledger.members[newcomer][2]]
    Ledger.objects.filter(release=second).update(members=members)
    says = {**first.content["programme"]["B1"], "date": ago(2).isoformat(), "n": 7}
    change(second, content={"programme": {"B1": says}})

    found = "B1: Werte von weniger als 5 Kommunen lassen sich ausrechnen"
    assert audit() == ([line(9, "in Ordnung"), line(2, found)], 1)


def test_programmes_are_judged_apart(audit, programme):
    towns = make_participants(5)
    other = make_programme("Anderes (erfunden)", towns)
    make_shares(other, towns)
    make_release(other)

    lines, code = audit()

    assert (len(lines), code) == (4, 0)
    assert lines[0].startswith("Anderes (erfunden), ")
