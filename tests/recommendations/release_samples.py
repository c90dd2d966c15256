"""An invented programme of 24 municipalities in 4 Länder and 4 size classes, and what two releases say of it.

In the second release there are values that are new, values that were kept, and figures that are withheld as too few
and as secondary.
"""

import random

from assessments.instrument import CURRENT, load_instrument
from recommendations.aggregation import Member, Past, Policy, decide, make_entry, release_content
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.figures import assessment_values, figure_ids

KEY = "5a" * 32
FIRST_DATE, DATE = "2026-05-04", "2026-11-23"
POLICY = Policy()
FIGURES = figure_ids(CURRENT)
# Land and size class of each municipality.
PLACES = (
    *[("05", size) for size in (1, 2, 2, 2, 3, 3, 3, 4, 4)],
    *[("09", size) for size in (1, 1, 1, 2, 2, 2, 3, 3)],
    *[("14", size) for size in (1, 1, 2, 2, 3)],
    *[("13", size) for size in (1, 2)],
)
# How many of PLACES were in the first release, and which of them answered again before the second.
FIRST = 21
CHANGED = (0, 1)
CHANGED_LATER = (*CHANGED, 9, 10, 17)


def sample_values(seed):
    """Of answers from a seeded generator: most lean to one side, a few are unknown or not applicable."""
    chance = random.Random(seed)
    leaning = chance.uniform(0.5, 3.5)
    answers = {}
    for item in load_instrument(CURRENT).items:
        level = min(4, max(0, round(chance.gauss(leaning, 1.1))))
        answers[item.id] = chance.choices([level, "unknown", "not_applicable"], [92, 5, 3])[0]
    return assessment_values(evaluation_data(evaluate(CURRENT, answers)))


def sample_members(changed=CHANGED_LATER, places=PLACES):
    """{municipality: Member}; those in `changed` have answered again."""
    return {
        f"sample-{number:02}": Member(land, size, sample_values(number + 1000 * (number in changed)))
        for number, (land, size) in enumerate(places)
    }


def sample_ledger(members):
    return {key: make_entry(KEY, key, member) for key, member in members.items()}


def make_past(members, date, history=(), policy=POLICY, figures=FIGURES):
    """The release of a day as it is judged later."""
    ledger = sample_ledger(members)
    decisions = decide(ledger, history, policy, figures)
    return Past(date, ledger, release_content(members, decisions, history, policy, date))


def sample_history():
    """The first release alone."""
    return [make_past(sample_members((), PLACES[:FIRST]), FIRST_DATE)]


def sample_content(history=None):
    """The content of the second release; with an empty history that of a first one."""
    return make_past(sample_members(), DATE, sample_history() if history is None else history).content
