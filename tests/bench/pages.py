"""What a page costs: queries and hellos."""

from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse

from assessments.models import Membership, Survey
from recommendations.example_loading import find_lead
from recommendations.example_programme_loading import find_office
from recommendations.models import Programme
from tests.bench import sample
from tests.bench.browser import Browser
from tests.bench.figures import exactly, in_hellos
from tests.bench.targets import PAGES
from tests.queries import FRAME

CALLS = 8
SAVED_ITEM = "B1.1"


@dataclass(slots=True)
class Page:
    """What is asked for, with the cookies of whoever asks."""

    name: str
    address: str
    cookies: dict[str, str] = field(default_factory=dict)


class Saves:
    """One answer changed again and again, as autosave does; the revision counts on whichever way it is sent."""

    def __init__(self, assessment):
        self.address = reverse("answer", args=[assessment.pk, SAVED_ITEM])
        self.revision = 1

    def fields(self):
        names = {"value": str(self.revision % 5), "note": "", "base": str(self.revision), "seen": ""}
        return {f"{SAVED_ITEM}-{name}": value for name, value in names.items()}

    def save(self, browser):
        browser.post(self.address, self.fields())
        self.revision += 1


def measure_pages(bench):
    found = list(measure_save(bench))
    for page in [*check_pages(bench), *team_pages(), *funder_pages()]:
        found += measure_page(bench, page)
    return found


def open_check(send, assessment, token):
    browser = Browser(send)
    browser.get(reverse("open_link", args=[token]), expect=303)
    browser.get(reverse("questions", args=[assessment.pk, "barriers", 1]))
    return browser.cookies


def check_pages(bench):
    assessment, cookies = bench.assessment, bench.cookies
    return [
        Page("question page", reverse("questions", args=[assessment.pk, "barriers", 1]), cookies),
        Page("result page with all reasons", reverse("result", args=[assessment.pk]), cookies),
        Page("start", reverse("start")),
        Page("overview of a check", reverse("overview", args=[assessment.pk]), cookies),
    ]


def team_pages():
    lead = find_lead()
    cookies = {"sessionid": sample.session_cookie(lead)}
    led = lead.memberships.get(role=Membership.Role.LEAD).municipality_id
    opened = Survey.objects.filter(opened_at__isnull=False, assessment__project__tenant=led).first()
    return [
        Page("portfolio of a municipality", reverse("portfolio", args=[led]), cookies),
        Page("differing views of a survey", reverse("perspectives", args=[opened.assessment_id]), cookies),
    ]


def funder_pages():
    office = find_office()
    cookies = {"sessionid": sample.session_cookie(office)}
    programme = Programme.objects.visible_to(office.pk).get()
    return [
        Page("programme of a funder", reverse("programme", args=[programme.pk]), cookies),
        Page("page that makes a release", reverse("prepare_release", args=[programme.pk]), cookies),
        Page("release (example)", reverse("release", args=[programme.releases.first().pk]), cookies),
    ]


def measure_page(bench, page):
    seconds, queries = cost(bench, page)
    target = PAGES[page.name]
    yield exactly(page.name, queries, "queries", target.queries)
    yield in_hellos(page.name, seconds, bench.clock.best_hello, target.hellos)


def cost(bench, page):
    """CPU seconds and queries."""
    inside, outside = browser_of(bench.inside, page), browser_of(bench.outside, page)
    inside.get(page.address)
    queries = count_queries(lambda: inside.get(page.address))
    asked = outside.asking("GET", page.address)
    outside.ask(asked)
    return bench.clock.best_of(lambda: [lambda: outside.ask(asked)] * CALLS), queries


def browser_of(send, page):
    browser = Browser(send)
    browser.cookies.update(page.cookies)
    return browser


def measure_save(bench):
    name, saves = "save one answer with progress", Saves(bench.assessment)
    page = Page(name, saves.address, bench.cookies)
    inside, outside = browser_of(bench.inside, page), browser_of(bench.outside, page)
    saves.save(inside)
    queries = count_queries(lambda: saves.save(inside))
    seconds = bench.clock.best_of(lambda: [lambda: saves.save(outside)] * CALLS)
    yield exactly(name, queries, "queries", PAGES[name].queries)
    yield in_hellos(name, seconds, bench.clock.best_hello, PAGES[name].hellos)


def count_queries(call):
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return sum(not sql.startswith(FRAME) for sql in asked)
