import pytest
from django.core.management import CommandError, call_command

from assessments.actions import import_directory
from assessments.instrument import CURRENT
from assessments.models import Municipality
from assessments.municipalities import read_directory
from recommendations.actions import withdraw_share
from recommendations.members import read_members
from recommendations.models import Participation, Programme
from tests.directory_sample import SAMPLE, gemeinde
from tests.programmes import LEAD, make_share

pytestmark = pytest.mark.django_db

HEAD = "programme,round,municipality,ags,level,project,role,source,note"
FORCHHEIM = "Modellprojekte (erfunden),2019,Forchheim,09474126,Gemeinde,Vorhaben A,,,"
MUNICH = "Modellprojekte (erfunden),2020,München,09162000,Gemeinde,Vorhaben B,,,"
OTHER = "Zukunft (erfunden),,München,09162000,Gemeinde,,,,"
KREIS = "Modellprojekte (erfunden),2020,Landkreis Forchheim,09474,Kreis,Vorhaben C,,,"
UNKNOWN = "Modellprojekte (erfunden),2020,Musterbach,09999999,Gemeinde,Vorhaben D,,,"


@pytest.fixture(autouse=True)
def directory():
    import_directory(entries=read_directory(SAMPLE))


@pytest.fixture
def import_rows(tmp_path, capsys):
    def run(*rows, **options):
        file = tmp_path / "programmes.csv"
        file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        call_command("import_programme", str(file), **options)
        return capsys.readouterr().out

    return run


def participations():
    rows = Participation.objects.values_list("programme__name", "municipality__ags", "round", "project")
    return sorted(rows)


def test_import_makes_programmes_and_participations(import_rows):
    output = import_rows(FORCHHEIM, MUNICH, OTHER)

    assert output.splitlines() == [
        "Modellprojekte (erfunden): neues Programm, 2 Teilnahmen neu, 0 schon vorhanden.",
        "Zukunft (erfunden): neues Programm, 1 Teilnahmen neu, 0 schon vorhanden.",
    ]
    assert participations() == [
        ("Modellprojekte (erfunden)", "09162000", "2020", "Vorhaben B"),
        ("Modellprojekte (erfunden)", "09474126", "2019", "Vorhaben A"),
        ("Zukunft (erfunden)", "09162000", "", ""),
    ]
    first, second = Programme.objects.all()
    assert (len(first.key), first.funder) == (64, "")
    assert first.key != second.key


def test_import_again_changes_nothing(import_rows):
    import_rows(FORCHHEIM, MUNICH)
    before, key = participations(), Programme.objects.get().key

    output = import_rows(FORCHHEIM, MUNICH)

    assert output == "Modellprojekte (erfunden): 0 Teilnahmen neu, 2 schon vorhanden.\n"
    assert (participations(), Programme.objects.get().key) == (before, key)


def test_import_of_a_shorter_list_tells_who_is_missing(import_rows):
    import_rows(FORCHHEIM, MUNICH)
    before = participations()

    output = import_rows(FORCHHEIM)

    assert output.splitlines() == [
        "Modellprojekte (erfunden): 0 Teilnahmen neu, 1 schon vorhanden.",
        "  Nicht in der Liste, nimmt aber weiter teil: München, Landeshauptstadt",
    ]
    assert participations() == before


def test_replace_removes_who_is_missing(import_rows):
    import_rows(FORCHHEIM, MUNICH, OTHER)

    output = import_rows(FORCHHEIM, replace=True)

    assert output.splitlines() == [
        "Modellprojekte (erfunden): 0 Teilnahmen neu, 1 schon vorhanden.",
        "  Nimmt nicht mehr teil: München, Landeshauptstadt",
    ]
    assert [row[:2] for row in participations()] == [
        ("Modellprojekte (erfunden)", "09474126"),
        ("Zukunft (erfunden)", "09162000"),
    ]


@pytest.mark.parametrize("options", [{}, {"replace": True}], ids=["stays", "replaced"])
def test_list_and_messages_do_not_tell_who_shares(import_rows, options):
    """The same whether the one that is missing shares, or did, or never has."""
    import_rows(FORCHHEIM, MUNICH)
    programme, town = Programme.objects.get(), Municipality.objects.get(ags="09162000")
    told = []

    for change in (
        lambda: None,
        lambda: make_share(programme, town),
        lambda: withdraw_share(share=programme.shares.get(), editor=LEAD),
    ):
        import_rows(FORCHHEIM, MUNICH)
        change()
        told.append((import_rows(FORCHHEIM, **options), participations()))

    assert told == [told[0]] * 3
    assert len(told[0][1]) == (1 if options else 2)


