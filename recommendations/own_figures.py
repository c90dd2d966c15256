"""A municipality's own figures as they go into the mean of a release, in words for its own page. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.instrument import load_instrument
from recommendations.catalogue import load_catalogue
from recommendations.figures import Value
from recommendations.release_texts import GROUP_TITLES, INDEX, NEEDS, figure_kinds, figure_title, part_title
from recommendations.wording import NOTHING, fine_text


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """`text`: „43,3“; „–“ where there is no value, so that it does not count. `parts`: of a need, (title, points)."""

    name: str
    text: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnGroup:
    title: str
    rows: tuple[OwnFigure, ...]


def own_groups(instrument_key: str, values: Mapping[str, Value]) -> tuple[OwnGroup, ...]:
    """Every figure that a release can have, in the order of the instrument. Raises InstrumentError."""
    instrument, catalogue = load_instrument(instrument_key), load_catalogue(instrument_key)
    kinds = figure_kinds(instrument, catalogue)
    titles = {**{part.id: part.title for part in instrument.parts}, **GROUP_TITLES}

    def row(figure: str) -> OwnFigure:
        value, title = values.get(figure), figure_title(instrument, catalogue, figure)
        return OwnFigure(
            name=title if kinds[figure] == INDEX else f"{figure} {title}",
            text=fine_text(value.value) if value else NOTHING,
            parts=tuple((part_title(instrument, source), fine_text(points)) for source, points in value.parts.items())
            if value
            else (),
        )

    order = [*[part.id for part in instrument.parts], INDEX, *NEEDS]
    return tuple(OwnGroup(titles[kind], tuple(row(key) for key, of in kinds.items() if of == kind)) for kind in order)
