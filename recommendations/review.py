"""What a careful editor checks in the texts, as far as a program can. Pure.

Every function returns German lines, one a fault; none if all is well. Missing or unknown entries and links that
lead nowhere are found before, by load_instrument and load_catalogue.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.instrument import Dimension, Instrument, Item, Part, Stage
from recommendations.catalogue import Catalogue, Recommendation


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its place and what is asked of it. `shared`: it may stand in several places."""

    place: str
    text: str
    shortest: int
    longest: int
    sentence: bool
    shared: bool = False


def review(instrument: Instrument, catalogue: Catalogue) -> list[str]:
    texts = list(all_texts(instrument, catalogue))
    wording = [f"{text.place}: {fault}" for text in texts for fault in text_faults(text)]
    return wording + duplicates(texts) + source_faults(instrument, catalogue) + step_faults(catalogue)


def all_texts(instrument: Instrument, catalogue: Catalogue) -> Iterator[Text]:
    for part in instrument.parts:
        yield from part_texts(part)
    for stage in instrument.stages:
        yield from stage_texts(stage)
    for dimension in instrument.dimensions:
        yield from dimension_texts(dimension)
    for item in instrument.items:
        yield from item_texts(item)
    for recommendation in catalogue.recommendations:
        yield from recommendation_texts(recommendation)


def part_texts(part: Part) -> Iterator[Text]:
    place = f"Teil {part.id}"
    yield Text(f"{place}, Titel", part.title, 5, 40, False)
    yield Text(f"{place}, Frage", part.question, 30, 180, True)
    yield Text(f"{place}, Einleitung", part.intro, 80, 420, True)
    yield Text(f"{place}, Stufe 0", part.level_0, 5, 60, False, shared=True)
    yield Text(f"{place}, Stufe 4", part.level_4, 5, 60, False, shared=True)


def stage_texts(stage: Stage) -> Iterator[Text]:
    yield Text(f"Stufe {stage.number}, Titel", stage.title, 4, 20, False)
    yield Text(f"Stufe {stage.number}, Beschreibung", stage.description, 80, 420, True)


def dimension_texts(dimension: Dimension) -> Iterator[Text]:
    yield Text(f"{dimension.id}, Titel", dimension.title, 5, 70, False)
    yield Text(f"{dimension.id}, Kurztitel", dimension.short, 3, 26, False, shared=dimension.short == dimension.title)
    yield Text(f"{dimension.id}, Beschreibung", dimension.description, 60, 200, True)


def item_texts(item: Item) -> Iterator[Text]:
    place = f"Frage {item.id}"
    yield Text(f"{place}, Kurzname", item.label, 12, 48, False)
    yield Text(f"{place}, Aussage", item.statement, 40, 180, True)
    yield Text(f"{place}, Hilfe", item.help, 80, 420, True)
    yield Text(f"{place}, Auskunft", item.ask, 3, 60, False, shared=True)
    for level, anchor in enumerate(item.anchors):
        yield Text(f"{place}, Stufe {level}", anchor, 25, 170, True)


def recommendation_texts(entry: Recommendation) -> Iterator[Text]:
    place = f"Empfehlung {entry.id}"
    yield Text(f"{place}, Titel", entry.title, 15, 80, False)
    yield Text(f"{place}, Worum es geht", entry.about, 100, 420, True)
    yield Text(f"{place}, Warum es hilft", entry.why, 100, 420, True)
    yield Text(f"{place}, Zielbild", entry.goal, 50, 260, True)
    yield Text(f"{place}, kleine Kommunen", entry.small, 60, 300, True)
    yield Text(f"{place}, Rolle", entry.role, 3, 60, False, shared=True)
    if entry.message is not None:
        yield Text(f"{place}, Botschaft", entry.message, 60, 240, True)
    for number, pitfall in enumerate(entry.pitfalls, 1):
        yield Text(f"{place}, Stolperstein {number}", pitfall, 40, 240, True)
    for number, step in enumerate(entry.steps, 1):
        yield Text(f"{place}, Schritt {number}, wer", step.who, 3, 60, False, shared=True)
        yield Text(f"{place}, Schritt {number}, wann", step.when, 3, 50, False, shared=True)
        yield Text(f"{place}, Schritt {number}, was", step.text, 50, 320, True)
        yield Text(f"{place}, Schritt {number}, Ergebnis", step.result, 8, 110, False)


def text_faults(text: Text) -> list[str]:
    faults = [fault for fault, pattern in PATTERNS.items() if pattern.search(text.text)]
    faults += [f"das Wort „{found[0]}“ gehört nicht hierher" for found in BANNED.finditer(text.text)]
    faults += [f"„{found[0]}“ mit ae, oe, ue oder ss statt Umlaut oder ß" for found in _ascii_umlauts(text.text)]
    if not text.shortest <= len(text.text) <= text.longest:
        faults.append(f"hat {len(text.text)} Zeichen statt {text.shortest} bis {text.longest}")
    if text.sentence and not SENTENCE_END.search(text.text):
        faults.append("endet nicht mit einem Satzzeichen")
    if not text.sentence and text.text.endswith("."):
        faults.append("endet mit einem Punkt, ist aber kein Satz")
    if text.text.count("„") != text.text.count("“"):
        faults.append("Anführungszeichen sind nicht paarig")
    if any(unicodedata.category(sign) in ("So", "Cc", "Cf", "Cs", "Co") for sign in text.text):
        faults.append("enthält ein Steuerzeichen, ein weiches Trennzeichen oder ein Bildzeichen")
    return faults


