import io
import tomllib
from dataclasses import replace

import pytest
from django.core.management import call_command

from assessments import instrument as instruments
from assessments.content import checksum
from assessments.instrument import CURRENT, load_instrument
from recommendations import catalogue as catalogues
from recommendations.catalogue import load_catalogue
from recommendations.review import Text, all_texts, duplicates, review, source_faults, step_faults, text_faults
from recommendations.review_sheet import review_sheet

INSTRUMENT, CATALOGUE = load_instrument(CURRENT), load_catalogue(CURRENT)


def check(*arguments):
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("check_instrument", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), err.getvalue()


def faults_of(text, sentence=True, shortest=1, longest=200):
    return text_faults(Text("Ort", text, shortest, longest, sentence))


def test_published_texts_have_no_fault():
    assert review(INSTRUMENT, CATALOGUE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Die neue Steuer ist aktuell, individuell und teuer.",
        "Zuerst prüfen die Beteiligten, was zueinander passt.",
        "Das Bauamt schaut auf Quellen, Frauen vertrauen darauf soeben.",
        "Die Messung dauert 3–5 Tage; sie ist weise gewählt.",
        "Wer „Ja“ sagt, meint es (auch hier).",
        "Er sagt: „Ja.“",
        "Gute Maße und Größen, große Straßen, außen weiß.",
        "Die Lerngeschichte heißt Learning History.",
        "Innenstadt, Bürgerinnen und Bürger, die Koexistenz.",
        "Open Source, Smart City und Community of Practice.",
    ],
)
def test_text_faults_accepts(text):
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Das ist fuer alle.", "„fuer“ mit ae, oe, ue oder ss statt Umlaut oder ß"),
        ("Das koennen alle.", "„koennen“ mit ae, oe, ue oder ss statt Umlaut oder ß"),
        ("Das Aemterverzeichnis.", "„Aemterverzeichnis“ mit ae, oe, ue oder ss statt Umlaut oder ß"),
        ("Eine grosse Massnahme.", "„grosse“ mit ae, oe, ue oder ss statt Umlaut oder ß"),
        ("Die Bürger:innen.", "Genderform mit Sonderzeichen"),
        ("Die Bürger*innen.", "Genderform mit Sonderzeichen"),
        ("Die Bürger_innen.", "Genderform mit Sonderzeichen"),
        ("Die Bürger/-innen.", "Genderform mit Sonderzeichen"),
        ("Die BürgerInnen.", "Genderform mit Sonderzeichen"),
        ("Die Bürger(innen).", "Genderform mit Sonderzeichen"),
        ("Er sagt \"ja\".", "gerade statt deutscher Anführungszeichen"),
        ("Er sagt „ja.", "Anführungszeichen sind nicht paarig"),
        ("Gut – aber teuer.", "Strich als Satzzeichen"),
        ("Gut — aber teuer.", "Strich als Satzzeichen"),
        ("Gut - aber teuer.", "Strich als Satzzeichen"),
        ("Zu  viel Raum.", "Leerzeichen am Rand oder doppelt"),
        (" Am Rand.", "Leerzeichen am Rand oder doppelt"),
        ("Und so weiter...", "drei Punkte statt Auslassungszeichen"),
        ("Ein neues Mindset.", "das Wort „Mindset“ gehört nicht hierher"),
        ("Ganzheitlicher Ansatz.", "das Wort „Ganzheitlicher“ gehört nicht hierher"),
        ("Prima 😀.", "enthält ein Steuerzeichen, ein weiches Trennzeichen oder ein Bildzeichen"),
        ("Trenn\u00adstelle.", "enthält ein Steuerzeichen, ein weiches Trennzeichen oder ein Bildzeichen"),
        ("Ohne Punkt", "endet nicht mit einem Satzzeichen"),
    ],
)  # fmt: skip
def test_text_faults_names_the_fault(text, fault):
    assert fault in faults_of(text)


def test_text_faults_length_and_full_stop():
    assert faults_of("Kurz.", shortest=10) == ["hat 5 Zeichen statt 10 bis 200"]
    assert faults_of("Lang.", longest=4) == ["hat 5 Zeichen statt 1 bis 4"]
    assert faults_of("Ein Titel.", sentence=False) == ["endet mit einem Punkt, ist aber kein Satz"]


