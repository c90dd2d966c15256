"""What was measured, whether it meets its target, and the table of it. Knows nothing of how it is measured."""

from dataclasses import asdict, dataclass
from typing import Literal

# 4,500 a second on 2 cores: what a target in seconds is told in (see __init__.py).
HELLO_SECONDS = 2 / 4_500


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`. `rule`: what it must be against `target`; "told": nothing, it is only told.

    `seconds`: CPU time behind a value in hellos; None of everything else.
    """

    name: str
    value: float
    unit: str
    rule: Literal["at most", "exactly", "told"]
    target: float | None = None
    seconds: float | None = None

    @property
    def met(self):
        if self.rule == "exactly":
            return self.value == self.target
        return self.rule == "told" or self.value <= self.target


def in_hellos(name, seconds, hello, target=None):
    """CPU seconds against a hello of the same run. `target`: in hellos."""
    rule = "told" if target is None else "at most"
    return Figure(name, seconds / hello, "× hello", rule, target, seconds)


def at_most(name, value, unit, target):
    return Figure(name, value, unit, "at most", target)


def exactly(name, value, unit, target):
    return Figure(name, value, unit, "exactly", target)


def told(name, value, unit):
    return Figure(name, value, unit, "told")


def hellos(seconds):
    """How many hellos a target in seconds is."""
    return seconds / HELLO_SECONDS


def as_row(figure):
    sign = {"at most": "≤ ", "exactly": "= ", "told": ""}[figure.rule]
    return (
        figure.name,
        f"{shown(figure.value)} {figure.unit}",
        "" if figure.target is None else f"{sign}{shown(figure.target)}",
        "" if figure.seconds is None else f"{shown(1000 * figure.seconds)} ms",
        {True: "met", False: "MISSED"}[figure.met] if figure.rule != "told" else "",
    )


def shown(value):
    return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.3g}"


def as_table(figures):
    rows = [("figure", "measured", "target", "CPU", ""), *map(as_row, figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return "\n".join(
        f"{name:<{widths[0]}}  {measured:>{widths[1]}}  {target:>{widths[2]}}  {cpu:>{widths[3]}}  {met}".rstrip()
        for name, measured, target, cpu, met in rows
    )


def as_data(figures):
    return [{**asdict(figure), "met": figure.met} for figure in figures]


def missed(figures):
    return [figure for figure in figures if not figure.met]
