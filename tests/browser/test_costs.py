"""Costs and indicators in the browser: from the empty sheet to sums and a line, in every look."""

import pytest
from django.urls import reverse

from tests.browser.looks import FEWER_LOOKS, faults, faults_here
from tests.cast import make_assessment

pytestmark = pytest.mark.browser


def begin(open_page, **look):
    assessment, token = make_assessment()
    page = open_page(**look)
    page.goto(f"/z/{token}/")
    return page, lambda name: reverse(name, args=[assessment.pk])


def save(page):
    page.get_by_role("button", name="Speichern").click()


def test_from_typical_lines_to_the_follow_up_costs(open_page, axe, watch):
    watch.expected = ["422 (Unprocessable"]
    page, at = begin(open_page, javascript=True)
    found = faults(page, axe, [("empty sheet", at("costs"))], FEWER_LOOKS)
    page.get_by_role("button", name="Typische Positionen anlegen").click()
    page.get_by_text("ist noch nicht bekannt.").first.wait_for()

    page.locator(".measure", has_text="Betrieb und Hosting").get_by_role("link", name="Bearbeiten").click()
    page.get_by_label("Je Jahr in Euro").fill("3.400")
    save(page)
    page.get_by_role("link", name="Sie nennen einen Betrag").wait_for()
    assert page.title().startswith("Fehler: ")
    found += faults_here(page, axe, FEWER_LOOKS)
    page.get_by_label("belegt").check()
    save(page)

    page.get_by_text("mindestens 17.000\u00a0€").first.wait_for()
    found += faults_here(page, axe)
    found += faults(page, axe, [("assumptions", at("edit_assumptions")), ("line", at("add_cost"))], FEWER_LOOKS)
    assert found == []


def test_from_the_catalogue_to_a_line(open_page, axe, watch):
    watch.expected = ["409 (Conflict"]
    page, at = begin(open_page)
    found = faults(page, axe, [("catalogue", at("indicator_catalogue"))], FEWER_LOOKS)
    entry = page.locator(".catalogue-entry", has_text="Anteil gültiger Messwerte")
    entry.get_by_role("link", name="Übernehmen und anpassen").click()
    page.get_by_label("Ausgangswert (freiwillig)").fill("60")
    page.get_by_label("Zielwert").fill("80")
    found += faults_here(page, axe, FEWER_LOOKS)
    save(page)
    page.get_by_text("noch kein Messwert").wait_for()
    for day, value in (("2026-01-15", "64"), ("2026-07-15", "72"), ("2026-07-15", "73")):
        page.get_by_role("link", name="Messwert eintragen").click()
        page.get_by_label("Tag").fill(day)
        page.get_by_label("Wert", exact=True).fill(value)
        save(page)
        page.locator("h1").wait_for()

    page.get_by_text("Für diesen Tag gibt es schon einen Messwert").wait_for()
    found += faults_here(page, axe, FEWER_LOOKS)
    save(page)
    page.get_by_text("13 von 20 Prozentpunkten geschafft").wait_for()
    found += faults_here(page, axe)
    assert found == []


def test_pages_work_without_javascript(open_page):
    page, at = begin(open_page, javascript=False)
    page.goto(at("add_cost"))
    page.get_by_label("Position").fill("Funkplattform")
    page.get_by_label("Art").select_option("hosting")
    page.get_by_label("Je Jahr in Euro").fill("3400")
    save(page)

    page.get_by_text("17.000\u00a0€").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tabelle mit Formeln (XLSX)").click()
    assert download.value.suggested_filename.startswith("kosten-verstetigungs-check-musterbach")
