"""The parts of a need are judged over time like figures, and published together or not at all."""

from recommendations.aggregation import Member, Past, audit, decide, make_entry, release_content
from recommendations.attacker import Breach
from recommendations.figures import need_value
from tests.recommendations.release_samples import DATE, KEY, POLICY

NEED, PARTS = "F1.1", {"F1.1": ("F1.1/own", "F1.1/B1")}
EARLIER = "2026-01-01"


def members_of(own, link):
    """Ten municipalities, the first with these points."""
    points = zip([*own, *[20.0] * (10 - len(own))], [*link, *[10.0] * (10 - len(link))], strict=True)
    return {
        f"m{place}": Member("09", 2, {NEED: need_value(a + b, {"own": a, "B1": b})})
        for place, (a, b) in enumerate(points)
    }


def ledger_of(members):
    return {key: make_entry(KEY, key, member) for key, member in members.items()}


def release(members, history, date, parts=PARTS):
    ledger = ledger_of(members)
    decisions = decide(ledger, history, POLICY, [NEED], parts)
    return Past(date, ledger, release_content(members, decisions, history, POLICY, date))


FIRST = release(members_of([], []), [], EARLIER)


def told_after(own, link):
    """What the programme says of the need in the release after the first."""
    return release(members_of(own, link), [FIRST], DATE).content["programme"][NEED]


def test_first_release_has_parts():
    assert set(FIRST.content["programme"][NEED]["parts"]) == {"own", "B1"}


def test_parts_that_changed_in_five_or_in_none_are_published():
    says = told_after([], [15.0] * 5)
    assert says["date"] == DATE
    assert says["parts"]["B1"]["value"] == 13
    assert says["parts"]["own"]["value"] == 20


def test_one_part_that_changed_in_one_withholds_all():
    says = told_after([50.0], [15.0] * 5)
    assert says["date"] == DATE
    assert says["mean"]["value"] == 36
    assert "parts" not in says
    assert says["parts_reason"] == "too_few_changed"


def test_need_that_stays_keeps_the_parts_of_its_day():
    says = told_after([50.0] * 4, [])
    assert (says["date"], says["reason"]) == (EARLIER, "too_few_changed")
    assert says["parts"] == FIRST.content["programme"][NEED]["parts"]


def test_parts_are_compared_with_those_published_last():
    """The second release told none, so four more changes to the own gap are five since the first."""
    second = release(members_of([50.0], [15.0] * 5), [FIRST], "2026-03-01")
    third = release(members_of([50.0] * 5, [16.0] * 10), [FIRST, second], DATE)
    assert "parts" in third.content["programme"][NEED]


def test_audit_finds_parts_that_were_published_by_force():
    forced = release(members_of([50.0], [15.0] * 5), [FIRST], DATE, parts={})
    names = [NEED, *PARTS[NEED]]
    changed = Breach(frozenset({("m0", "2")}), frozenset({("m0", "1")}))

    findings = audit([FIRST, forced], names, POLICY)

    assert [(finding.figure, finding.date, finding.breach) for finding in findings] == [("F1.1/own", DATE, changed)]
    judged = release(members_of([50.0], [15.0] * 5), [FIRST], DATE)
    assert audit([FIRST, judged], names, POLICY) == []
