"""The value that the report is drawn from."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assessments.instrument import CURRENT, load_instrument
from assessments.models import Assessment, Project
from recommendations.models import Measure
from recommendations.report.content import build_report
from recommendations.report.printable import CUT
from recommendations.report.wording import PHASE_WORDS, SCOPE_WORDS, STATUS_WORDS
from tests.recommendations.pdf_checks import flat
from tests.recommendations.report_samples import PROJECT, TOWN, bare_document, full_document, measure, quick_document


def test_date_is_the_day_of_submission_in_germany():
    assert build_report(full_document()).cover.day == date(2026, 5, 21)


def test_date_is_the_begin_while_not_submitted_and_missing_without_any():
    assert build_report(quick_document()).cover.day == date(2026, 5, 4)
    assert build_report(bare_document()).cover.day is None


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (None, ""),
        (date(2026, 5, 20), "Die Förderung ist am 20. Mai 2026 ausgelaufen."),
        (date(2026, 6, 1), "Die Förderung endet am 1. Juni 2026, weniger als einen Monat nach dem Stand"),
        (date(2026, 6, 21), "Die Förderung endet am 21. Juni 2026, einen Monat nach dem Stand"),
        (date(2028, 5, 21), "Die Förderung endet am 21. Mai 2028, 24 Monate nach dem Stand"),
    ],
)
def test_summary_names_the_end_of_funding(end, said):
    report = build_report(full_document(project=replace(PROJECT, funding_end=end)))

    assert flat(report.summary.funding_end).startswith(said)
    assert bool(report.summary.funding_end) == bool(said)


def test_summary_builds_on_strengths_but_not_on_low_barriers():
    answers = {"B1.1": 0, "B1.2": 0, "S1": 4, "S2": 3}

    standing = build_report(bare_document(**answers)).summary.standing

    said = [sentence for sentence in standing if sentence.startswith("Darauf")]
    titles = [load_instrument(CURRENT).dimension(name).title for name in ("S1", "S2")]
    assert said == [f"Darauf lässt sich bauen: „{titles[0]}“ und „{titles[1]}“."]


def test_summary_has_three_to_five_urgent_recommendations():
    urgent = build_report(full_document()).summary.urgent

    assert 3 <= len(urgent) <= 5
    assert [view.rank for view in urgent] == sorted(view.rank for view in urgent)


def test_next_steps_are_what_is_planned_by_date():
    summary = build_report(full_document()).summary

    assert summary.planned
    assert [(step.when, step.what) for step in summary.next_steps] == [
        ("01.07.2026", "Zuständigkeit verfügen"),
        ("15.08.2026", "Folgekosten für fünf Jahre berechnen"),
        ("ohne Termin", "Ersatzsensoren lagern"),
    ]


def test_next_steps_without_plan_are_first_steps_of_the_urgent_recommendations():
    report = build_report(full_document(measures=()))

    assert not report.summary.planned
    assert [step.what for step in report.summary.next_steps] == [view.steps[0].result for view in report.summary.urgent]


def test_plan_is_ordered_and_sums_leave_declined_out():
    plan = build_report(full_document()).plan

    assert [row.title for row in plan.rows] == [
        "Zuständigkeit verfügen",
        "Innovationswerkstatt",
        "Folgekosten für fünf Jahre berechnen",
        "Ersatzsensoren lagern",
    ]
    assert (flat(plan.once), flat(plan.yearly), plan.without_amount) == ("2.500 €", "600,50 €", 1)


@pytest.mark.parametrize(("count", "longest"), [(1, 2000), (20, 2000), (100, 400), (500, 200)])
def test_plan_with_many_measures_shortens_their_notes(count, longest):
    plan = build_report(full_document(measures=(measure(note="ab " * 700),) * count)).plan

    assert len(plan.rows) == count
    assert all(longest - 3 <= len(row.note.removesuffix(CUT)) <= longest for row in plan.rows)
    assert all(row.note.endswith(CUT) for row in plan.rows)


def test_plan_without_amounts_names_no_sum_and_no_decision_on_money():
    report = build_report(full_document(measures=(measure(),)))

    assert (report.plan.once, report.plan.yearly) == ("", "")
    assert report.summary.decisions[1].startswith("ob die offene Maßnahme des Maßnahmenplans")
    assert "angemeldet" in report.summary.decisions[2]


def test_reasons_of_every_recommendation_add_up_to_its_need():
    report = build_report(full_document())

    for view in report.top + report.short:
        assert str(sum(reason.shown for reason in view.reasons)) == view.need_text


def test_quick_report_lists_the_asked_questions_only():
    report = build_report(quick_document())

    asked = [row.id for group in report.answers for row in group.rows]
    assert asked == [item.id for item in load_instrument(CURRENT).quick_items]


def test_hints_for_small_municipalities_are_for_small_ones():
    assert build_report(full_document()).small
    assert not build_report(full_document(municipality=replace(TOWN, size_class=3))).small
    assert not build_report(bare_document()).small


def test_words_are_those_of_the_forms():
    assert dict(Measure.Status.choices) == STATUS_WORDS
    assert dict(Project.Phase.choices) == PHASE_WORDS
    assert dict(Assessment.Scope.choices) == SCOPE_WORDS


def test_submission_time_is_read_in_germany_in_winter_too():
    document = full_document(submitted=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))

    assert build_report(document).cover.day == date(2026, 2, 1)
