import re
import shutil
from pathlib import Path

import pytest

from assessments.instrument import CURRENT, load_instrument
from recommendations import catalogue as catalogues
from recommendations.catalogue import CatalogueError, load_catalogue, read_catalogue
from tests.reference import LINKS

FRAME, FUNDER, MUNICIPAL = "catalogue.toml", "funder.toml", "municipal_1.toml"


@pytest.fixture
def catalogue():
    return load_catalogue(CURRENT)


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogue's files to damage."""
    return Path(shutil.copytree(catalogues.FOLDER / CURRENT, tmp_path / CURRENT))


def faults_of(folder):
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder, load_instrument(CURRENT))
    return caught.value.faults


def edit(path, pattern, replacement):
    text, found = re.subn(pattern, replacement, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert found
    path.write_text(text, "utf-8")


def test_catalogue_has_the_links_of_the_method(catalogue):
    links = {entry.id: [(link.dimension, link.weight) for link in entry.links] for entry in catalogue.recommendations}
    assert links == LINKS
    assert all(list(entry.weights) == LINKS[entry.id] for entry in catalogue.recommendations)


def test_catalogue_has_18_and_10_recommendations_in_the_order_of_the_instrument(catalogue):
    assert [entry.id for entry in catalogue.municipal] == sorted(key for key in LINKS if key.startswith("K"))
    assert [entry.id for entry in catalogue.funder] == sorted(key for key in LINKS if key.startswith("F"))
    assert {entry.audience for entry in catalogue.municipal} == {"municipal"}
    assert {entry.audience for entry in catalogue.funder} == {"funder"}


def test_catalogue_has_the_numbers_of_the_method(catalogue):
    assert (catalogue.alpha, catalogue.unknown_pressure, catalogue.unknown_gap) == (0.5, 0.5, 0.5)
    assert (catalogue.high_from, catalogue.medium_from, catalogue.sustained_from) == (55, 30, 3)


def test_only_funder_recommendations_have_a_message(catalogue):
    assert all(entry.message is None for entry in catalogue.municipal)
    assert all(entry.message for entry in catalogue.funder)


def test_recommendation_by_id(catalogue):
    assert catalogue.recommendation("K6.3").cluster == "K6"
    assert catalogue.has_recommendation("F1.1")
    assert not catalogue.has_recommendation("B1.1")
    with pytest.raises(KeyError):
        catalogue.recommendation("B1.1")


def test_load_catalogue_unknown_key_is_refused():
    with pytest.raises(CatalogueError, match="keinen Katalog"):
        load_catalogue("../x")


def test_read_catalogue_copy_is_faultless(folder):
    assert len(read_catalogue(folder, load_instrument(CURRENT)).recommendations) == 28


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "fault"),
    [
        (FRAME, r"^instrument = .*$", 'instrument = "x"', f"catalogue.toml: gehört nicht zum Instrument {CURRENT}"),
        (FRAME, r"^alpha = 0.5", "alpha = 1.5", "catalogue.toml: „alpha“ ist keine Zahl von 0 bis 1"),
        (FRAME, r"^medium_from = 30", "medium_from = 60", "„medium_from“ ist größer als „high_from“"),
        (FRAME, r'^"K1\.1" = .*$', "", "Verknüpfung in catalogue.toml K1.1: fehlt"),
        (FRAME, r'^"K1\.1" = .*$', '"K1.1" = "S2·3"', "Empfehlung K1.1: verknüpft S2·3 D2·2 B2·1 statt S2·3"),
        (FRAME, r'^funder_part = .*$', 'funder_part = "x"', "den Teil „x“ gibt es im Instrument nicht"),
        (MUNICIPAL, r'"S2", weight = 3', '"S9", weight = 3', "Empfehlung K1.1: S9 gibt es nicht"),
        (MUNICIPAL, r'"S2", weight = 3', '"D2", weight = 3', "Empfehlung K1.1: verknüpft eine Dimension doppelt"),
        (MUNICIPAL, r'"S2", weight = 3', '"S2", weight = 0', "Eintrag 1: „weight“ ist keine ganze Zahl von 1 bis 9"),
        (MUNICIPAL, r'^id = "K1\.1"', 'id = "K1.9"', "Empfehlung K1.1: fehlt"),
        (MUNICIPAL, r'^id = "K1\.1"', 'id = "K1.2"', "Empfehlung K1.2: steht 2-mal da"),
        (MUNICIPAL, r'^effort = .*$', 'effort = "riesig"', "„effort“ ist nicht eines von: klein, mittel, groß"),
        (MUNICIPAL, r'^goal = ', 'message = "Bitte."\ngoal = ', "K1.1: „message“ ist hier nicht vorgesehen"),
        (FUNDER, r'^message = .*$', "", "funder.toml, F1.1: „message“ fehlt"),
        (FUNDER, r'^pitfalls = \[', 'pitfalls = ["a", "b", ', "„pitfalls“ ist keine Liste mit 1 bis 2 Einträgen"),
    ],
)  # fmt: skip
def test_read_catalogue_names_the_fault(folder, name, pattern, replacement, fault):
    edit(folder / name, pattern, replacement)
    assert any(fault in found for found in faults_of(folder))


def test_read_catalogue_without_frame_says_so(tmp_path):
    assert faults_of(tmp_path) == ("catalogue.toml: Datei fehlt oder ist nicht lesbar",)