def test_who_is_removed_keeps_its_consent_and_counts_again_once_it_is_listed(import_rows):
    import_rows(FORCHHEIM, MUNICH)
    programme, town = Programme.objects.get(), Municipality.objects.get(ags="09162000")
    make_share(programme, town)

    import_rows(FORCHHEIM, replace=True)
    assert list(read_members(programme, CURRENT)) == []
    assert programme.shares.in_force().count() == 1

    import_rows(FORCHHEIM, MUNICH, replace=True)
    assert list(read_members(programme, CURRENT)) == [str(town.pk)]


def test_replace_takes_over_another_round(import_rows):
    import_rows(FORCHHEIM)
    make_share(Programme.objects.get(), Municipality.objects.get(ags="09474126"))

    import_rows(FORCHHEIM.replace("2019", "2021"), replace=True)

    assert [row[2] for row in participations()] == ["2021"]


def test_fault_stops_the_whole_import(import_rows):
    with pytest.raises(CommandError) as error:
        import_rows(FORCHHEIM, KREIS, MUNICH, UNKNOWN)

    assert str(error.value).splitlines() == [
        "Es wurde nichts geändert. 2 Fehler:",
        "Zeile 3, ags: Landkreis Forchheim: 09474 ist der Schlüssel eines Kreises; "
        "teilnehmen können Gemeinden (8 Ziffern).",
        "Zeile 5, ags: Musterbach: 09999999 steht nicht im Gemeindeverzeichnis.",
    ]
    assert not Programme.objects.exists()


def test_skip_faulty_imports_the_rest_and_says_what_is_left_out(import_rows):
    output = import_rows(FORCHHEIM, KREIS, UNKNOWN, skip_faulty=True)

    assert output.splitlines()[:3] == [
        "Modellprojekte (erfunden): neues Programm, 1 Teilnahmen neu, 0 schon vorhanden.",
        "Ausgelassen wurden 2 Zeilen. 2 Fehler:",
        "Zeile 3, ags: Landkreis Forchheim: 09474 ist der Schlüssel eines Kreises; "
        "teilnehmen können Gemeinden (8 Ziffern).",
    ]
    assert [row[1] for row in participations()] == ["09474126"]


def without_forchheim():
    return [line for line in SAMPLE if "Große Kreisstadt" not in line]


def test_merged_municipality_stays_with_its_share_and_cannot_be_added(import_rows):
    import_rows(FORCHHEIM)
    make_share(Programme.objects.get(), Municipality.objects.get(ags="09474126"))

    import_directory(entries=read_directory(without_forchheim()))

    assert not Municipality.objects.get(ags="09474126").is_current
    assert "0 Teilnahmen neu, 1 schon vorhanden" in import_rows(FORCHHEIM)
    with pytest.raises(CommandError, match="Zeile 2, ags: Forchheim: 09474126 ist aufgelöst"):
        import_rows(FORCHHEIM.replace("Modellprojekte", "Zukunft"))


def test_participant_is_not_deleted_with_the_directory(import_rows):
    import_rows(FORCHHEIM)

    import_directory(
        entries=read_directory([*without_forchheim(), gemeinde("09474127", "Neu", population=1, postcode="91301")])
    )

    assert list(Municipality.objects.filter(is_current=False).values_list("ags", flat=True)) == ["09474126"]
    assert len(participations()) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "ist nicht in UTF-8 geschrieben (Byte 0)."),
        (b"ags\n1\n", "Es wurde nichts geändert. Es fehlen die Spalten programme, municipality."),
        (f"{HEAD}\n".encode(), "Es wurde nichts geändert. Die Datei nennt keine Kommune."),
    ],
    ids=["no UTF-8", "columns", "no row"],
)
def test_file_that_is_no_list(tmp_path, content, reason):
    file = tmp_path / "programmes.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError) as error:
        call_command("import_programme", str(file))

    assert reason in str(error.value)


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="kann nicht gelesen werden"):
        call_command("import_programme", str(tmp_path / "none.csv"))
