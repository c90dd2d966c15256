import pytest

from assessments.instrument import CURRENT, InstrumentError, files, find_continuity, load_instrument, read_instrument
from tests.reference import DIMENSIONS, ITEMS
from tests.versions import LATER, NEW, forget_versions, install_versions, replace

LATEST = "verstetigung-2028.1"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The published version, LATER, which continues it but for NEW, and LATEST, which continues that but for B1.1."""
    versions = ((LATER, CURRENT, NEW), (LATEST, LATER, ("B1.1",)))
    install_versions(tmp_path, monkeypatch, versions)
    yield tmp_path / "instruments"
    monkeypatch.undo()
    forget_versions()


def between(before, after):
    return find_continuity(load_instrument(before), load_instrument(after))


def test_published_version_continues_none():
    instrument = load_instrument(CURRENT)

    assert instrument.continues is None
    assert {item.continues for item in instrument.items} == {None}


def test_one_version_continues_itself_in_everything():
    same = between(CURRENT, CURRENT)

    assert same.is_same_version
    assert same.items == {item: item for item in ITEMS}
    assert same.dimensions == {dimension: dimension for dimension in DIMENSIONS}
    assert (same.only_before, same.only_after, same.lost_indices, same.lost_dimensions) == ((), (), (), ())


def test_items_are_followed_to_the_version_before(folder):
    found = between(CURRENT, LATER)

    assert not found.is_same_version
    assert (found.items["S1"], found.items["S2"], found.items["B1.1"]) == ("S2", "S1", "B1.1")
    assert [item.id for item in found.only_before] == sorted(NEW, key=ITEMS.index)
    assert [item.id for item in found.only_after] == sorted(NEW, key=ITEMS.index)


def test_dimension_counts_only_where_all_its_items_continue(folder):
    found = between(CURRENT, LATER)

    assert [dimension.id for dimension in found.lost_dimensions] == ["K6", "F1"]
    assert (found.dimensions["S1"], found.dimensions["S2"], found.dimensions["K1"]) == ("S2", "S1", "K1")


def test_index_counts_only_where_all_its_dimensions_continue(folder):
    found = between(CURRENT, LATER)

    assert found.indices == ("barrier_pressure",)
    assert [index.id for index in found.lost_indices] == ["readiness", "funding_environment"]


def test_dimension_that_gave_an_item_away_does_not_count(folder):
    """K3.1 goes on in K4: K3 has lost it, K4 has more than before."""
    frame = folder / LATER / "instrument.toml"
    replace(frame, r"^K3 = .*$", 'K3 = ["K3.2"]')
    replace(frame, r"^K4 = .*$", 'K4 = ["K4.1", "K4.2", "K4.3", "K3.1"]')
    forget_versions()

    found = between(CURRENT, LATER)

    assert found.items["K3.1"] == "K3.1"
    assert [dimension.id for dimension in found.lost_dimensions] == ["K3", "K4", "K6", "F1"]


def test_items_are_followed_through_a_version_between(folder):
    found = between(CURRENT, LATEST)

    assert "B1.1" not in found.items
    # Swapped twice.
    assert (found.items["S1"], found.items["S2"]) == ("S1", "S2")
    assert [item.id for item in found.only_after] == ["B1.1", "K6.4", "F1.4"]
    assert found.indices == ()


def test_the_later_version_may_be_that_of_the_earlier_check(folder):
    there, back = between(CURRENT, LATER), between(LATER, CURRENT)

    assert back.items == {earlier: later for later, earlier in there.items.items()}
    assert back.dimensions == {earlier: later for later, earlier in there.dimensions.items()}
    assert back.indices == there.indices


def test_versions_that_do_not_continue_each_other_share_nothing(folder):
    replace(folder / LATER / "instrument.toml", r"^continues = .*$", "")
    for path in (folder / LATER).glob("*.toml"):
        replace(path, r"^continues = .*$", "")
    forget_versions()

    found = between(CURRENT, LATER)

    assert (found.items, found.dimensions, found.indices) == ({}, {}, ())
    assert [item.id for item in found.only_before] == [item.id for item in found.only_after] == ITEMS


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "fault"),
    [
        ("drivers.toml", r'^continues = "D1.1"', 'continues = "D9.1"',
         "Frage D1.1: setzt D9.1 fort, die es in der Fassung davor nicht gibt"),
        ("drivers.toml", r'^continues = "D1.1"', 'continues = "D1.2"',
         "Frage D1.1: setzt D1.2 fort, wie noch 1 andere"),
        ("drivers.toml", r'^continues = "D1.1"', 'continues = "B1.1"',
         "Frage D1.1: setzt B1.1 fort, obwohl nur eine von beiden ein Hemmnis misst"),
        ("drivers.toml", r'^continues = "D1.1"', 'continues = " "', "drivers.toml, D1.1: „continues“ ist leer"),
        ("instrument.toml", r"^continues = .*$", 'continues = "verstetigung-1999.1"',
         "instrument.toml: „continues“: „verstetigung-1999.1“ gibt es nicht oder ist fehlerhaft"),
        ("instrument.toml", r"^continues = .*$", f'continues = "{LATER}"',
         "instrument.toml: „continues“: setzt sich selbst fort"),
        ("instrument.toml", r"^continues = .*$", "",
         "Frage D1.1: setzt D1.1 fort, die es in der Fassung davor nicht gibt"),
    ],
)  # fmt: skip
def test_read_instrument_names_the_fault(folder, name, pattern, replacement, fault):
    assert read_instrument(folder / LATER).continues == CURRENT
    replace(folder / LATER / name, pattern, replacement)

    with pytest.raises(InstrumentError) as caught:
        read_instrument(folder / LATER)

    assert fault in caught.value.faults


def test_circle_of_versions_is_a_fault(folder):
    replace(folder / CURRENT / "instrument.toml", r"^version = .*$", f'version = "2026.1"\ncontinues = "{LATEST}"')

    with pytest.raises(InstrumentError) as caught:
        read_instrument(files.FOLDER / LATEST)

    assert caught.value.faults == ("instrument.toml: „continues“: setzt sich selbst fort",)
