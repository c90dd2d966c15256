"""The calendar file: read back by the library that calendars are tested against."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from recommendations.clock import build_clock, deadlines
from recommendations.clock_files import (
    Appointment,
    build_ics,
    gone_appointments,
    measure_appointments,
    step_appointments,
)
from recommendations.clock_past import Past
from recommendations.models import Measure
from tests.recommendations.clock_samples import TODAY, make_document

PROJECT = UUID(int=7)
CHANGED = datetime(2027, 1, 4, 9, 30, 15, 123456, tzinfo=UTC)
UID = f"{PROJECT}-%s@verstetigungs-check"


def file_of(*, changed=CHANGED, today=TODAY, measures=(), **entries):
    clock = build_clock(make_document(**entries), today)
    appointments = step_appointments(clock, PROJECT)
    appointments += measure_appointments(measures, deadlines(measures, clock), clock)
    return build_ics(appointments, "Glättesensoren", changed)


def events_of(content):
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def make_measure(number=1, **fields):
    fields = {"title": "Kostenliste", "recommendation": "K2.2", "responsible": "Kämmerei", **fields}
    fields.setdefault("created_at", CHANGED - timedelta(seconds=1))
    return Measure(pk=UUID(int=number), **fields)


def test_same_state_has_the_same_bytes_on_any_day():
    assert file_of() == file_of(today=date(2027, 7, 1))
    assert file_of() != file_of(handover_weeks="4")


def test_every_step_with_a_day_is_an_all_day_event():
    events = events_of(file_of(binding_years="5"))

    steps = build_clock(make_document(binding_years="5"), TODAY).steps
    assert {uid: event["dtstart"].dt for uid, event in events.items()} == {UID % step.id: step.day for step in steps}
    assert {event["dtend"].dt - event["dtstart"].dt for event in events.values()} == {timedelta(days=1)}
    assert len(events_of(file_of())) == len(events) - 1


def test_event_tells_what_why_and_how_it_was_computed():
    event = events_of(file_of())[UID % "registration"]

    assert event["summary"] == "Frist: Die Mittel bei der Kämmerei anmelden (Glättesensoren)"
    assert event["description"] == (
        "Was bis dahin nicht angemeldet ist, fehlt meist im Entwurf des Haushalts. Anmelden können Sie in der Regel "
        "schon vor dem Ratsbeschluss; vermerken Sie, dass er aussteht.\n\n"
        "Berechnet: für den Haushalt 2028, übliche Zeit.\n\nDas ist eine Annahme.\n\n"
        "Den Tag bei der Kämmerei erfragen und eintragen.\n\nAus dem Verstetigungs-Check, Seite „Fristen“."
    )
    assert events_of(file_of())[UID % "end"]["summary"] == "Ende der Förderung (Glättesensoren)"


def test_note_of_a_step_is_told():
    assert "Verpflichtungsermächtigung" in events_of(file_of())[UID % "tender"]["description"]


def test_open_event_reminds_two_weeks_before():
    (alarm,) = events_of(file_of())[UID % "council"].walk("VALARM")

    assert (alarm["trigger"].dt, str(alarm["action"])) == (timedelta(days=-14), "DISPLAY")
    assert alarm["description"] == "In zwei Wochen: Frist: Den Rat über die Fortführung beschließen lassen"


def test_change_raises_the_sequence_and_keeps_the_ids():
    before, after = events_of(file_of()), events_of(file_of(changed=CHANGED + timedelta(seconds=5), council_weeks="8"))

    assert list(before) == list(after)
    assert {after[uid]["sequence"] - event["sequence"] for uid, event in before.items()} == {5}
    assert after[UID % "council"]["last-modified"].dt == datetime(2027, 1, 4, 9, 30, 20, tzinfo=UTC)
    assert after[UID % "council"]["dtstamp"].dt == after[UID % "council"]["last-modified"].dt
    assert after[UID % "council"]["dtstart"].dt < before[UID % "council"]["dtstart"].dt


def test_change_before_the_count_begins_has_sequence_0():
    event = events_of(file_of(changed=datetime(2025, 1, 1, tzinfo=UTC)))[UID % "council"]

    assert event["sequence"] == 0


def test_done_step_reminds_of_nothing_and_a_step_not_needed_is_cancelled():
    events = events_of(file_of(state_costs="done", state_tender="skip"))

    done, left_out = events[UID % "costs"], events[UID % "tender"]
    assert (str(done["status"]), done.walk("VALARM")) == ("CONFIRMED", [])
    assert done["summary"].startswith("Erledigt: Frist: Die laufenden Kosten")
    assert (str(left_out["status"]), left_out.walk("VALARM")) == ("CANCELLED", [])


@pytest.mark.parametrize(
    ("fields", "day", "status", "summary"),
    [
        ({"due": date(2027, 3, 1)}, date(2027, 3, 1), "CONFIRMED", "Maßnahme: Kostenliste (Glättesensoren)"),
        ({"due": None}, date(2027, 5, 21), "CONFIRMED", "Maßnahme: Kostenliste (Glättesensoren)"),
        (
            {"due": date(2027, 3, 1), "status": "done"},
            date(2027, 3, 1),
            "CONFIRMED",
            "Erledigt: Maßnahme: Kostenliste (Glättesensoren)",
        ),
        (
            {"due": date(2027, 3, 1), "status": "declined"},
            date(2027, 3, 1),
            "CANCELLED",
            "Kein Termin mehr: Maßnahme: Kostenliste (Glättesensoren)",
        ),
        (
            {"due": None, "status": "done"},
            date(2027, 5, 21),
            "CONFIRMED",
            "Erledigt: Maßnahme: Kostenliste (Glättesensoren)",
        ),
        (
            {"due": None, "status": "postponed"},
            date(2027, 5, 21),
            "CANCELLED",
            "Kein Termin mehr: Maßnahme: Kostenliste (Glättesensoren)",
        ),
    ],
    ids=["own date", "last day of its step", "done", "declined", "done without a date", "postponed without a date"],
)
def test_measure_is_an_event(fields, day, status, summary):
    event = events_of(file_of(measures=[make_measure(**fields)]))[f"{UUID(int=1)}@verstetigungs-check"]

    assert (event["dtstart"].dt, str(event["status"]), event["summary"]) == (day, status, summary)


def test_measure_whose_step_is_not_needed_any_more_is_cancelled_without_an_own_date():
    """Its UID was in the file while the step was needed."""
    measures = [make_measure(1, due=None, recommendation="K6.1"), make_measure(2, due=TODAY, recommendation="K6.1")]
    before = events_of(file_of(measures=measures))
    after = events_of(file_of(measures=measures, state_tender="skip"))

    names = [f"{UUID(int=number)}@verstetigungs-check" for number in (1, 2)]
    assert [str(before[name]["status"]) for name in names] == ["CONFIRMED", "CONFIRMED"]
    assert [str(after[name]["status"]) for name in names] == ["CANCELLED", "CONFIRMED"]


def gone_of(measures=(), *, steps=(), titles=(), day=TODAY, **entries):
    """`steps`: of those that lost their day at CHANGED."""
    clock = build_clock(make_document(**entries), TODAY)
    found = gone_appointments(measures, clock, PROJECT, Past(dict.fromkeys(steps, CHANGED), frozenset(titles)), day)
    return events_of(build_ics(found, "Glättesensoren", CHANGED))


def test_step_that_lost_its_day_is_cancelled():
    (event,) = gone_of(steps=("binding", "council"), day=date(2027, 2, 1)).values()

    assert (str(event["uid"]), event["dtstart"].dt, str(event["status"])) == (
        UID % "binding",
        date(2027, 2, 1),
        "CANCELLED",
    )
    assert event["summary"] == "Kein Termin mehr: Ende der Zweckbindung (Glättesensoren)"
    assert event.walk("VALARM") == []
    assert gone_of(steps=("binding",), binding_years="5") == {}


def test_without_an_end_of_the_funding_what_hung_on_it_is_cancelled():
    measures = [
        make_measure(1),
        make_measure(2, title="Mit Tag", due=TODAY),
        make_measure(3, title="Hatte einen Tag", recommendation=""),
        make_measure(4, title="Nie mit Tag", recommendation=""),
        make_measure(5, title="Erst danach", created_at=CHANGED),
    ]

    events = gone_of(measures, steps=("costs", "end"), titles=("Hatte einen Tag",), end=None)

    names = [UID % "costs", UID % "end", *(f"{UUID(int=number)}@verstetigungs-check" for number in (1, 3))]
    assert sorted(events) == sorted(names)
    assert {str(event["status"]) for event in events.values()} == {"CANCELLED"}


def test_event_of_a_measure_tells_who_and_what_for():
    own = make_measure(2, recommendation="", responsible="", due=date(2027, 3, 1))

    events = events_of(file_of(measures=[make_measure(), own]))

    where = "Aus dem Verstetigungs-Check, Seite „Maßnahmenplan“."
    assert [str(events[f"{UUID(int=number)}@verstetigungs-check"]["description"]) for number in (1, 2)] == [
        "Zuständig: Kämmerei\n\nGebraucht bis 21.05.2027: Die laufenden Kosten und die Stellenanteile beziffern. "
        f"Aus dem Kostenblatt werden Anmeldung und Vorlage.\n\n{where}",
        f"Zuständig: noch offen\n\n{where}",
    ]


def test_measure_without_any_date_is_no_event():
    own = make_measure(2, recommendation="")

    assert f"{UUID(int=1)}@verstetigungs-check" in events_of(file_of(measures=[make_measure(), own]))
    assert f"{UUID(int=2)}@verstetigungs-check" not in events_of(file_of(measures=[make_measure(), own]))


def test_lines_are_folded_and_text_cannot_become_a_line_of_its_own():
    title = "Ä" * 100 + "\nEND:VEVENT;,\\"
    content = file_of(measures=[make_measure(title=title)])

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    event = events_of(content)[f"{UUID(int=1)}@verstetigungs-check"]
    assert event["summary"] == f"Maßnahme: {title.replace(chr(10), ' ')} (Glättesensoren)"


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x01", "\x0b", "\u2028"])
def test_sign_that_ends_a_line_or_is_none_does_not_reach_the_file(sign):
    name = f"Glätte{sign}ATTACH:https://example.org/x"
    appointment = Appointment("uid@x", f"Titel{sign}X-NEU:1", date(2027, 3, 1), f"Text{sign}X-NEU:2", "open")

    lines = build_ics([appointment], name, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)).split(b"\r\n")

    assert [line for line in lines if line.startswith((b"ATTACH", b"X-NEU"))] == []
    assert [line for line in lines if b"\r" in line or b"\n" in line or b"\x01" in line or b"\x0b" in line] == []
