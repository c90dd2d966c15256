import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from recommendations.models import Ledger, Release, SharedFigures
from tests.programmes import ago, make_participants, make_programme, make_release, make_share, make_shares

pytestmark = pytest.mark.django_db

NAME = "Digitale Orte (erfunden)"


@pytest.fixture
def towns():
    return make_participants(8)


@pytest.fixture
def programme(towns):
    programme = make_programme(NAME, towns)
    make_shares(programme, towns[:6])
    return programme


@pytest.fixture
def run(capsys):
    def call(*options, programme=NAME):
        call_command("release", "--programme", programme, *options)
        return capsys.readouterr().out

    return call


def test_release_of_today(run, programme):
    output = run()

    made = Release.objects.get()
    assert (made.date, made.created_by) == (timezone.localdate(), None)
    assert output == f"Freigabe vom {made.date:%d.%m.%Y}: 6 von 8 Kommunen. Prüfsumme {made.digest}\n"


def test_release_of_a_day(run, programme):
    run("--date", ago(5).isoformat())

    assert Release.objects.get().date == ago(5)


def test_dry_run_stores_nothing(run, programme, towns):
    make_release(programme, ago(5))
    make_share(programme, towns[6])
    SharedFigures.objects.filter(share=make_share(programme, towns[7])).update(instrument="verstetigung-2025.1")

    output = run("--dry-run")

    since = f"{ago(5):%d.%m.%Y}"
    kept = f"0 neu, 56 bleiben vom {since} (seit der letzten Freigabe haben sich zu wenige Kommunen geändert)"
    assert output.splitlines() == [
        f"{NAME}, Stand {ago(0):%d.%m.%Y} (Vorschau, nichts gespeichert)",
        f"Geteilt haben 7 von 8 Kommunen. Letzte Freigabe: {ago(5):%d.%m.%Y}.",
        f"ganzes Programm: {kept}",
        f"Bayern: {kept}",
        f"5.000 bis unter 20.000: {kept}",
        "Nur eine andere Fassung des Fragebogens teilen 1 Kommunen.",
    ]
    assert Release.objects.count() == 1


def test_dry_run_says_why_not(run):
    make_programme(NAME)

    assert run("--dry-run").splitlines()[1:] == [
        "Geteilt haben 0 von 0 Kommunen. Letzte Freigabe: keine.",
        "Nicht möglich: Es haben zu wenige Kommunen geteilt: Die Freigabe würde nichts sagen.",
    ]


def test_release_whose_ledger_is_gone_stops_the_next(run, programme):
    Ledger.objects.filter(release=make_release(programme, ago(5))).delete()
    said = "Zu einer früheren Freigabe fehlt der Nachweis"

    assert run("--dry-run").splitlines()[2].startswith(f"Nicht möglich: {said}")
    with pytest.raises(CommandError, match=f"Es wurde nichts freigegeben. {said}"):
        run()


def test_second_release_of_the_day_is_refused(run, programme):
    run()

    with pytest.raises(CommandError, match=r"Es wurde nichts freigegeben. Für diesen Tag gibt es schon eine Freigabe"):
        run()
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--date", "2026-02-30"], "argument --date"),
        (["--date", "morgen"], "argument --date"),
        (["--date", "2999-01-01"], "Der Tag liegt in der Zukunft"),
    ],
    ids=["no day", "word", "future"],
)
def test_date_that_cannot_be(run, programme, options, reason):
    with pytest.raises(CommandError, match=reason):
        run(*options)
    assert not Release.objects.exists()


def test_unknown_programme(run, programme):
    with pytest.raises(CommandError, match="Es gibt kein Programm „Anderes“"):
        run(programme="Anderes")
