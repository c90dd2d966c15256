"""The page on which a municipality shares: what it sees beforehand, what it agrees to, what it gets to read later."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.instrument import CURRENT
from assessments.models import Assessment
from recommendations import consent
from recommendations.members import read_members
from recommendations.models import Participation, Share, SharedFigures
from recommendations.own_figures import own_groups
from tests.cast import make_municipality
from tests.programmes import add_participants, make_participants, make_shares, make_submitted
from tests.queries import at_most
from tests.recommendations.share_story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


def test_first_look_offers_what_is_submitted_and_shares_nothing(story):
    open_one = Assessment.objects.create(
        project=story.check.project, instrument=story.check.instrument, scope="full", created_at=timezone.now()
    )
    other = make_submitted(make_municipality("Nachbarbach (erfunden)"))

    response = story.lead.get(story.url)

    choices = [key for key, _ in response.context["choice"].fields["check"].choices]
    assert choices == [str(story.check.pk)]
    assert {str(open_one.pk), str(other.pk)} & set(choices) == set()
    assert "Das sieht der Fördergeber" not in response.content.decode()
    assert 'name="agree"' not in response.content.decode()


def test_before_sharing_the_page_says_what_the_funder_sees_and_when_a_withdrawal_counts(story):
    make_shares(story.programme, story.others[:2])

    html = story.look(story.check).content.decode()

    assert "Das sieht der Fördergeber" in html
    assert "Heute: <strong>2 von 6 Kommunen</strong>. Mit Ihnen: <strong>3 von 6 Kommunen</strong>" in html
    assert "Der Widerruf wirkt ab der nächsten Freigabe" in html.split('name="agree"')[0]
    assert consent.consent_points(consent.CURRENT)[0][1] in html
    assert Share.objects.filter(municipality=story.municipality).exists() is False


def test_cells_are_the_own_ones_with_how_many_the_programme_lists(story):
    response = story.look(story.check)

    assert response.context["cells"] == [
        ("ganzes Programm", 6),
        ("Bayern", 6),
        ("Größenklasse 5.000 bis unter 20.000", 1),
    ]
    assert "nicht: weniger als 5 Kommunen" in response.content.decode()


def test_thresholds_are_those_in_force(story, settings):
    settings.DISCLOSURE_MEAN, settings.DISCLOSURE_QUARTILES, settings.DISCLOSURE_SHARES = 6, 9, 11

    html = story.look(story.check).content.decode()

    for number in (6, 9, 11):
        assert f'<span class="nowrap">{number} Kommunen</span>' in html


def figures(response):
    return {row.name.split()[0]: row.text for group in response.context["own"] for row in group.rows}


def test_own_figures_are_the_mean_of_the_latest_check_of_each_project(story):
    project = story.check.project
    later = make_submitted(story.municipality, level=3, days_ago=2, project=project)
    elsewhere = make_submitted(story.municipality, level=2, days_ago=5, name="Bauakte")

    assert figures(story.look(story.check))["K1"] == "25,0"
    assert figures(story.look(later))["K1"] == "75,0"
    assert figures(story.look(later, story.check))["K1"] == "75,0"
    assert figures(story.look(story.check, later, elsewhere))["K1"] == "62,5"


def test_what_is_shared_already_counts_in_the_own_figures(story):
    story.share()
    elsewhere = make_submitted(story.municipality, level=2, days_ago=5, name="Bauakte")

    response = story.look(elsewhere)

    assert figures(response)["K1"] == "37,5"
    assert "Die Zahl bleibt gleich" in response.content.decode()


def test_check_of_an_earlier_questionnaire_does_not_count_and_the_page_says_so(story):
    old = make_submitted(story.municipality, level=4, name="Alt")
    Assessment.objects.filter(pk=old.pk).update(instrument="verstetigung-2020.1")

    response = story.look(story.check, old)

    assert figures(response)["K1"] == "25,0"
    assert "früheren Fassung des Fragebogens zählen nicht mit" in response.content.decode()


def test_what_counts_in_a_release_is_what_the_page_showed(story):
    """The same value, part by part, for a municipality with several projects and several checks of one."""
    project = story.check.project
    checks = [
        story.check,
        make_submitted(story.municipality, answers={"B1.1": "unknown"}, level=3, days_ago=2, project=project),
        make_submitted(story.municipality, level=2, days_ago=5, name="Bauakte"),
    ]
    shown = story.look(*checks).context["own"]

    story.post(*checks)

    member = read_members(story.programme, CURRENT)[str(story.municipality.pk)]
    assert own_groups(CURRENT, member.values) == shown


@pytest.mark.parametrize("wish", ["nothing", "another's", "open", "not an id"])
def test_a_choice_that_cannot_be_shared_is_refused(story, wish):
    other = make_submitted(make_municipality("Nachbarbach (erfunden)"))
    open_one = Assessment.objects.create(
        project=story.check.project, instrument=story.check.instrument, scope="full", created_at=timezone.now()
    )
    keys = {"nothing": [], "another's": [other.pk], "open": [open_one.pk], "not an id": ["x"]}[wish]

    looked = story.lead.get(story.url, {"ansehen": "1", "check": keys})
    posted = story.lead.post(story.url, {"check": keys, "version": consent.CURRENT, "agree": "on"})

    for response in (looked, posted):
        assert response.status_code == 422
        assert "<title>Fehler: " in response.content.decode()
        assert 'name="agree"' not in response.content.decode()
        assert "Welche Checks möchten Sie teilen? " in response.content.decode()
    assert Share.objects.count() == 0


def test_sharing_stores_who_when_and_which_wording(story):
    response = story.post(story.check)

    assert response.url == story.url
    share = Share.objects.get()
    assert (share.assessment, share.municipality, share.programme) == (story.check, story.municipality, story.programme)
    assert (share.shared_by_name, share.consent) == ("lead Musterbach", consent.CURRENT)
    assert SharedFigures.objects.filter(share=share).exists()
    html = story.lead.get(story.url).content.decode()
    assert "Geteilt. Ab der nächsten Freigabe zählt Ihre Kommune" in html
    assert f"{timezone.localtime(share.shared_at):%d.%m.%Y, %H:%M} Uhr von lead Musterbach" in html
    assert "Alle abgeschlossenen Checks Ihrer Kommune sind geteilt" in html


def test_sharing_twice_changes_nothing(story):
    story.post(story.check)

    response = story.post(story.check)

    assert response.url == story.url
    assert Share.objects.count() == 1
    assert "war schon geteilt" in story.lead.get(story.url).content.decode()


def test_without_consent_nothing_is_shared_and_the_choice_is_kept(story):
    response = story.post(story.check, agree=None)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Bitte stimmen Sie mit dem Häkchen zu." in html
    assert "Das sieht der Fördergeber" in html
    assert f'<input type="hidden" name="check" value="{story.check.pk}"' in html
    assert Share.objects.count() == 0


@pytest.mark.parametrize("version", ["2020.1", "", None])
def test_consent_to_another_wording_is_asked_for_again(story, version):
    response = story.post(story.check, version=version)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Der Wortlaut der Einwilligung hat sich geändert" in html
    assert f'name="version" value="{consent.CURRENT}"' in html
    assert 'id="id_agree" checked' not in html
    assert Share.objects.count() == 0


def test_who_only_reads_sees_everything_but_cannot_share(story):
    html = story.look(story.check, client=story.reader).content.decode()

    assert "Das sieht der Fördergeber" in html
    assert "nur, wer in Ihrem Team die Rolle Leitung hat" in html
    assert 'name="agree"' not in html
    assert story.reader.post(story.url, {"check": story.check.pk, "agree": "on"}).status_code == 403


def test_municipality_that_left_the_programme_reads_and_withdraws_but_shares_nothing(story):
    share = story.share()
    Participation.objects.filter(municipality=story.municipality).delete()
    make_submitted(story.municipality, name="Bauakte")

    response = story.look(story.check)

    html = response.content.decode()
    assert "Ihre Kommune ist in diesem Programm nicht mehr aufgeführt" in html
    assert "Was noch geteilt ist, zählt ab der nächsten Freigabe nicht" in html
    assert "Das sieht der Fördergeber" not in html
    assert reverse("withdraw_share", args=[story.municipality.pk, story.programme.pk, share.pk]) in html
    assert story.post(story.check).status_code == 422


def test_without_a_submitted_check_the_page_says_what_is_missing(story):
    story.check.delete()

    assert "Teilen lassen sich nur abgeschlossene Checks" in story.lead.get(story.url).content.decode()


def test_other_municipalities_are_only_counted(story):
    make_shares(story.programme, story.others)

    html = story.look(story.check).content.decode()

    assert "Heute: <strong>5 von 6 Kommunen</strong>" in html
    assert [name for name in (other.name for other in story.others) if name in html] == []


def test_number_of_queries_does_not_grow(story):
    add_participants(story.programme, make_participants(10))
    make_shares(story.programme, story.others)
    checks = [make_submitted(story.municipality, name=f"Vorhaben {number}", days_ago=number) for number in range(6)]
    for check in checks[:3]:
        story.share(check)
    story.look(checks[4])

    with at_most(12):
        story.look(*checks[3:])
    with at_most(9):
        story.lead.get(story.url)


def test_days_are_german_ones(story):
    moment = timezone.localtime().replace(hour=0, minute=20) - timedelta(days=2)
    Assessment.objects.filter(pk=story.check.pk).update(submitted_at=moment)

    assert f"abgeschlossen am {moment:%d.%m.%Y}" in story.lead.get(story.url).content.decode()
