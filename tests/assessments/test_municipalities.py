import pytest

from assessments.municipalities import (
    LONGEST_KEY,
    DirectoryEntry,
    DirectoryError,
    read_directory,
    search_key,
    size_class,
)
from tests.directory_sample import SAMPLE, gemeinde, kreis, land, put


def test_read_directory_takes_municipalities_and_leaves_out_uninhabited_areas():
    entries = read_directory(line + "\n" for line in SAMPLE)

    assert [entry.ags for entry in entries] == ["09162000", "09474126", "03358016", "03451901"]


def test_read_directory_reads_every_field():
    entry = read_directory(SAMPLE)[1]

    assert entry == DirectoryEntry(
        ags="09474126",
        name="Forchheim, Große Kreisstadt",
        kind="67",
        land="09",
        district="Forchheim",
        postcode="91301",
        population=33017,
        area_ha=1000,
        as_of=entry.as_of,
    )
    assert entry.as_of.isoformat() == "2025-11-30"


def test_read_directory_takes_lines_of_224_characters():
    assert len(read_directory(line + "    " for line in SAMPLE)) == 4


def changed(position, text):
    line = list(SAMPLE[2])
    put(line, position, text)
    return "".join(line)


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("zu kurz", "Zeile 3, Satzlänge: 7 statt 220 Zeichen."),
        ("", "Zeile 3, Satzlänge: 0 statt 220 Zeichen."),
        (changed(0, "99"), "Zeile 3, Satzart: „99“ ist keine bekannte Satzart."),
        (changed(2, "20251330"), "Zeile 3, Gebietsstand: „20251330“ ist kein Datum JJJJMMTT."),
        (changed(2, "2025-1-1"), "Zeile 3, Gebietsstand: „2025-1-1“ ist kein Datum JJJJMMTT."),
        (changed(10, "77"), "Zeile 3, Land: „77“ ist kein Landesschlüssel."),
        (changed(15, "0x0"), "Zeile 3, AGS: „091620x0“ hat keine 8 Ziffern."),
        (changed(22, " " * 50), "Zeile 3, Name: Der Name fehlt."),
        (changed(122, "12"), "Zeile 3, Textkennzeichen: „12“ ist nicht bekannt."),
        (changed(128, "    1000000"), "Zeile 3, Fläche: „    1000000“ ist keine Zahl."),
        (changed(139, "-0000000001"), "Zeile 3, Bevölkerung: „-0000000001“ ist keine Zahl."),
        (changed(139, "²²²²²²²²²²²"), "Zeile 3, Bevölkerung: „²²²²²²²²²²²“ ist keine Zahl."),
        (changed(165, "8031 "), "Zeile 3, PLZ: „8031 “ hat keine 5 Ziffern."),
        (changed(12, "999"), "Zeile 3, Kreis: Der Kreis 09999 steht nicht davor in der Datei."),
    ],
)
def test_read_directory_names_line_and_field_of_a_fault(bad, fault):
    with pytest.raises(DirectoryError) as error:
        read_directory([*SAMPLE[:2], bad, *SAMPLE[3:]])

    assert [str(found) for found in error.value.faults] == [fault]


def test_read_directory_refuses_a_municipality_that_stands_twice():
    with pytest.raises(DirectoryError) as error:
        read_directory([*SAMPLE, SAMPLE[2]])

    assert [str(found) for found in error.value.faults] == ["Zeile 12, AGS: 09162000 kommt mehrfach vor."]


@pytest.mark.parametrize(("lines", "line"), [([], 1), (SAMPLE[:2], 2)], ids=["empty", "no municipality"])
def test_read_directory_refuses_a_file_without_municipalities(lines, line):
    with pytest.raises(DirectoryError, match="keine Gemeinde") as error:
        read_directory(lines)

    assert error.value.faults[0].line == line


def test_read_directory_lists_every_fault():
    faulty = [land("09", "Bayern"), kreis("09162", "M"), gemeinde("0916200x", "", population=1, postcode="80313")]

    with pytest.raises(DirectoryError) as error:
        read_directory(faulty)

    assert [fault.field for fault in error.value.faults] == ["AGS", "Name"]


@pytest.mark.parametrize(
    ("population", "expected"),
    [(0, 1), (4_999, 1), (5_000, 2), (19_999, 2), (20_000, 3), (99_999, 3), (100_000, 4), (3_685_265, 4)],
)
def test_size_class_at_its_limits(population, expected):
    assert size_class(population) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Köln", "koeln"),
        ("KOELN", "koeln"),
        ("Großräschen", "grossraeschen"),
        ("Bautzen / Budyšin, Stadt", "bautzen budysin stadt"),
        ("Halle (Saale)", "halle saale"),
        ("Ko\u0308ln", "koeln"),
        ("  ", ""),
    ],
)
def test_search_key(text, expected):
    assert search_key(text) == expected


def test_search_key_fits_the_column_whatever_a_sign_becomes():
    assert search_key("㎯" * 120) == ("rad s2" * 120)[:LONGEST_KEY]
