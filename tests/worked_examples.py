"""Answers and what must come out, computed by hand. Items not named are not answered, that is unknown.

Each expectation is a path into what `score` prints; for recommendations the id stands for its entry.
"""

from dataclasses import dataclass
from typing import Any

from tests.reference import ITEMS


@dataclass(frozen=True)
class Example:
    name: str
    answers: dict[str, Any]
    expected: dict[str, Any]


def without(*prefixes):
    """not_applicable for every item whose id starts so."""
    return {item: "not_applicable" for item in ITEMS if item.startswith(prefixes)}


def part(source, points):
    return {"source": source, "points": points}


def stage_example(levels, readiness, stage):
    """D, K and S6 do not apply: readiness is the mean of S1–S5, 100 · sum of levels / 20."""
    answers = {**without("D", "K", "S6"), **{f"S{n}": level for n, level in enumerate(levels, 1)}}
    return Example(
        f"readiness of {readiness}",
        answers,
        {"indices readiness value": readiness, "indices readiness stage": stage, "indices readiness coverage": 1.0},
    )


EXAMPLES = (
    # method.md: g = 0.75; S2 0.5, D2 0.25, B2 (0.75 + 0.5)/2 = 0.625; p = (3·0.5 + 2·0.25 + 1·0.625)/6 = 0.4375.
    Example(
        "the worked example of method.md",
        {"K1.1": 1, "S2": 2, "D2.1": 3, "D2.2": "unknown", "B2.1": 3, "B2.2": 2},
        {
            "K1.1 need": 53.90625,
            "K1.1 low": 52.34375,
            "K1.1 high": 58.59375,
            "K1.1 priority": "medium",
            "K1.1 sustained": False,
            "K1.1 parts": [part("own", 37.5), part("S2", 9.375), part("D2", 3.125), part("B2", 3.90625)],
            "dimensions B2": {"score": 37.5, "low": 37.5, "high": 37.5, "answered": 2, "applicable": 2},
            # D2.2 at worst: (0.25 + 1)/2 = 0.625; at best: 0.125.
            "dimensions D2": {"score": 75.0, "low": 37.5, "high": 87.5, "answered": 1, "applicable": 2},
        },
    ),
    # g = 0.5 and p = 0.5 stand in: 100 · 0.5 · (0.5 + 0.5 · 0.5) = 37.5. Best: gap 0, need 0. Worst: 100 · (0.5 + 0.5).
    Example(
        "nothing is known",
        {},
        {
            "indices readiness": {
                "value": None,
                "low": 0.0,
                "high": 100.0,
                "coverage": 0.0,
                "stage": None,
                "reason": "coverage",
            },
            "indices barrier_pressure low": 0.0,
            "indices barrier_pressure high": 100.0,
            "dimensions F1": {"score": None, "low": 0.0, "high": 100.0, "answered": 0, "applicable": 4},
            "K6.4 need": 37.5,
            "K6.4 low": 0.0,
            "K6.4 high": 100.0,
            "K6.4 parts": [part("own", 25.0), part("pressure_unknown", 12.5)],
            "K6.4 rank": 18,
            "F1.1 rank": 1,
        },
    ),
    Example(
        "nothing applies",
        without("B", "D", "S", "K", "F"),
        {
            "indices readiness": {
                "value": None,
                "low": None,
                "high": None,
                "coverage": 0.0,
                "stage": None,
                "reason": "coverage",
            },
            "dimensions K3": {"score": None, "low": None, "high": None, "answered": 0, "applicable": 0},
            "F2.1": {
                "id": "F2.1",
                "need": None,
                "low": None,
                "high": None,
                "priority": None,
                "sustained": False,
                "rank": None,
                "parts": [],
            },
        },
    ),
    # K1.2: g = 1; S2 1, S1 1, B3 1 (4/4 and 4/4), so p = 1 and need = 100. K1.1 does not apply and comes last.
    Example(
        "the own item does not apply",
        {"K1.1": "not_applicable", "K1.2": 0, "S1": 0, "S2": 0, "B3.1": 4, "B3.2": 4},
        {
            "K1.1 need": None,
            "K1.1 rank": None,
            "K1.2 need": 100.0,
            "K1.2 low": 100.0,
            "K1.2 high": 100.0,
            "K1.2 priority": "high",
            "K1.2 rank": 1,
            "K1.2 parts": [part("own", 50.0), part("S2", 25.0), part("S1", 50 / 3), part("B3", 50 / 6)],
            "K6.4 rank": 17,
        },
    ),
    # Cluster K3: K3.2 at 1 gives 0.75. D2 (0.5 + 0.5)/2 = 0.5, S4 1; p = (3·0.5 + 1·1)/4 = 0.625.
    # need = 75 · (0.5 + 0.3125) = 60.9375; at best gap 0; at worst gap 1: 100 · 0.8125 = 81.25.
    Example(
        "the cluster stands in for the own item",
        {"K3.1": "unknown", "K3.2": 1, "D2.1": 2, "D2.2": 2, "S4": 0},
        {
            "K3.1 need": 60.9375,
            "K3.1 low": 0.0,
            "K3.1 high": 81.25,
            "K3.1 priority": "high",
            "K3.1 parts": [part("own", 37.5), part("D2", 14.0625), part("S4", 9.375)],
        },
    ),
    # K6: (0 + 0.5 + 0.5)/3 = 1/3; K6.1 has no link known: 100/3 · 0.75 = 25. K5.3: g 0.25, B2 1, S4 1: 25 · 1 = 25.
    # K5.2 has the gap of its cluster, 0.25, and B2 1: 25 as well. Below: K5.1 25 · 0.75 = 18.75, K6.2 0.
    Example(
        "a tie that thirds must not break",
        {"K5.3": 3, "B2.1": 4, "B2.2": 4, "S4": 0, "K6.2": 4, "K6.3": 2, "K6.4": 2},
        {
            "K5.2 need": 25.0,
            "K5.3 need": 25.0,
            "K6.1 need": 25.0,
            "K5.1 need": 18.75,
            "K5.2 rank": 14,
            "K5.3 rank": 15,
            "K6.1 rank": 16,
            "K5.1 rank": 17,
            "K6.2 rank": 18,
            "K5.3 sustained": True,
            "K5.2 sustained": False,
        },
    ),
    # K6.3 with B3 0: S4 at 3 gives p = 2·0.25/5 = 0.1, need = 100 · (0.5 + 0.05) = 55: just high.
    Example(
        "a need of exactly 55",
        {"K6.3": 0, "B3.1": 0, "B3.2": 0, "S4": 3},
        {
            "K6.3 need": 55.0,
            "K6.3 priority": "high",
            "K6.3 parts": [part("own", 50.0), part("B3", 0.0), part("S4", 5.0)],
        },
    ),
    # K6.3 with B3 0: S4 at 2 gives p = 2·0.5/5 = 0.2, need = 50 · (0.5 + 0.1) = 30: just medium.
    Example(
        "a need of exactly 30",
        {"K6.3": 2, "B3.1": 0, "B3.2": 0, "S4": 2},
        {"K6.3 need": 30.0, "K6.3 priority": "medium"},
    ),
    # K6.3 with B3 0 and S4 0: p = 0, need = 50 · 0.5 = 25.
    Example("a low need", {"K6.3": 2, "B3.1": 0, "B3.2": 0, "S4": 4}, {"K6.3 need": 25.0, "K6.3 priority": "low"}),
    # Five of ten barriers at 2: mean 0.5. The other five at best: (0.5 + 0)/2 = 0.25 each; at worst 0.75.
    Example(
        "coverage of exactly one half",
        {f"B{n}.1": 2 for n in range(1, 6)},
        {
            "indices barrier_pressure": {"value": 50.0, "low": 25.0, "high": 75.0, "coverage": 0.5, "stage": None},
            "dimensions B4": {"score": 50.0, "low": 25.0, "high": 75.0, "answered": 1, "applicable": 2},
        },
    ),
    # Four of ten: 0.4. Best: B1–B4 0.25 each, B5 0: 1/5 = 0.2; worst: 4 · 0.75 + 1 = 4, 4/5 = 0.8.
    Example(
        "coverage below one half",
        {f"B{n}.1": 2 for n in range(1, 5)},
        {
            "indices barrier_pressure": {
                "value": None,
                "low": 20.0,
                "high": 80.0,
                "coverage": 0.4,
                "stage": None,
                "reason": "coverage",
            }
        },
    ),
    # F1: F1.1 at 4, the rest does not apply: 100. F2: 2, 1, 0: (0.5 + 0.75 + 1)/3 = 0.75: 25. F3 is left out.
    Example(
        "what does not apply is left out of means",
        {**without("F1.2", "F1.3", "F1.4", "F3"), "F1.1": 4, "F2.1": 2, "F2.2": 1, "F2.3": 0},
        {
            "indices funding_environment": {"value": 62.5, "low": 62.5, "high": 62.5, "coverage": 1.0, "stage": None},
            "dimensions F1": {"score": 100.0, "low": 100.0, "high": 100.0, "answered": 1, "applicable": 1},
            "dimensions F2": {"score": 25.0, "low": 25.0, "high": 25.0, "answered": 3, "applicable": 3},
        },
    ),
    stage_example((0, 0, 0, 1, 2), 15.0, 1),
    stage_example((0, 0, 1, 1, 2), 20.0, 2),
    stage_example((1, 1, 1, 2, 2), 35.0, 2),
    stage_example((1, 1, 2, 2, 2), 40.0, 3),
    stage_example((2, 2, 2, 2, 3), 55.0, 3),
    stage_example((2, 2, 2, 3, 3), 60.0, 4),
    stage_example((3, 3, 3, 3, 3), 75.0, 4),
    stage_example((3, 3, 3, 3, 4), 80.0, 5),
    stage_example((4, 4, 4, 4, 4), 100.0, 5),
    # D1: 50, D2–D5: 0, mean 10. S1: 100, S2–S6: 0, mean 100/6. K1: 100/3 alone. (10 + 16.66… + 33.33…)/3 = 60/3 = 20.
    Example(
        "readiness of 20 out of sixths and thirds",
        {
            **dict.fromkeys((item for item in ITEMS if item.startswith(("D", "S", "K1"))), 0),
            **without("K2", "K3", "K4", "K5", "K6"),
            "D1.1": 4,
            "S1": 4,
            "K1.1": 4,
        },
        {"indices readiness": {"value": 20.0, "low": 20.0, "high": 20.0, "coverage": 1.0, "stage": 2}},
    ),
)
