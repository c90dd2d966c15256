"""The clock on paper: the chapter of the report says what the page says."""

from recommendations.clock import build_clock
from recommendations.report import render_report
from tests.recommendations.clock_samples import TODAY, make_document
from tests.recommendations.pdf_checks import failures, flat, text_of, weasyprint_messages


def test_report_holds_every_step_and_what_is_still_possible():
    document = make_document(handover_weeks="52", binding_years="5")
    clock = build_clock(document, TODAY)

    with weasyprint_messages() as messages:
        pdf = render_report(document, TODAY)

    text = flat(text_of(pdf))
    assert (messages, failures(pdf, "ua1")) == ([], [])
    assert [step.title for step in clock.steps if step.title not in text] == []
    assert [day for day in {step.day_text for step in clock.steps} if day not in text] == []
    assert len(clock.too_late) > 3
    assert [words for step in clock.too_late for words in step.possible if words not in text] == []


def test_report_of_an_orderly_end_asks_for_no_budget():
    sustain = flat(text_of(render_report(make_document(outcome="sustain"), TODAY)))
    close = flat(text_of(render_report(make_document(outcome="close"), TODAY)))

    assert "Das Geld danach muss im Haushalt 2028 stehen." in sustain
    assert "In den Haushalt gehört nur, was der Abschluss noch kostet." in close
    assert "Das Geld danach" not in close
    assert "Die Stelle ausschreiben" in sustain
    assert "Die Stelle ausschreiben" not in close


def test_report_without_an_end_of_the_funding_has_no_chapter_of_it():
    assert "Fristen bis zum Ende der Förderung" in text_of(render_report(make_document(handover_weeks="4"), TODAY))
    assert "Fristen bis" not in text_of(render_report(make_document(None, handover_weeks="4"), TODAY))
