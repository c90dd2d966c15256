import pytest

from assessments.models import Municipality
from recommendations.actions import (
    UnknownMunicipalities,
    add_participants,
    create_programme,
    edit_programme,
    import_programme,
    replace_programme,
)
from recommendations.models import Participation, Programme, Share
from recommendations.programme_list import Listed
from tests.programmes import make_participants, make_programme, make_shares

pytestmark = pytest.mark.django_db


def test_programmes_have_keys_of_their_own():
    keys = {create_programme(name=name).key for name in ("Erstes (erfunden)", "Zweites (erfunden)")}

    assert {len(bytes.fromhex(key)) for key in keys} == {32}
    assert len(keys) == 2


def test_only_given_fields_are_edited():
    programme = make_programme(funder="Ministerium (erfunden)")

    edit_programme(programme=programme, fields={"starts": "2024-01-01"})

    programme = Programme.objects.get()
    assert (programme.funder, str(programme.starts), programme.ends) == ("Ministerium (erfunden)", "2024-01-01", None)


def test_participant_is_added_once_a_round():
    programme, towns = make_programme(), make_participants(2)

    assert add_participants(programme=programme, municipalities=towns[:1], round="1") == 1
    assert add_participants(programme=programme, municipalities=towns, round="1") == 1
    assert add_participants(programme=programme, municipalities=towns, round="2") == 2
    assert Participation.objects.count() == 4


def entry(programme, municipality, round="", project=""):
    return Listed(2, programme, round, municipality.name, municipality.ags, project)


def test_replacing_touches_only_the_programmes_of_the_list():
    """Every participation of them that is not in it goes, whoever shares; the others keep theirs."""
    towns = make_participants(3)
    for place, town in enumerate(towns):
        Municipality.objects.filter(pk=town.pk).update(ags=f"0900000{place}")
        town.ags = f"0900000{place}"
    first, second = make_programme("Erstes (erfunden)", towns), make_programme("Zweites (erfunden)", towns)
    make_shares(first, towns)

    done = replace_programme(entries=[entry(first.name, towns[0], "1"), entry(first.name, towns[1], "2")])

    assert [(each.added, each.present, each.unlisted) for each in done] == [(1, 1, (towns[2].name,))]
    rows = first.participations.order_by("round").values_list("municipality", "round")
    assert list(rows) == [(towns[0].pk, "1"), (towns[1].pk, "2")]
    assert second.participations.count() == Share.objects.in_force().count() == 3


def test_import_of_an_unknown_municipality_changes_nothing():
    entry = Listed(7, "Programm (erfunden)", "", "Musterbach", "09999999", "")

    with pytest.raises(UnknownMunicipalities) as error:
        import_programme(entries=[entry])

    assert [str(fault) for fault in error.value.faults] == [
        "Zeile 7, ags: Musterbach: 09999999 steht nicht im Gemeindeverzeichnis."
    ]
    assert not Programme.objects.exists()
