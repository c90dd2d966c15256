"""The short plan against the clock: the next day, what is over, and by when a proposal is needed."""

from datetime import date

from recommendations.clock import build_clock, load_guide
from tests.recommendations.test_short_plan import TODAY, document, plan


def test_next_day_comes_from_the_clock():
    made = plan(funding_end=date(2028, 12, 31))
    assert made.next_day.startswith("Spätestens am ")
    assert made.next_day.endswith("Gerechnet ist mit üblichen Terminen; tragen Sie die Ihres Hauses ein.")
    assert plan(funding_end=None).next_day == ""
    assert plan(funding_end=date(2020, 12, 31)).next_day == (
        "Für jeden offenen Schritt ist der Tag verstrichen; was noch möglich ist, steht unter „Fristen“."
    )


STEPS = [step.id for step in load_guide().steps if not step.is_event]


def states(*done):
    return {f"calendar.state_{step}": "done" for step in done}


def test_next_day_where_everything_is_done():
    found = plan(funding_end=date(2027, 12, 31), entries=states(*STEPS)).next_day
    assert found == "Keiner; alle Schritte sind erledigt oder nicht nötig."


def test_next_day_counts_what_is_over():
    """Funding until 31.12.2026: the contract was due on 05.11., notice on 30.09.; the proof six months later."""
    left = [step for step in STEPS if step not in ("proof", "contract")]
    one = plan(funding_end=date(2026, 12, 31), entries=states(*left)).next_day
    two = plan(funding_end=date(2026, 12, 31), entries=states(*[step for step in left if step != "notice"])).next_day
    assert one.startswith("Spätestens am 30.06.2027: Den Verwendungsnachweis vorlegen.")
    assert one.endswith(" 1 früherer Termin ist verstrichen.")
    assert two.endswith(" 2 frühere Termine sind verstrichen.")


def test_proposal_knows_the_last_day_of_the_clock():
    """K1.2 serves the council's decision; its first step is due on 30.11.2026."""
    council = {"calendar.council": "2026-11-26", "calendar.state_recruiting": "skip", "calendar.state_tender": "skip"}
    council |= {"calendar.budget_decision": "2026-11-26", "calendar.registration": "2026-06-30"}
    soon = plan(funding_end=date(2026, 12, 31), entries=council).measures[0]
    over = plan(funding_end=date(2026, 6, 30)).measures[0]
    done = plan(funding_end=date(2026, 6, 30), entries=states("council")).measures[0]
    assert [entry.recommendation for entry in (soon, over, done)] == ["K1.2"] * 3
    assert [entry.due for entry in (soon, over, done)] == [date(2026, 11, 26), date(2026, 11, 30), date(2026, 11, 30)]
    last = build_clock(document(funding_end=date(2026, 6, 30)), TODAY).step("council").day_text
    assert over.state == f"Vorschlag, Bedarf 66 (40–74), Priorität hoch, letzter Tag war der {last}"
    assert soon.state == done.state == "Vorschlag, Bedarf 66 (40–74), Priorität hoch"
