"""The instrument: what is asked, in which order, and how it is grouped (method.md 1, 2). Pure."""

from assessments.instrument.continuity import Continuity, find_continuity
from assessments.instrument.files import (
    CURRENT,
    FOLDER,
    InstrumentError,
    instrument_keys,
    load_instrument,
    read_instrument,
)
from assessments.instrument.model import (
    LEVELS,
    Dimension,
    Index,
    Instrument,
    Item,
    Part,
    Stage,
    question_pages,
)

__all__ = [
    "CURRENT",
    "FOLDER",
    "LEVELS",
    "Continuity",
    "Dimension",
    "Index",
    "Instrument",
    "InstrumentError",
    "Item",
    "Part",
    "Stage",
    "find_continuity",
    "instrument_keys",
    "load_instrument",
    "question_pages",
    "read_instrument",
]
