"""guides/hints.toml: every rule has its texts, its group and what it looks at."""

import copy

import pytest

from recommendations.entry_list import read_guide
from recommendations.hints.model import load_rules, parse_rules
from recommendations.hints.rules import CHECKS


def test_every_rule_that_is_code_has_its_texts_and_every_text_its_rule():
    assert sorted(check.id for check in CHECKS) == sorted(load_rules().texts)


def test_guide_is_read_whole():
    rules, data = load_rules(), read_guide("hints")
    assert [len(rules.pairs), len(rules.gates), len(rules.texts)] == [
        len(data[name]) for name in ("pair", "gate", "rule")
    ]
    assert len(rules.pairs) >= 14
    assert [group.id for group in rules.groups] == ["answers", "time", "calendar", "plan", "decision"]


@pytest.mark.parametrize("pair", load_rules().pairs, ids=lambda pair: pair.texts.id)
def test_rule_of_a_pair_names_both_questions(pair):
    assert pair.first.item in pair.texts.rule
    assert pair.second.item in pair.texts.rule
    assert pair.first.item != pair.second.item


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("pair", {"id": "gate-operator"}, "two rules have the same id"),
        ("rule", {"id": "all-unknown"}, "two rules have the same id"),
        ("rule", {"group": "nowhere"}, "all-equal: no group nowhere"),
        ("rule", {"why": " "}, "all-equal: a text is missing"),
        ("gate", {"item": "Z9"}, "gate-operator: no item Z9"),
        ("gate", {"from": 3, "to": 1}, "gate-operator: no levels 3 to 1"),
        ("gate", {"to": 5}, "gate-operator: no levels 0 to 5"),
        ("gate", {"key": "nothing"}, "gate-operator: no answer yes to path.nothing"),
        ("gate", {"value": "maybe"}, "gate-operator: no answer maybe to path.operator"),
    ],
)
def test_faulty_guide_is_refused(table, change, fault):
    data = copy.deepcopy(read_guide("hints"))
    data[table][0].update(change)
    with pytest.raises(ValueError, match=fault):
        parse_rules(data)
