from copy import deepcopy

import pytest
from django.core.management import call_command
from django.db import transaction

from assessments.actions import delete_assessment
from recommendations.actions import withdraw_share
from recommendations.digest import release_digest
from recommendations.models import Ledger, Programme, Release
from tests.programmes import LEAD, ago, make_participants, make_programme, make_release, make_share, make_shares

pytestmark = pytest.mark.django_db
DIGEST = "die Prüfsumme stimmt nicht"
OTHER_SHARES = "der Nachweis passt nicht zu dem, was geteilt ist"


@pytest.fixture(scope="module")
def stored_programme(django_db_setup, django_db_blocker):
    """Two releases: six municipalities of one Land, then six more of another. Stored once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        towns = make_participants(6) + make_participants(6, land="05", size_class=3)
        programme = make_programme("Digitale Orte (erfunden)", towns)
        make_shares(programme, towns[:6])
        make_release(programme, ago(9))
        make_shares(programme, towns[6:])
        make_release(programme, ago(2))
        yield programme
        transaction.set_rollback(True)


@pytest.fixture
def programme(stored_programme, db):
    return deepcopy(stored_programme)


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
    release.digest = release_digest(release, release.ledger.members)
    release.save()


def change_ledger(release, members):
    """Likewise."""
    release.ledger.members = members
    release.ledger.save()
    change(release)


def change_a_print(ledger):
    """The first one of a municipality."""
    entry = next(iter(ledger["members"].values()))
    entry[2] = "0" * 16 + entry[2][16:]


def test_nothing_to_audit(audit):
    assert audit() == (["Keine Befunde."], 0)


def test_releases_that_are_in_order(audit, programme):
    assert audit() == ([line(9, "in Ordnung"), line(2, "in Ordnung"), "Keine Befunde."], 0)


def test_tampered_content(audit, programme):
    release = Release.objects.get(date=ago(9))
    release.content["programme"]["B1"]["mean"]["value"] += 1
    release.save()

    assert audit() == ([line(9, DIGEST), line(2, "in Ordnung")], 1)


def test_ledger_without_one_of_the_counted(audit, programme):
    release = Release.objects.get(date=ago(2))
    ledger = deepcopy(release.ledger.members)
    ledger["members"].popitem()
    change_ledger(release, ledger)

    lines, code = audit()

    assert (lines[0], code) == (line(9, "in Ordnung"), 1)
    assert lines[1].startswith(line(2, "der Nachweis passt nicht zu den Zahlen"))


def test_old_ledger_in_which_a_print_was_changed(audit, programme):
    """It has as many municipalities and figures as before, and is not compared with what is shared."""
    ledger = Ledger.objects.get(release__date=ago(9))
    change_a_print(ledger.members)
    ledger.save()

    lines, code = audit()

    assert (lines[0], code) == (line(9, DIGEST), 1)


def test_ledgers_of_two_releases_that_were_exchanged(audit, programme):
    first, second = Ledger.objects.order_by("release__date")
    first.members, second.members = second.members, first.members
    first.save()
    second.save()

    lines, code = audit()

    assert code == 1
    assert [DIGEST in said for said in lines] == [True, True]


def test_ledger_is_gone(audit, programme):
    Ledger.objects.get(release__date=ago(9)).delete()

    assert audit() == ([line(9, f"{DIGEST}; der Nachweis fehlt"), line(2, "in Ordnung")], 1)


@pytest.mark.parametrize("policy", [{"mean": 1}, {"least": 5}, []], ids=str)
def test_policy_that_is_none(audit, programme, policy):
    release = Release.objects.get(date=ago(9))
    change(release, policy=policy)

    lines, code = audit()

    assert (lines[0], code) == (line(9, "das Regelwerk ist keines"), 1)


CELLS = "die Zellen sind keine"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], CELLS),
        ({"programme": []}, CELLS),
        ({"land:77": {}}, CELLS),
        ({"programme": {"B1": "43"}}, CELLS),
        ({"programme": {"B1": {"date": f"{ago(9)}", "n": "6"}}}, "der Nachweis passt nicht zu den Zahlen"),
    ],
    ids=["list", "cell", "unknown cell", "figure", "number as text"],
)
def test_content_that_is_none(audit, programme, content, said):
    change(Release.objects.get(date=ago(9)), content=content)

    assert audit() == ([line(9, said), line(2, "in Ordnung")], 1)


@pytest.mark.parametrize(
    "members",
    [
        [],
        "x",
        {"a": 1},
        {"a": ["09"]},
        {"a": ["09", 2, []]},
        {"a": ["09", 2, {"B1": 7}]},
        {"a": ["09", 2, {"B1": "7"}]},
        {"names": "B1", "members": {}},
        {"names": [1], "members": {}},
        {"names": ["B1"], "members": []},
        {"names": ["B1"], "members": {"a": ["09", 2]}},
        {"names": ["B1"], "members": {"a": ["09", 2, "7" * 17]}},
    ],
    ids=str,
)
def test_ledger_that_is_none(audit, programme, members):
    Ledger.objects.filter(release__date=ago(9)).update(members=members)

    assert audit() == ([line(9, f"{DIGEST}; der Nachweis ist keiner"), line(2, "in Ordnung")], 1)


def test_instrument_that_is_gone_does_not_end_the_audit(audit, programme):
    change(Release.objects.get(date=ago(9)), instrument="verstetigung-2019.1")

    lines, code = audit()

    assert (lines[0][-len("das Instrument gibt es nicht") :], lines[1:], code) == (
        "das Instrument gibt es nicht",
        [line(2, "in Ordnung")],
        1,
    )


def test_other_key_would_make_all_values_look_changed(audit, programme):
    Programme.objects.update(key="b7" * 32)

    assert audit() == ([line(9, "in Ordnung"), line(2, OTHER_SHARES)], 1)


def test_print_of_the_last_ledger_was_changed(audit, programme):
    release = Release.objects.get(date=ago(2))
    ledger = deepcopy(release.ledger.members)
    change_a_print(ledger)
    change_ledger(release, ledger)

    lines, code = audit()

    assert (lines[0], code) == (line(9, "in Ordnung"), 1)
    assert lines[1].endswith(OTHER_SHARES)
    assert DIGEST not in lines[1]


def test_who_leaves_the_list_or_comes_back_is_no_finding(audit, programme):
    in_order = ([line(9, "in Ordnung"), line(2, "in Ordnung"), "Keine Befunde."], 0)
    left = list(programme.participations.order_by("pk")[:3])
    programme.participations.filter(pk__in=[row.pk for row in left]).delete()
    assert audit() == in_order
    make_release(programme, ago(1))

    programme.participations.bulk_create(left)

    assert audit() == ([*in_order[0][:2], line(1, "in Ordnung"), "Keine Befunde."], 0)


def test_what_happens_after_a_release_is_no_finding(audit, programme):
    first, second, third = programme.shares.order_by("shared_at")[:3]
    withdraw_share(share=first, editor=LEAD)
    delete_assessment(assessment=second.assessment, editor=LEAD)
    make_share(programme, third.municipality, level=3, name="Zweites Vorhaben")
    make_share(programme, make_participants(1, programme=programme)[0])

    assert audit() == ([line(9, "in Ordnung"), line(2, "in Ordnung"), "Keine Befunde."], 0)


def test_breach_that_was_stored_by_force(audit, programme):
    """The second release as if one municipality alone had come to the cell: its value is the difference."""
    first, second = Release.objects.order_by("date")
    ledger = deepcopy(first.ledger.members)
    later = second.ledger.members["members"]
    newcomer = next(key for key in later if key not in ledger["members"])
    ledger["members"][newcomer] = ["09", 2, later[newcomer][2]]
    change_ledger(second, ledger)
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