SENTENCE_END = re.compile(r"[.?!][“)]?$")
PATTERNS = {
    "Leerzeichen am Rand oder doppelt": re.compile(r"^\s|\s$|\s\s"),
    "gerade statt deutscher Anführungszeichen": re.compile("[\"”]|(?:^|\\s)'"),
    "Strich als Satzzeichen": re.compile(r"—|(?<!\d)–|–(?!\d)|\s-\s"),
    "Genderform mit Sonderzeichen": re.compile(
        r"\w[:*_·/]-?(?:in|innen|r|n|e|en)\b(?!\w)|[a-zäöüß]In(?:nen)?\b|\((?:in|innen)\)"
    ),
    "drei Punkte statt Auslassungszeichen": re.compile(r"\.\.\."),
}
BANNED = re.compile(
    r"\b(?:Mindset|Enabler|Roadmap|Stakeholder\w*|Learnings?(?![ -]History)|Quick[ -]Wins?|ganzheitlich\w*"
    r"|nachhaltig implementier\w*)\b",
    re.IGNORECASE,
)
# ue is itself after a, e and q (Bauen, neue, Quelle), in -uell and zu-e…; oe in Koexistenz, soeben; ae in Israel.
ASCII_UMLAUT = re.compile(
    r"(?<![aeq])ue(?!ll)|ae(?!l\b)|oe(?!x|ff|ben\b)|\b(?:gross|strass|ausser|aussen|draussen|weiss)"
    r"|strasse|massnahm|(?<!er)m(?:ä|ae)ssig|gem(?:ä|ae)ss|schliess|fliess|dreissig|heisst|fuss",
    re.IGNORECASE,
)
ZU_WORD = re.compile(r"\w*zue(?:rst|inander|rkenn)\w*", re.IGNORECASE)


def _ascii_umlauts(text: str) -> list[re.Match[str]]:
    words = re.finditer(r"\w+", text)
    return [word for word in words if ASCII_UMLAUT.search(word[0]) and not ZU_WORD.fullmatch(word[0])]


def duplicates(texts: Iterable[Text]) -> list[str]:
    """No text twice, however it is spaced or capitalised."""
    keys = [(" ".join(text.text.casefold().split()), text.place) for text in texts if not text.shared]
    counted = Counter(key for key, _ in keys)
    return [f"{place}: derselbe Text steht noch einmal" for key, place in keys if counted[key] > 1]


CHAPTERS = {
    "barriers": "1. Kommunale Perspektive: ",
    "drivers": "1. Kommunale Perspektive: ",
    "prerequisites": "2. Strategische Betrachtung: ",
    "practice": "3. Handlungsempfehlungen: ",
    "funding": "3. Handlungsempfehlungen: ",
}


def source_faults(instrument: Instrument, catalogue: Catalogue) -> list[str]:
    """Every text names the section of the report that its dimension names."""
    sections = {dimension.id: dimension.source for dimension in instrument.dimensions}
    wrong = [
        f"{dimension.id}: Quelle beginnt nicht mit „{CHAPTERS[dimension.part]}“"
        for dimension in instrument.dimensions
        if not dimension.source.startswith(CHAPTERS[dimension.part])
    ]
    wrong += [
        f"Frage {item.id}: Quelle ist nicht die ihrer Dimension"
        for item in instrument.items
        if item.source != sections[item.dimension]
    ]
    return wrong + [
        f"Empfehlung {entry.id}: Quelle ist nicht die ihres Handlungsfelds"
        for entry in catalogue.recommendations
        if entry.source != sections[entry.cluster]
    ]


WEEKS = {
    "diese Woche": (1, 1),
    "innerhalb von zwei Wochen": (2, 2),
    "innerhalb von drei Wochen": (3, 3),
    "innerhalb eines Monats": (4, 5),
    "innerhalb von sechs Wochen": (6, 6),
    "innerhalb von zwei Monaten": (8, 9),
    "innerhalb von drei Monaten": (12, 13),
    "innerhalb von vier Monaten": (16, 18),
    "innerhalb von sechs Monaten": (24, 26),
    "innerhalb von neun Monaten": (36, 39),
    "innerhalb eines Jahres": (48, 52),
}


def step_faults(catalogue: Catalogue) -> list[str]:
    """The first step can be done this week; words and weeks say the same; no step is due before the one before it."""
    faults = []
    for entry in catalogue.recommendations:
        weeks = [step.weeks for step in entry.steps]
        if weeks[0] != 1:
            faults.append(f"Empfehlung {entry.id}: der erste Schritt ist nicht diese Woche möglich")
        if weeks != sorted(weeks):
            faults.append(f"Empfehlung {entry.id}: die Schritte stehen nicht in zeitlicher Folge")
        for number, step in enumerate(entry.steps, 1):
            low, high = WEEKS.get(step.when, (1, 52))
            if not low <= step.weeks <= high:
                faults.append(f"Empfehlung {entry.id}, Schritt {number}: „{step.when}“ und {step.weeks} Wochen")
    return faults
