"""Answers to the whole instrument, for hypothesis."""

from hypothesis import strategies as st

from tests.reference import ITEMS

LEVELS = (0, 1, 2, 3, 4)
ABSENT = None
ANSWERS = (*LEVELS, *LEVELS, "unknown", "not_applicable", ABSENT)


def _named(values):
    return {item: value for item, value in zip(ITEMS, values, strict=True) if value is not ABSENT}


def answers(values=ANSWERS):
    """Any answer to any item; items may be left out."""
    return st.lists(st.sampled_from(values), min_size=len(ITEMS), max_size=len(ITEMS)).map(_named)
