"""The end-of-funding clock: from the last funded day and the municipality's calendar back to every latest day. Pure.

`build_clock(document, today)` is all of it; page, PDF, DOCX and calendar file show the same value.
"""

from recommendations.clock.guide import load_guide
from recommendations.clock.measures import (
    MeasureDeadline,
    deadlines,
    last_day,
    measure_deadlines,
    served_day,
    step_for,
    taken_text,
)
from recommendations.clock.steps import Clock, Step, build_clock

__all__ = [
    "Clock",
    "MeasureDeadline",
    "Step",
    "build_clock",
    "deadlines",
    "last_day",
    "load_guide",
    "measure_deadlines",
    "served_day",
    "step_for",
    "taken_text",
]
