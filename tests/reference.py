"""method.md 3 once more, naively, in exact fractions, from the page alone: no instrument file, no code under test."""

from fractions import Fraction

GROUPS = {
    "B": {f"B{n}": [f"B{n}.1", f"B{n}.2"] for n in range(1, 6)},
    "D": {f"D{n}": [f"D{n}.1", f"D{n}.2"] for n in range(1, 6)},
    "S": {f"S{n}": [f"S{n}"] for n in range(1, 7)},
    "K": {f"K{n}": [f"K{n}.{i}" for i in range(1, size + 1)] for n, size in enumerate((3, 3, 2, 3, 3, 4), 1)},
    "F": {f"F{n}": [f"F{n}.{i}" for i in range(1, size + 1)] for n, size in enumerate((4, 3, 3), 1)},
}
DIMENSIONS = {key: items for group in GROUPS.values() for key, items in group.items()}
ITEMS = [item for items in DIMENSIONS.values() for item in items]
QUICK_LIST = """
B1.1 B2.1 B3.2 B4.1 B5.2
D1.1 D2.1 D3.2 D4.2 D5.2
K1.2 K2.1 K3.2 K4.2 K5.1 K6.2
F1.1 F2.2 F3.2
"""
QUICK = QUICK_LIST.split()
INDICES = {"readiness": ["D", "S", "K"], "barrier_pressure": ["B"], "funding_environment": ["F"]}
TABLE = """
K1.1  S2·3 D2·2 B2·1       K5.1  D4·2 S5·3 B3·2
K1.2  S2·3 S1·2 B3·1       K5.2  B2·3 S5·3
K1.3  S6·3 S1·2 D5·2       K5.3  B2·2 S4·2
K2.1  D1·2 D5·2 B1·2 B4·1  K6.1  S1·3 S6·1
K2.2  B1·3 D5·2 D1·1       K6.2  S3·3 D5·2 B1·1
K2.3  B3·2 S4·1 D2·1       K6.3  B3·3 S4·2
K3.1  D2·3 S4·1            K6.4  B1·3 S4·2 B4·1
K3.2  B2·3 S4·3            F1.1  B1·3 S3·3
K4.1  D3·3 B4·2            F1.2  B1·2 S1·2 B2·1
K4.2  D1·3 B1·1 D2·1       F1.3  B1·3 S6·1
K4.3  B4·3 B5·3 D3·2 D4·1  F1.4  B2·3 S4·1
F2.1  B1·3 B3·1            F3.1  B2·2 S4·2
F2.2  B3·3 S5·2            F3.2  S5·3 B3·2 D4·2
F2.3  B3·3 S3·2            F3.3  S5·3 S3·2 B2·1
"""
HALF = Fraction(1, 2)


def read_table():
    links, current = {}, None
    for word in TABLE.split():
        if "·" in word:
            dimension, weight = word.split("·")
            links[current].append((dimension, int(weight)))
        else:
            current = word
            links[current] = []
    return links


LINKS = read_table()


def mean(values):
    return sum(values, Fraction(0)) / len(values) if values else None


def gap(item, answers, unknown_as):
    answer = answers.get(item, "unknown")
    if answer == "not_applicable":
        return None
    if answer == "unknown":
        return unknown_as
    share = Fraction(answer, 4)
    return share if item.startswith("B") else 1 - share


def dimension_gap(key, answers, unknown_as=None):
    gaps = [gap(item, answers, unknown_as) for item in DIMENSIONS[key]]
    return mean([value for value in gaps if value is not None])


def score(key, answers, unknown_as=None):
    deficit = dimension_gap(key, answers, unknown_as)
    return None if deficit is None else 100 * (1 - deficit)


def index(name, answers, unknown_as=None):
    groups = []
    for letter in INDICES[name]:
        values = [score(key, answers, unknown_as) for key in GROUPS[letter]]
        groups.append(mean([value for value in values if value is not None]))
    value = mean([group for group in groups if group is not None])
    return 100 - value if value is not None and name == "barrier_pressure" else value


def coverage(name, answers):
    items = [item for letter in INDICES[name] for key in GROUPS[letter] for item in DIMENSIONS[key]]
    applicable = [item for item in items if answers.get(item) != "not_applicable"]
    known = [item for item in applicable if answers.get(item, "unknown") != "unknown"]
    return Fraction(len(known), len(applicable)) if applicable else Fraction(0)


def stage(readiness):
    return 1 + sum(readiness >= limit for limit in (20, 40, 60, 80))


def parts(recommendation, answers, unknown_as=None):
    """[(source, points)], None if not applicable."""
    if answers.get(recommendation) == "not_applicable":
        return None
    own = gap(recommendation, answers, unknown_as)
    if own is None:
        own = dimension_gap(recommendation.split(".")[0], answers, unknown_as)
    if own is None:
        own = HALF
    linked = [(key, weight, dimension_gap(key, answers, unknown_as)) for key, weight in LINKS[recommendation]]
    linked = [(key, weight, deficit) for key, weight, deficit in linked if deficit is not None]
    weights = sum(weight for _, weight, _ in linked)
    pressures = [(key, weight * deficit / weights) for key, weight, deficit in linked] or [("pressure_unknown", HALF)]
    return [("own", 100 * own * HALF), *((key, 100 * own * HALF * pressure) for key, pressure in pressures)]


def need(recommendation, answers, unknown_as=None):
    found = parts(recommendation, answers, unknown_as)
    return None if found is None else sum(points for _, points in found)


def priority(value):
    return "high" if value >= 55 else "medium" if value >= 30 else "low"


def ranking(letter, answers):
    """Ids by rank, what is not applicable last."""
    ids = [key for key in LINKS if key.startswith(letter)]
    ids.sort()
    return sorted(ids, key=lambda key: (need(key, answers) is None, -(need(key, answers) or 0)))


def evaluation(answers):
    """What `score` prints, in fractions."""
    return {
        "indices": {name: _index(name, answers) for name in INDICES},
        "dimensions": {key: _dimension(key, answers) for key in DIMENSIONS},
        "recommendations": {
            "municipal": [_match(key, place, answers) for place, key in enumerate(ranking("K", answers), 1)],
            "funder": [_match(key, place, answers) for place, key in enumerate(ranking("F", answers), 1)],
        },
    }


def _index(name, answers):
    covered = coverage(name, answers)
    value = index(name, answers) if covered >= HALF else None
    ends = [index(name, answers, 0), index(name, answers, 1)]
    low, high = ends if name == "barrier_pressure" else reversed(ends)
    found = {"value": value, "low": low, "high": high, "coverage": covered}
    found["stage"] = stage(value) if name == "readiness" and value is not None else None
    return found if value is not None else {**found, "reason": "coverage"}


def _dimension(key, answers):
    states = [answers.get(item, "unknown") for item in DIMENSIONS[key]]
    applicable = [state for state in states if state != "not_applicable"]
    return {
        "score": score(key, answers),
        "low": score(key, answers, 1),
        "high": score(key, answers, 0),
        "answered": len([state for state in applicable if state != "unknown"]),
        "applicable": len(applicable),
    }


def _match(key, place, answers):
    value = need(key, answers)
    return {
        "id": key,
        "need": value,
        "low": need(key, answers, 0),
        "high": need(key, answers, 1),
        "priority": None if value is None else priority(value),
        "sustained": answers.get(key) in (3, 4),
        "rank": None if value is None else place,
        "parts": [{"source": source, "points": points} for source, points in parts(key, answers) or []],
    }
