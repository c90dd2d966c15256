import pytest

from assessments.content import ContentFolder, flag, list_of, map_of, number, one_of, percent, table_of, text, whole

TABLE = table_of({"a": text})


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (text, "Ja"),
        (flag, False),
        (one_of("a", "b"), "b"),
        (whole(1, 3), 3),
        (number(0, 1), 0.5),
        (number(0, 1), 1),
        (percent, 0.55),
        (percent, 1),
        (list_of(text, 1, 2), ["a", "b"]),
        (map_of(flag), {"a": True}),
        (TABLE, {"a": "b"}),
    ],
)
def test_check_accepts(check, value):
    assert check(value) is None


@pytest.mark.parametrize(
    ("check", "value", "reason"),
    [
        (text, 3, "ist kein Text"),
        (text, "\n ", "ist leer"),
        (flag, 0, "ist weder true noch false"),
        (one_of("a", "b"), "c", "ist nicht eines von: a, b"),
        (whole(1, 3), 4, "ist keine ganze Zahl von 1 bis 3"),
        (whole(0, 3), True, "ist keine ganze Zahl von 0 bis 3"),
        (whole(0, 3), 1.0, "ist keine ganze Zahl von 0 bis 3"),
        (number(0, 1), float("nan"), "ist keine Zahl von 0 bis 1"),
        (number(0, 1), False, "ist keine Zahl von 0 bis 1"),
        (percent, "0.5", "ist keine Zahl von 0 bis 1"),
        (percent, 0.125, "hat mehr als zwei Nachkommastellen"),
        (list_of(text, 1, 2), "ab", "ist keine Liste mit 1 bis 2 Einträgen"),
        (list_of(text, 2, 2), ["a"], "hat nicht 2 Einträge"),
        (list_of(text, 1, 2), ["a", 3], "Eintrag 2: ist kein Text"),
        (map_of(flag), [], "ist keine Tabelle"),
        (map_of(flag), {"a": 3}, "a: ist weder true noch false"),
        (TABLE, 3, "ist keine Tabelle"),
        (TABLE, {}, "„a“ fehlt"),
        (TABLE, {"a": "b", "c": 1}, "„c“ ist hier nicht vorgesehen"),
        (TABLE, {"a": 1}, "„a“ ist kein Text"),
    ],
)
def test_check_says_what_is_wrong(check, value, reason):
    assert check(value) == reason


def test_tables_keeps_the_faultless_ones(tmp_path):
    (tmp_path / "a.toml").write_text('[[rows]]\nid = "x"\n[[rows]]\nid = 3\n[[rows]]\nname = "y"\n')
    folder = ContentFolder(tmp_path)
    assert folder.tables("a.toml", "rows", {"id": text}) == [{"id": "x"}]
    assert folder.faults == [
        "a.toml, 3: „id“ ist kein Text",
        "a.toml, Nr. 3: „id“ fehlt",
        "a.toml, Nr. 3: „name“ ist hier nicht vorgesehen",
    ]


def test_compare_names_missing_unknown_and_doubled(tmp_path):
    folder = ContentFolder(tmp_path)
    folder.compare("Frage", ["a", "b"], ["b", "b", "c"])
    assert folder.faults == ["Frage a: fehlt", "Frage c: ist nicht vorgesehen", "Frage b: steht 2-mal da"]
