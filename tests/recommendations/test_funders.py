import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client

from assessments.models import User
from recommendations.models import FunderMembership, Programme
from tests.cast import make_user
from tests.programmes import make_funder, make_programme

pytestmark = pytest.mark.django_db

NAME = "Digitale Orte (erfunden)"
OFFICE = "foerderung@programm.example"


@pytest.fixture
def funders(capsys):
    def run(*options, programme=NAME):
        call_command("funders", "--programme", programme, *options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def programme():
    return make_programme(NAME, funder="")


def emails():
    return list(FunderMembership.objects.values_list("user__email", flat=True))


def test_existing_account_is_appointed(funders, programme):
    make_user("Foerderung@programm.example")

    assert funders("--add", OFFICE) == f"foerderung@programm.example darf {NAME} lesen und freigeben.\n"
    assert emails() == ["foerderung@programm.example"]


def test_new_account_gets_a_link_for_one_login(funders, programme):
    output = funders("--add", OFFICE)

    assert "Das Konto ist neu angelegt." in output
    link = output.split()[-1].removeprefix("http://127.0.0.1:8000")
    client = Client()
    client.post(link)
    assert client.session["_auth_user_id"] == str(User.objects.get(email=OFFICE).pk)
    assert emails() == [OFFICE]


def test_appointing_again_changes_nothing(funders, programme):
    make_funder(programme, OFFICE)

    funders("--add", OFFICE, "--add", OFFICE)

    assert emails() == [OFFICE]


def test_dismissed_one_keeps_the_account(funders, programme):
    make_funder(programme, OFFICE)

    assert funders("--remove", OFFICE) == f"{OFFICE} darf {NAME} nicht mehr lesen.\n"
    assert emails() == []
    assert User.objects.filter(email=OFFICE).exists()


def test_facts_of_the_programme(funders, programme):
    make_funder(programme, OFFICE)

    output = funders(
        "--funder", " Ministerium  (erfunden) ", "--starts", "2024-01-01", "--ends", "2027-12-31", "--list"
    )

    assert output.splitlines() == [
        "Die Angaben zum Programm sind geändert.",
        NAME,
        "Fördergeber: Ministerium (erfunden)",
        "Laufzeit: 01.01.2024 bis 31.12.2027",
        OFFICE,
    ]
    stored = Programme.objects.get()
    assert (stored.funder, str(stored.ends)) == ("Ministerium (erfunden)", "2027-12-31")


def test_list_of_a_bare_programme(funders, programme):
    assert funders("--list").splitlines() == [
        NAME,
        "Fördergeber: nicht genannt",
        "Laufzeit: offen bis offen",
        "Noch kein Konto: --add E-MAIL",
    ]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--add", "kein-konto"], "kein-konto ist keine E-Mail-Adresse."),
        (["--add", f"{'a' * 250}@x.example"], f"{'a' * 250}@x.example ist keine E-Mail-Adresse."),
        (["--add", "gesperrt@programm.example"], "Das Konto gesperrt@programm.example ist gesperrt."),
        (["--add", "zweite@programm.example"], "zweite@programm.example ist eine weitere Adresse eines Kontos."),
        (["--remove", "fremd@programm.example"], f"fremd@programm.example gehört nicht zu {NAME}."),
        (["--starts", "2025-01-01", "--ends", "2024-12-31"], "Das Programm endet vor seinem Beginn."),
        (["--starts", "01.01.2025"], "argument --starts"),
        (["--funder", "M" * 201], "Der Name des Fördergebers hat mehr als 200 Zeichen."),
    ],
    ids=["no address", "long address", "blocked", "second address", "none", "period", "day", "name"],
)
def test_what_cannot_be_done(funders, programme, options, reason):
    make_user("gesperrt@programm.example", is_active=False)
    EmailAddress.objects.create(user=make_user(), email="zweite@programm.example", verified=True)

    with pytest.raises(CommandError) as error:
        funders(*options)

    assert reason in str(error.value)
    assert emails() == []
    assert (Programme.objects.get().funder, Programme.objects.get().starts) == ("", None)


def test_end_before_the_stored_begin(funders, programme):
    Programme.objects.update(starts="2025-01-01")

    with pytest.raises(CommandError, match="endet vor seinem Beginn"):
        funders("--ends", "2024-12-31")


def test_unknown_programme_tells_the_known(funders):
    with pytest.raises(CommandError, match="Es ist noch keines eingelesen"):
        funders("--list")
    make_programme(NAME)
    make_programme("Anderes (erfunden)")

    with pytest.raises(CommandError) as error:
        funders("--list", programme="Digital")

    assert str(error.value).splitlines() == [
        "Es gibt kein Programm „Digital“. Bekannt sind:",
        "Anderes (erfunden)",
        NAME,
    ]
