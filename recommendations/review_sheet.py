"""The review sheet: the whole instrument and both catalogues as Markdown for domain experts. Pure."""

from collections.abc import Iterator

from assessments.instrument import Dimension, Instrument, Item
from recommendations.catalogue import Catalogue, Recommendation

AUDIENCES = (
    ("municipal", "Empfehlungen für die Kommune"),
    ("funder", "Empfehlungen für Fördermittelgeber und Politik"),
)
VERDICT = "Urteil: [ ] passt  [ ] ändern: ______________________________"


def review_sheet(instrument: Instrument, catalogue: Catalogue) -> str:
    return "\n".join(_lines(instrument, catalogue)) + "\n"


def _lines(instrument: Instrument, catalogue: Catalogue) -> Iterator[str]:
    yield from (f"# Prüfbogen: {instrument.title} ({instrument.key})", "")
    yield f"{len(instrument.items)} Fragen, davon {len(instrument.quick_items)} im Kurzcheck;"
    yield from (
        f"{len(catalogue.municipal)} Empfehlungen für Kommunen, {len(catalogue.funder)} für Fördermittelgeber.",
        "",
    )
    yield from (f"Quelle: {instrument.source} ({instrument.source_licence}). Eigene Texte: {instrument.licence}.", "")
    for part in instrument.parts:
        yield from (f"## {part.title}", "", f"**{part.question}** {part.intro}", "")
        yield from (f"Skala: 0 {part.level_0} … 4 {part.level_4}", "")
        for dimension in part.dimensions:
            yield from _dimension(dimension)
    yield from ("## Stufen der Reife", "")
    yield from (f"{stage.number}. **{stage.title}**: {stage.description}" for stage in instrument.stages)
    yield ""
    for audience, title in AUDIENCES:
        yield from (f"## {title}", "")
        for entry in catalogue.recommendations:
            if entry.audience == audience:
                yield from _recommendation(instrument, entry)


def _dimension(dimension: Dimension) -> Iterator[str]:
    yield from (f"### {dimension.id} {dimension.title}", "")
    yield from (f"{dimension.description} (Kurztitel: {dimension.short}; Quelle: {dimension.source})", "")
    for item in dimension.items:
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield from (f"#### {item.id} {item.label}{' (Kurzcheck)' if item.quick else ''}", "")
    yield from (f"**{item.statement}**", "", item.help, "")
    yield from (f"- {level}: {anchor}" for level, anchor in enumerate(item.anchors))
    yield from ("", f"Wer es weiß: {item.ask}. Quelle: {item.source}", "", VERDICT, "")


def _recommendation(instrument: Instrument, entry: Recommendation) -> Iterator[str]:
    yield from (f"### {entry.id} {entry.title}", "")
    yield from (f"*Worum es geht:* {entry.about}", "", f"*Warum es hilft:* {entry.why}", "")
    for number, step in enumerate(entry.steps, 1):
        yield f"{number}. {step.who}, {step.when}: {step.text} Ergebnis: {step.result}."
    yield from ("", f"*Zielbild:* {entry.goal}", "", f"*Stolpersteine:* {' '.join(entry.pitfalls)}", "")
    yield from (f"*Kleine Kommunen:* {entry.small}", "")
    if entry.message is not None:
        yield from (f"*Botschaft:* {entry.message}", "")
    links = ", ".join(f"{instrument.dimension(link.dimension).title} ×{link.weight}" for link in entry.links)
    yield from (f"Rolle: {entry.role} · Aufwand: {entry.effort} · Horizont: {entry.horizon}", "")
    yield from (f"Antwortet auf: {links}. Quelle: {entry.source}", "", VERDICT, "")
