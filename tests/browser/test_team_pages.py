"""Every page of teams and surveys, with real data and long names: axe-core and the width of the window."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.access import hash_token
from assessments.actions import (
    adopt_assessment,
    claim_municipality,
    remove_member,
    save_answer,
    start_response,
)
from assessments.models import Invitation, Membership, Municipality, Respondent
from recommendations.actions import finish
from tests.assessments.survey_story import begin, fresh, invite
from tests.browser.looks import FEWER_LOOKS, faults
from tests.cast import editor_of, make_assessment, make_invitation, make_member, make_municipality, make_user
from tests.survey import open_survey, respond

pytestmark = pytest.mark.browser

LONG = "Verwaltungsgemeinschaft Donaudampfschifffahrtsgesellschaftshausen (erfunden)"
LONG_NAME = "Sachgebietsleitung Straßenunterhaltungswinterdienstkoordination"
LONG_EMAIL = "sachgebiet.winterdienst.und.strassenunterhaltung@verwaltungsgemeinschaft-musterbach.example"
LONG_NOTE = "Siehe https://intern.musterbach.example/ablage/2027/haushalt/winterdienst/glaettesensoren/folgekosten.pdf"
PERSPECTIVES = ["project_team", "department", "it", "treasury", "leadership", "politics", "external"]


class Team:
    """A municipality with two members, one who left, an invitation and a claim. `lead` is also of the operator."""

    def __init__(self):
        self.municipality = make_municipality(LONG)
        self.lead = make_user(LONG_EMAIL, LONG_NAME, is_staff=True)
        self.lead.memberships.create(municipality=self.municipality, role="lead")
        self.editor = make_member(self.municipality, "edit")
        self.former = make_member(self.municipality, "read")
        gone = Membership.objects.get(user=self.former)
        remove_member(membership=gone, editor=editor_of(self.lead))
        self.invitation, self.token = make_invitation(self.municipality, email=LONG_EMAIL, created_by=self.lead)
        for function in (LONG_NAME, "Leitung Hauptamt"):
            other = make_user(f"{len(function)}@nachbarbach.example")
            claimed = Municipality(name=f"Zweckverband {LONG_NAME}", land="09", size_class=2)
            claim_municipality(user=other, municipality=claimed, function=function, own_ags=None)

    def check(self, **fields):
        assessment, _ = make_assessment(tenant=self.municipality, **fields)
        return assessment

    def edited(self):
        """A check whose history has every kind of value in it."""
        assessment = self.check()
        for value, note in (("1", LONG_NOTE), ("4", "Kurz"), ("unknown", "")):
            save_answer(
                assessment=assessment,
                item="B1.1",
                value=value,
                note=note,
                base_revision=len(assessment.answers.all()) and assessment.answers.get().revision,
                editor=editor_of(self.lead),
            )
        return assessment

    def asked(self, *, anonymous=False):
        """A check with a survey in which one has only begun; seven have finished and differ."""
        assessment = self.check()
        for place, perspective in enumerate(PERSPECTIVES):
            answers = {"B1.1": place % 5, "K1.2": 2, "S6": "unknown", "D1.1": 4 if place else 0}
            notes = {"B1.1": LONG_NOTE}
            respond(assessment, perspective, answers, notes=notes, name=f"{LONG_NAME} {place}", anonymous=anonymous)
        respond(assessment, "it", {}, finished=False, name="Leitung Rechenzentrum")
        return assessment

    def opened(self, **fields):
        assessment = self.asked(**fields)
        open_survey(assessment)
        return assessment

    def submitted(self):
        assessment = self.opened()
        save_answer(
            assessment=assessment,
            item="B1.1",
            value="2",
            note="",
            reason=LONG_NOTE,
            dissent=f"Kämmerei: {LONG_NOTE}",
            base_revision=0,
            editor=editor_of(self.lead),
        )
        finish(assessment=assessment, editor=editor_of(self.lead))
        return assessment


@pytest.fixture
def team(transactional_db):
    return Team()


def pages(prefix, names, *arguments):
    return [(f"{prefix} {name}", reverse(name, args=arguments)) for name in names]


def test_looks_name_what_is_wrong(open_page, axe):
    """So that the tests below show something: each look is checked, and finds what is wrong in it alone."""
    page = open_page()
    page.route("**/impressum/", lambda route: route.fulfill(body=BROKEN, content_type="text/html"))

    found = faults(page, axe, [("broken", reverse("imprint"))])

    looks = ("1280", "1280 dark", "390", "320 dark")
    assert [look for look in looks if f"broken, {look}: html-has-lang: html" in found] == [*looks]
    assert [look for look in looks if f"broken, {look}: wider than the window" in found] == ["390", "320 dark"]
    assert [look for look in looks if f"broken, {look}: color-contrast: #pale" in found] == ["1280 dark", "320 dark"]


BROKEN = (
    """<title>x</title>
