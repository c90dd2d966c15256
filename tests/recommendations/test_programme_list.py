import pytest

from recommendations.programme_list import COLUMNS, Listed, ListError, read_programmes

HEAD = ",".join(COLUMNS)
MSC = "Modellprojekte (erfunden)"


def row(
    ags="09474126", *, programme=MSC, round="2019", place="Forchheim", level="Gemeinde", project="Vorhaben", **more
):
    return f'{programme},{round},{place},{ags},{level},"{project}",,https://programm.example/,{more.get("note", "")}'


def read(*rows, head=HEAD):
    return read_programmes("\n".join([head, *rows]) + "\n")


def faults(*rows):
    return [str(fault) for fault in read(*rows).faults]


def test_row_is_read():
    found = read(row(), row("03358016", place="Neuenkirchen", project="Mobil, digital"))

    assert found.faults == ()
    assert found.entries == (
        Listed(2, MSC, "2019", "Forchheim", "09474126", "Vorhaben"),
        Listed(3, MSC, "2019", "Neuenkirchen", "03358016", "Mobil, digital"),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEAD}\n{row()}\n",
        f"{HEAD}\r\n{row()}\r\n",
        f"{HEAD}\n{row()}",
        f"{HEAD}\n{row()}".replace(",", ";"),
        "ags,project,municipality,programme,round\n09474126,Vorhaben,Forchheim,Modellprojekte (erfunden),2019\n",
        f"{HEAD}\n{row(project='  Vorhaben ', place=' Forchheim')}",
    ],
    ids=["BOM", "CRLF", "no end of line", "semicolon", "other columns", "blanks"],
)
def test_forms_of_the_file(text):
    assert read_programmes(text).entries == (Listed(2, MSC, "2019", "Forchheim", "09474126", "Vorhaben"),)


def test_line_is_where_the_row_begins():
    found = read("", row(note='"in zwei\nZeilen"'), ",,,,,,,,", row("5"))

    assert [entry.line for entry in found.entries] == [3]
    assert [fault.line for fault in found.faults] == [6]


@pytest.mark.parametrize("hidden", ["\0", "\x1b", "\u202e", "\ufeff", "\uffff"], ids=ascii)
@pytest.mark.parametrize("column", ["programme", "round", "project"])
def test_invisible_characters_are_faults(column, hidden):
    """A terminal, a workbook and PostgreSQL each choke on one of them."""
    assert faults(row(**{column: f"An{hidden}fang"})) == [
        f"Zeile 2, {column}: enthält ein unsichtbares Zeichen (U+{ord(hidden):04X})."
    ]


def test_letters_with_marks_are_the_same_however_they_are_typed():
    assert read(row(programme="Orte in Thu\u0308ringen")).entries[0].programme == "Orte in Thüringen"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"ags": ""}, "ags: Forchheim: Der Schlüssel fehlt."),
        (
            {"ags": "09474"},
            "ags: Forchheim: 09474 ist der Schlüssel eines Kreises; teilnehmen können Gemeinden (8 Ziffern).",
        ),
        ({"ags": "9474126"}, "ags: Forchheim: „9474126“ ist kein Gemeindeschlüssel (8 Ziffern)."),
        ({"ags": "0947412x"}, "ags: Forchheim: „0947412x“ ist kein Gemeindeschlüssel (8 Ziffern)."),
        ({"ags": "٠٩٤٧٤١٢٦"}, "ags: Forchheim: „٠٩٤٧٤١٢٦“ ist kein Gemeindeschlüssel (8 Ziffern)."),
        ({"ags": "", "place": ""}, "ags: Der Schlüssel fehlt."),
        ({"level": "Kreis"}, "ags: Forchheim: Die Ebene ist „Kreis“; teilnehmen können nur Gemeinden."),
        ({"programme": ""}, "programme: Der Name des Programms fehlt."),
        ({"programme": "P" * 201}, "programme: hat mehr als 200 Zeichen."),
        ({"round": "R" * 121}, "round: hat mehr als 120 Zeichen."),
        ({"project": "V" * 201}, "project: hat mehr als 200 Zeichen."),
    ],
    ids=lambda value: None if isinstance(value, str) else "-".join(value),
)
def test_fault_of_a_row(fields, reason):
    found = read(row("03358016"), row(**fields))

    assert [str(fault) for fault in found.faults] == [f"Zeile 3, {reason}"]
    assert [entry.ags for entry in found.entries] == ["03358016"]


def test_level_may_be_left_out():
    assert faults(row(level="")) == []


def test_every_fault_is_told():
    assert faults(row(""), row(programme="", ags="1"), row()) == [
        "Zeile 2, ags: Forchheim: Der Schlüssel fehlt.",
        "Zeile 3, programme: Der Name des Programms fehlt.",
        "Zeile 3, ags: Forchheim: „1“ ist kein Gemeindeschlüssel (8 Ziffern).",
    ]


@pytest.mark.parametrize(("text", "count"), [(f"{MSC},2019,Forchheim", 3), (row() + ",", 10)], ids=["few", "many"])
def test_row_with_other_fields_than_columns(text, count):
    assert faults(text) == [f"Zeile 2, Spalten: {count} statt 9 Felder."]


def test_repeated_row():
    assert faults(row(), row(round="2020"), row(project="Anderes"), row("03358016"), row(note="!")) == [
        "Zeile 6, ags: Forchheim steht mit Programm, Runde und Vorhaben schon in Zeile 2."
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Es fehlen die Spalten programme, municipality, ags. Erwartet werden: programme, round, "),
        ("programme,municipality\nP,M\n", "Es fehlen die Spalten ags. "),
        (f'{HEAD}\n{row()}\n"offen,2019', "Zeile 3 ist nicht als CSV lesbar (unexpected end of data)."),
        (f'{HEAD}\n"a"b,2019', "Zeile 2 ist nicht als CSV lesbar ("),
    ],
    ids=["empty", "column missing", "quote open", "quote in the middle"],
)
def test_no_such_list(text, reason):
    with pytest.raises(ListError) as error:
        read_programmes(text)
    assert str(error.value).startswith(reason)


def test_list_without_rows():
    assert (read().entries, read().faults) == ((), ())
