"""The consents of a municipality as PDF."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from recommendations import consent
from recommendations.actions import withdraw_share
from recommendations.models import Share
from recommendations.report import render_consents
from recommendations.report.consent import STATE_WORDS, build_consents
from recommendations.sharing import read_consents
from tests.cast import ANNA, log_in, make_member, make_municipality
from tests.programmes import make_programme, make_share, make_submitted
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def municipality():
    return make_municipality()


@pytest.fixture
def programme(municipality):
    return make_programme(municipalities=[municipality])


def sheet_of(municipality, programme):
    consents = read_consents(municipality).get(programme.pk, [])
    return build_consents(municipality.name, programme, consents, DAY)


@pytest.fixture
def history(municipality, programme):
    """Withdrawn, deleted, superseded, counting; the newest first is the other way round."""
    withdraw_share(share=make_share(programme, municipality, name="Bauakte"), editor=ANNA)
    make_share(programme, municipality, name="Pegel").assessment.delete()
    project = make_share(programme, municipality, name="Glättesensoren", days_ago=5).assessment.project
    make_share(programme, municipality, assessment=make_submitted(municipality, project=project))


def test_each_consent_has_a_row_and_each_version_its_wording(municipality, programme, history):
    sheet = sheet_of(municipality, programme)

    today = f"{timezone.localdate():%d.%m.%Y}"
    assert [row.project for row in sheet.rows] == ["Glättesensoren", "Glättesensoren", "Pegel", "Bauakte"]
    assert [row.state for row in sheet.rows] == [
        STATE_WORDS["counts"],
        STATE_WORDS["superseded"],
        STATE_WORDS["deleted"],
        f"widerrufen am {today} von Anna (Bauhof)",
    ]
    assert {row.shared for row in sheet.rows} == {f"am {today} von Leitung (erfunden)"}
    assert [(wording.version, wording.points) for wording in sheet.wordings] == [
        (consent.CURRENT, consent.consent_points(consent.CURRENT))
    ]


def test_municipality_that_is_listed_no_more_reads_that_it_does_not_count(municipality, programme, history):
    programme.participations.all().delete()

    sheet = sheet_of(municipality, programme)

    states = [row.state for row in sheet.rows]
    assert states[:3] == [STATE_WORDS["unlisted"], STATE_WORDS["unlisted"], STATE_WORDS["deleted"]]
    words = "zählt nicht: Ihre Kommune ist in diesem Programm nicht mehr aufgeführt"
    assert flat(text_of(render_consents(sheet))).count(words) == 2


def test_who_shared_without_a_name_leaves_the_day(municipality, programme):
    make_share(programme, municipality)
    Share.objects.update(shared_by_name="")

    assert sheet_of(municipality, programme).rows[0].shared == f"am {timezone.localdate():%d.%m.%Y}"


def test_pdf_conforms_to_both_standards_and_says_everything(municipality, programme, history):
    sheet = sheet_of(municipality, programme)

    with weasyprint_messages() as messages:
        pdf = render_consents(sheet)

    assert (failures(pdf, "ua1"), failures(pdf, "3a"), messages) == ([], [], [])
    text = flat(text_of(pdf))
    for words in ("Digitale Orte (erfunden)", "Ministerium für Erprobung", "Check gelöscht", "Anna (Bauhof)"):
        assert words in text
    assert f"Wortlaut der Fassung {consent.CURRENT}" in text
    assert render_consents(sheet) == pdf


def test_pdf_without_any_consent_says_so(municipality, programme):
    pdf = render_consents(sheet_of(municipality, programme))

    assert failures(pdf, "ua1") == []
    assert "bisher nichts geteilt" in flat(text_of(pdf))


def test_is_downloaded_under_a_plain_name(municipality, programme, history):
    client = log_in(make_member(municipality, "read"))

    response = client.get(reverse("consent_history", args=[municipality.pk, programme.pk]))

    assert response["Content-Type"] == "application/pdf"
    name = f"einwilligungen-musterbach-erfunden-{timezone.localdate():%Y-%m-%d}.pdf"
    assert f'filename="{name}"' in response["Content-Disposition"]
    assert "Bauakte" in text_of(response.content)


def test_pdf_that_cannot_be_made_says_why(municipality, programme, settings, tmp_path):
    settings.ASSETS_DIR, settings.VERSION = tmp_path, "never cached"
    client = log_in(make_member(municipality, "read"))

    assert client.get(reverse("consent_history", args=[municipality.pk, programme.pk])).status_code == 503