<style>
#pale { transition: color 9s }
@media (prefers-color-scheme: dark) { #pale { color: #eee; background: #fff } }
</style>
<main><h1>x</h1><p id=pale>blass</p><p>"""
    + "x" * 80
)


def test_pages_of_the_team(open_as, axe, team):
    home, member = team.municipality.pk, Membership.objects.get(user=team.editor)
    assessment = team.edited()
    addresses = [
        *pages("lead", ["account", "claim_municipality", "claims"]),
        *pages("lead", ["portfolio", "team", "invite_member", "leave_team", "team_history"], home),
        *pages("lead", ["edit_member", "remove_member"], home, member.pk),
        *pages("lead", ["invitation_link"], home, team.invitation.pk),
        *pages("former", ["anonymize"], home, team.former.pk),
        *pages("check", ["overview", "history", "delete"], assessment.pk),
        *pages("check", ["project"], assessment.project_id),
    ]

    assert faults(open_as(team.lead), axe, addresses, FEWER_LOOKS) == []


def test_pages_of_a_survey(open_as, axe, team):
    bare, begun, running, opened = team.check(), team.check(), team.asked(), team.opened()
    begin(begun, message=LONG_NOTE)
    unopened = team.asked()
    finish(assessment=unopened, editor=editor_of(team.lead))
    hidden, done = team.opened(anonymous=True), team.submitted()
    addresses = pages("running", ["invite_respondent", "open_comparison"], running.pk)
    waited = Respondent.objects.get(survey__assessment=running, finished_at=None)
    of_one = ["respondent_link", "remind_respondent", "remove_respondent"]
    addresses += pages("running", of_one, running.pk, waited.pk)
    for prefix, assessment in (("none", bare), ("begun", begun), ("running", running), ("unopened", unopened)):
        addresses += pages(prefix, ["survey", "perspectives"], assessment.pk)
    for prefix, assessment in (("opened", opened), ("anonymous", hidden), ("submitted", done)):
        addresses += pages(prefix, ["survey", "perspectives", "agenda", "consensus"], assessment.pk)
        addresses += pages(prefix, ["consensus_item"], assessment.pk, "B1.1")
    addresses += pages("submitted", ["overview", "result"], done.pk)

    assert faults(open_as(team.lead), axe, addresses, FEWER_LOOKS) == []


def test_pages_of_a_respondent(open_page, axe, team):
    assessment = team.asked()
    person, token = invite(assessment.survey, LONG_NAME)
    page = open_page()
    own = [("own page", reverse("respondent", args=[person.pk]))]
    answering = [*own, ("questions", reverse("respondent_questions", args=[person.pk, "barriers", 1]))]
    finish = ("finish", reverse("finish_response", args=[person.pk]))

    found = faults(page, axe, [("welcome", reverse("open_respondent_link", args=[token]))], FEWER_LOOKS)
    page.get_by_role("button", name="Beginnen").click()
    found += faults(page, axe, own, FEWER_LOOKS)
    page.get_by_role("button", name="Ich habe den Link gesichert").click()
    found += faults(page, axe, [*answering, finish], FEWER_LOOKS)
    page.get_by_role("button", name="Ja, ich bin fertig").click()
    found += faults(page, axe, answering, FEWER_LOOKS)
    open_survey(assessment)
    found += faults(page, axe, answering, FEWER_LOOKS)

    assert found == []
    assert "Die Befragung ist beendet" in page.goto(own[0][1]).text()
    assert fresh(person).finished_at is not None


def test_links_of_respondents_that_do_not_work(open_page, watch, axe, team):
    watch.expected = ["404 (Not Found)", "410 (Gone)"]
    assessment = team.asked()
    _, expired = invite(assessment.survey, "Leitung IT", days=-1)
    _, closed = invite(assessment.survey, "Leitung Kultur")
    used, replaced = invite(assessment.survey, "Leitung Bauhof")
    start_response(respondent=used)
    addresses = [reverse("open_respondent_link", args=[token]) for token in (expired, replaced, "x" * 32, closed)]
    page = open_page()

    found = faults(page, axe, [(address, address) for address in addresses[:3]], FEWER_LOOKS)
    open_survey(assessment)
    found += faults(page, axe, [("closed", addresses[3])], FEWER_LOOKS)

    assert found == []


def test_pages_of_invitation_and_adoption(open_as, open_page, watch, axe, team):
    watch.expected = ["404 (Not Found)", "410 (Gone)", "403 (Forbidden)"]
    by_link, link = make_assessment()
    adopted, retired = make_assessment()
    adopt_assessment(
        assessment=adopted,
        municipality=team.municipality,
        granted=(hash_token(retired),),
        editor=editor_of(team.lead),
    )
    opening = [("open", reverse("open_invitation", args=[team.token]))]
    stranger, editor, lead = open_page(), open_as(team.editor), open_as(team.lead)

    found = faults(stranger, axe, [*opening, ("unknown", reverse("open_invitation", args=["x"]))], FEWER_LOOKS)
    found += faults(editor, axe, [*opening, *pages("too low", ["invite_member"], team.municipality.pk)], FEWER_LOOKS)
    found += faults(lead, axe, opening, FEWER_LOOKS)
    lead.goto(f"/z/{link}/")
    found += faults(lead, axe, pages("by link", ["adopt", "overview", "history"], by_link.pk), FEWER_LOOKS)
    found += faults(lead, axe, [("retired", f"/z/{retired}/"), ("account", reverse("account"))], FEWER_LOOKS)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    found += faults(stranger, axe, opening, FEWER_LOOKS)

    assert found == []


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_with_errors(open_as, watch, axe, team, width):
    watch.expected = ["422 (Unprocessable"]
    running, opened = team.asked(), team.opened()
    page = open_as(team.lead, width=width)
    found = []
    for name, arguments in (
        ("claim_municipality", []),
        ("invite_member", [team.municipality.pk]),
        ("leave_team", [team.municipality.pk]),
        ("invite_respondent", [running.pk]),
        ("consensus_item", [opened.pk, "B1.1"]),
    ):
        page.goto(reverse(name, args=arguments))
        page.evaluate("document.querySelectorAll('textarea').forEach(box => { box.value = 'x'.repeat(3000) })")
        page.locator("main form button[type=submit]").last.click()
        assert page.title().startswith("Fehler: "), name
        found += [f"{name}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{name}: wider than the window")

    assert found == []
