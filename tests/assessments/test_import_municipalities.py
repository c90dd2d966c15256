import pytest
from django.core.management import CommandError, call_command

from assessments.actions import start_assessment
from assessments.models import Municipality
from tests.cast import ANNA
from tests.directory_sample import SAMPLE, gemeinde

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_lines(tmp_path, capsys):
    def run(lines):
        file = tmp_path / "GV100AD.txt"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        call_command("import_municipalities", str(file))
        return capsys.readouterr().out

    return run


def rows():
    return list(Municipality.objects.values_list("ags", "name", "population", "is_current").order_by("ags"))


def test_import_adds_every_municipality(import_lines):
    output = import_lines(SAMPLE)

    assert "4 Kommunen gelesen: 4 neu, 0 geändert, 0 aufgelöst." in output
    munich = Municipality.objects.get(ags="09162000")
    assert (munich.land, munich.district, munich.postcode, munich.size_class, munich.search_key) == (
        "09",
        "München, Landeshauptstadt",
        "80313",
        4,
        "muenchen landeshauptstadt",
    )


def test_import_again_changes_nothing(import_lines):
    import_lines(SAMPLE)
    before = rows()

    assert "0 neu, 0 geändert, 0 aufgelöst." in import_lines(SAMPLE)
    assert rows() == before


def test_import_updates_name_and_population(import_lines):
    import_lines(SAMPLE)
    renamed = gemeinde("03451901", "Neuenkirchen (Ammerland)", population=20_001, postcode="26160")

    assert "0 neu, 1 geändert, 0 aufgelöst." in import_lines([*SAMPLE[:-1], renamed])
    stored = Municipality.objects.get(ags="03451901")
    assert (stored.name, stored.population, stored.size_class) == ("Neuenkirchen (Ammerland)", 20_001, 3)


def test_import_deletes_a_municipality_that_is_gone(import_lines):
    import_lines(SAMPLE)

    assert "1 aufgelöst" in import_lines(SAMPLE[:-1])
    assert not Municipality.objects.filter(ags="03451901").exists()


def test_import_keeps_a_gone_municipality_that_a_project_refers_to(import_lines):
    import_lines(SAMPLE)
    municipality = Municipality.objects.get(ags="03451901")
    project = {"name": "Pegelmessung", "phase": "pilot"}
    start_assessment(municipality=municipality, project=project, scope="quick", editor=ANNA)

    import_lines(SAMPLE[:-1])

    assert Municipality.objects.get(ags="03451901").is_current is False
    assert not Municipality.objects.directory().filter(ags="03451901").exists()
    assert "0 aufgelöst" in import_lines(SAMPLE[:-1])
    assert "1 geändert" in import_lines(SAMPLE)
    assert Municipality.objects.get(ags="03451901").is_current is True


def test_import_of_a_malformed_file_changes_nothing(import_lines):
    import_lines(SAMPLE)
    before = rows()

    with pytest.raises(CommandError, match=r"Es wurde nichts geändert\.\nZeile 12, Satzlänge: 4 statt 220 Zeichen\."):
        import_lines([*SAMPLE, "60 x"])
    assert rows() == before


def test_import_shows_the_first_faults_and_counts_the_rest(import_lines):
    with pytest.raises(CommandError, match="… und 5 weitere Fehler"):
        import_lines(["x"] * 25)


def test_import_of_a_file_in_another_encoding(tmp_path):
    file = tmp_path / "latin1.txt"
    file.write_bytes("Köln".encode("latin-1"))

    with pytest.raises(CommandError, match="nicht in UTF-8"):
        call_command("import_municipalities", str(file))


def test_import_of_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match="kann nicht gelesen werden"):
        call_command("import_municipalities", str(tmp_path / "fehlt.txt"))
