"""Every page: nothing that axe-core objects to, nothing wider than the window, in light and dark, wide and narrow."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import renew_link
from recommendations.actions import EXAMPLE_EDITOR
from recommendations.management.commands.load_example import make_example
from tests.browser.looks import faults
from tests.cast import make_assessment

pytestmark = pytest.mark.browser

OPEN_PAGES = ["start", "choose_municipality", "upload", "method", "imprint", "privacy", "accessibility", "deleted"]
CHECK_PAGES = [
    "overview",
    "personal_link",
    "edit_project",
    "delete",
    "result",
    "what_if",
    "plan",
    "add_measure",
    "submit",
    "comparison",
]


@pytest.fixture
def example():
    """Of the example data the one that these pages show: an open assessment that continues a submitted one.

    Returns (open, its link). The team and the programme beside it take seconds to load.
    """
    assessment = make_example(timezone.localdate())
    return assessment, f"/z/{renew_link(assessment=assessment, editor=EXAMPLE_EDITOR)}/"


def addresses(assessment):
    pages = [(name, reverse(name)) for name in OPEN_PAGES]
    pages += [(name, reverse(name, args=[assessment.pk])) for name in CHECK_PAGES]
    pages.append(("questions", reverse("questions", args=[assessment.pk, "practice", 1])))
    measure = assessment.measures.first()
    pages += [(name, reverse(name, args=[assessment.pk, measure.pk])) for name in ("edit_measure", "remove_measure")]
    typed = {"name": "Musterbach (erfunden)", "land": "09", "size_class": "2", "umfang": "kurz"}
    pages.append(("describe_project", f"{reverse('describe_project')}?{urlencode(typed)}"))
    pages.append(("search", reverse("choose_municipality") + "?q=neuen"))
    pages.append(("unknown link", "/z/falsch/"))
    pages.append(("not found", "/gibt/es/nicht/"))
    return pages


def test_axe_sees_what_is_wrong(open_page, axe):
    page = open_page()
    page.goto(reverse("start"))
    assert axe(page) == []

    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img id=bare src=data:,><p id=pale>Blass')"
    )
    page.evaluate("document.querySelector('#pale').style.color = 'rgb(250, 250, 250)'")

    assert axe(page) == ["color-contrast: #pale", "image-alt: #bare"]


def test_pages_are_accessible_and_fit(open_page, watch, axe, transactional_db, example):
    watch.expected = ["404 (Not Found)"]
    assessment, link = example
    page = open_page()
    page.goto(link)

    assert faults(page, axe, addresses(assessment)) == []


def test_pages_of_a_submitted_assessment_are_accessible(open_page, watch, axe, transactional_db, example):
    assessment, link = example
    page = open_page()
    page.goto(link)
    page.goto(reverse("submit", args=[assessment.pk]))
    page.get_by_role("button", name="Jetzt abschließen").click()

    found = []
    for name in ("overview", "result", "continue_assessment", "comparison"):
        page.goto(reverse(name, args=[assessment.pk]))
        found += [f"{name}: {violation}" for violation in axe(page)]
    page.goto(reverse("questions", args=[assessment.pk, "barriers", 1]))
    found += [f"questions: {violation}" for violation in axe(page)]

    assert found == []


def test_pages_with_errors_are_accessible(open_page, watch, axe, transactional_db, example):
    watch.expected = ["422 (Unprocessable"]
    assessment, link = example
    page = open_page(width=390)
    page.goto(link)

    found = []
    for name in ("edit_project", "add_measure"):
        page.goto(reverse(name, args=[assessment.pk]))
        page.get_by_label("Name des Vorhabens" if name == "edit_project" else "Maßnahme").first.fill("")
        page.locator("form button[type=submit]").first.click()
        assert page.title().startswith("Fehler: ")
        found += [f"{name}: {violation}" for violation in axe(page)]

    assert found == []


def test_an_empty_check_is_accessible(open_page, axe, transactional_db):
    assessment, token = make_assessment(scope="quick")
    page = open_page(width=390)
    page.goto(f"/z/{token}/")

    found = []
    for name in ("overview", "result", "what_if", "plan", "submit"):
        page.goto(reverse(name, args=[assessment.pk]))
        found += [f"{name}: {violation}" for violation in axe(page)]

    assert found == []


def test_a_chosen_answer_shows_in_forced_colours(open_page, transactional_db, example):
    assessment, link = example
    page = open_page()
    page.emulate_media(forced_colors="active")
    page.goto(link)
    page.goto(reverse("questions", args=[assessment.pk, "practice", 1]))

    chosen = page.locator("[type=radio]:checked").first
    mark = chosen.evaluate("radio => getComputedStyle(radio, '::before').backgroundColor")
    ground = chosen.evaluate("radio => getComputedStyle(radio).backgroundColor")

    assert (mark, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_a_table_that_scrolls_shows_its_focus(open_page, transactional_db, example):
    assessment, link = example
    page = open_page()
    page.goto(link)
    page.goto(reverse("comparison", args=[assessment.pk]))
    page.locator(".check-nav a").last.focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "kern-table-responsive"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"


def test_the_change_is_in_sight_on_a_phone(open_page, transactional_db, example):
    assessment, link = example
    page = open_page(width=390)
    page.goto(link)
    page.goto(reverse("comparison", args=[assessment.pk]))

    cells = page.locator("td.change").all()

    assert len(cells) > 20
    assert [cell for cell in cells if cell.bounding_box()["x"] + cell.bounding_box()["width"] > 390] == []


def test_axe_finds_what_is_wrong(open_page, axe):
    page = open_page()
    page.goto("/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,x\">')")

    assert any(line.startswith("image-alt") for line in axe(page))
