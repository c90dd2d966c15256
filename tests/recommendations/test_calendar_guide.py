"""guides/calendar.toml: every id once, every link resolves, every text is there."""

from copy import deepcopy

import pytest

from assessments.instrument import CURRENT
from recommendations.catalogue import load_catalogue
from recommendations.clock.guide import LANES, build_guide, load_guide
from recommendations.entry_list import SPECS, read_guide

GUIDE = load_guide()
ASCII_UMLAUTS = ("fuer", "ueber", "koenn", "muess", "Buero", "naech", "spaet", "Foerder", "Vertraege")


@pytest.fixture
def data():
    return deepcopy(read_guide("calendar"))


def texts():
    yield GUIDE.intro
    for step in GUIDE.steps:
        yield from (step.title, step.short, step.why, *step.possible)
    for way in GUIDE.outcomes.values():
        yield way.money
        for step in way.texts.values():
            yield from (step.title, step.short, step.why, *(step.possible or [step.title]))
    for link in GUIDE.measures:
        yield link.why
    for group in GUIDE.groups:
        yield from (group.title, group.intro)
    for key in (*GUIDE.setting_keys, *GUIDE.state_keys):
        yield from (SPECS[key].label, *([SPECS[key].help] if key in GUIDE.setting_keys else []))


def test_steps_have_ids_of_their_own_and_names_that_fit_into_the_picture():
    ids = [step.id for step in GUIDE.steps]

    assert len(set(ids)) == len(ids) == 19
    assert {step.lane for step in GUIDE.steps} == set(LANES)
    assert [step.short for step in GUIDE.steps if len(step.short) > 24] == []


def test_events_have_nothing_left_to_do_and_tasks_have():
    assert {step.id for step in GUIDE.steps if not step.possible} == {"force", "end", "binding"}
    assert {step.id for step in GUIDE.steps if step.is_event} == {"force", "end", "binding"}


def test_every_municipal_recommendation_serves_one_step():
    ids = [entry.id for entry in load_catalogue(CURRENT).municipal]

    assert [link.recommendation for link in GUIDE.measures] == ids


def test_every_entry_of_the_area_is_on_one_of_the_two_forms():
    keys = [key for key in SPECS if key.startswith("calendar.")]

    assert sorted([*GUIDE.setting_keys, *GUIDE.state_keys]) == sorted(keys)
    assert {SPECS[key].kind for key in GUIDE.state_keys} == {"choice"}


def test_defaults_lie_within_what_can_be_entered():
    faults = {name: SPECS[f"calendar.{name}"].fault(str(value)) for name, value in GUIDE.numbers.items()}

    assert set(faults.values()) == {None}


def test_help_says_what_holds_without_an_entry():
    assert [key for key in GUIDE.setting_keys if "Ohne Angabe" not in SPECS[key].help] == []
    wrong = {
        name: value
        for name, value in GUIDE.numbers.items()
        if f"Ohne Angabe {value} " not in SPECS[f"calendar.{name}"].help
    }
    assert wrong == {}


def test_every_text_is_there_in_german():
    found = list(texts())

    assert len(found) > 150
    assert [text for text in found if not text.strip() or any(wrong in text for wrong in ASCII_UMLAUTS)] == []


@pytest.mark.parametrize(
    ("table", "place", "field", "value", "fault"),
    [
        ("step", 0, "lane", "nowhere", "no lane nowhere"),
        ("measure", 0, "step", "nothing", "no step nothing"),
        ("outcome", 0, "steps", ["path", "nothing"], "no step nothing"),
        ("outcome", 1, "measure", {"K6.1": "Warum."}, "close: no measure K6.1"),
        ("group", 1, "first", "nothing", "'nothing' is not in list"),
        ("entry", -1, "key", "state_nothing", "no state of a step: calendar.state_nothing"),
    ],
    ids=["lane", "step", "outcome", "reason", "group", "state"],
)
def test_guide_that_does_not_fit_is_refused(data, table, place, field, value, fault):
    build_guide(data)
    data[table][place][field] = value

    with pytest.raises(ValueError, match=fault):
        build_guide(data)


def test_entry_without_a_default_is_refused(data):
    del data["entry"][0]["default_words"]

    with pytest.raises(ValueError, match=r"no default of calendar\.budget_year"):
        build_guide(data)


@pytest.mark.parametrize(
    ("key", "change", "fault"),
    [
        ("registration", {"scope": "town"}, "registration: no scope town"),
        ("state_path", {"scope": None}, "calendar.state_path: a state is the project's"),
        ("summer_to", {"scope": "project"}, "calendar.summer_from: does not go with calendar.summer_to"),
        ("summer_from", {"goes_with": "nothing"}, "calendar.summer_from: does not go with calendar.nothing"),
    ],
)
def test_entry_whose_owner_is_said_wrongly_is_refused(data, key, change, fault):
    row = next(row for row in data["entry"] if row["key"] == key)
    row.update(change)
    for name in [name for name, value in change.items() if value is None]:
        del row[name]

    with pytest.raises(ValueError, match=fault):
        build_guide(data)