def test_duplicates_ignores_case_and_space_but_not_shared_texts():
    texts = [Text(place, text, 1, 9, True, shared) for place, text, shared in [
        ("a", "Ein Text", False), ("b", "ein  text", False), ("c", "Hauptamt", True), ("d", "Hauptamt", True),
    ]]  # fmt: skip
    assert duplicates(texts) == ["a: derselbe Text steht noch einmal", "b: derselbe Text steht noch einmal"]


def test_all_texts_covers_every_anchor_and_every_recommendation():
    places = [text.place for text in all_texts(INSTRUMENT, CATALOGUE)]
    assert sum(place.startswith("Frage ") and ", Stufe " in place for place in places) == 54 * 5
    assert sum(place.endswith(", Worum es geht") for place in places) == 28
    assert sum(place.endswith(", Botschaft") for place in places) == 10
    assert len(places) == len(set(places))


def with_recommendation(**changes):
    first, *others = CATALOGUE.municipal
    return replace(CATALOGUE, municipal=(replace(first, **changes), *others))


def with_steps(*changes):
    steps = CATALOGUE.municipal[0].steps
    changed = [replace(step, **change) for step, change in zip(steps, changes, strict=False)]
    return with_recommendation(steps=(*changed, *steps[len(changed) :]))


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([{"weeks": 2, "when": "bald"}], "Empfehlung K1.1: der erste Schritt ist nicht diese Woche möglich"),
        ([{}, {"weeks": 52, "when": "bald"}], "Empfehlung K1.1: die Schritte stehen nicht in zeitlicher Folge"),
        (
            [{}, {"weeks": 1, "when": "innerhalb eines Monats"}],
            "Empfehlung K1.1, Schritt 2: „innerhalb eines Monats“ und 1 Wochen",
        ),
    ],
)
def test_step_faults(steps, fault):
    assert fault in step_faults(with_steps(*steps))


def test_source_faults():
    first, *others = INSTRUMENT.parts
    dimension = first.dimensions[0]
    item = replace(dimension.items[0], source="2. x")
    damaged = replace(dimension, source="4. x", items=(item, *dimension.items[1:]))
    part = replace(first, dimensions=(damaged, *first.dimensions[1:]))
    instrument = replace(INSTRUMENT, parts=(part, *others))
    assert source_faults(instrument, with_recommendation(source="y")) == [
        "B1: Quelle beginnt nicht mit „1. Kommunale Perspektive: “",
        "Frage B1.1: Quelle ist nicht die ihrer Dimension",
        "Frage B1.2: Quelle ist nicht die ihrer Dimension",
        "Empfehlung K1.1: Quelle ist nicht die ihres Handlungsfelds",
    ]


def test_review_sheet_holds_every_text():
    sheet = review_sheet(INSTRUMENT, CATALOGUE)
    assert [text.place for text in all_texts(INSTRUMENT, CATALOGUE) if text.text not in sheet] == []
    assert sheet.count("\n#### ") == 54
    assert sheet.count("(Kurzcheck)") == 19


def test_check_instrument_prints_the_sheet(tmp_path):
    code, out, err = check()
    assert (code, err) == (0, "")
    assert out == review_sheet(INSTRUMENT, CATALOGUE)
    path = tmp_path / "sheet.md"
    assert check("-o", str(path)) == (0, "", "")
    assert path.read_text("utf-8") == out


def test_check_instrument_prints_the_checksums():
    code, out, _ = check("--checksum")
    assert code == 0
    assert tomllib.loads(out) == {
        CURRENT: {
            "instrument": checksum(instruments.FOLDER / CURRENT),
            "catalogue": checksum(catalogues.FOLDER / CURRENT),
        }
    }


def test_check_instrument_unknown_key():
    code, out, err = check("other-1")
    assert (code, out) == (1, "")
    assert err == f"Das Instrument „other-1“ gibt es nicht; vorhanden: {CURRENT}\n"


def test_check_instrument_faulty_texts_are_one_line_each(monkeypatch):
    monkeypatch.setattr(catalogues, "load_catalogue", lambda key: with_recommendation(goal="Fuer alle"))
    code, out, err = check()
    assert (code, out) == (1, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["Empfehlung K1.1, Zielbild"] * 3


def test_check_instrument_incomplete_content_is_listed(monkeypatch, tmp_path):
    (tmp_path / CURRENT).mkdir()
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    load_catalogue.cache_clear()
    try:
        code, out, err = check()
    finally:
        load_catalogue.cache_clear()
    assert (code, out) == (1, "")
    assert err == "catalogue.toml: Datei fehlt oder ist nicht lesbar\n"
