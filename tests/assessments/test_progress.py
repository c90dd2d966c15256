import pytest

from assessments.instrument import CURRENT, load_instrument
from assessments.progress import all_pages, find_page, measure_progress

INSTRUMENT = load_instrument(CURRENT)


def test_pages_are_counted_over_all_parts():
    pages = all_pages(INSTRUMENT, quick=False)

    assert [page.position for page in pages] == list(range(1, 23))
    assert [len([page for page in pages if page.part is part]) for part in INSTRUMENT.parts] == [5, 5, 3, 6, 3]


def test_every_item_has_one_page():
    for quick, items in ((False, INSTRUMENT.items), (True, INSTRUMENT.quick_items)):
        pages = all_pages(INSTRUMENT, quick)
        assert [item.id for page in pages for item in page.items] == [item.id for item in items]


def test_item_beyond_the_quick_check_has_no_page_there():
    assert find_page(all_pages(INSTRUMENT, quick=True), "B1.2") is None
    assert find_page(all_pages(INSTRUMENT, quick=False), "B1.2").number == 1


@pytest.mark.parametrize(("quick", "total", "minutes"), [(True, 19, 5), (False, 54, 20)])
def test_nothing_answered(quick, total, minutes):
    progress = measure_progress(INSTRUMENT, quick, {})

    assert (progress.total, progress.answered, progress.minutes) == (total, 0, minutes)
    assert progress.page.position == 1
    assert {part.state for part in progress.parts} == ({"open", "not_asked"} if quick else {"open"})


def test_everything_answered():
    progress = measure_progress(INSTRUMENT, False, {item.id: 2 for item in INSTRUMENT.items})

    assert (progress.answered, progress.minutes, progress.page) == (54, 0, None)
    assert {part.state for part in progress.parts} == {"complete"}
    assert [part.page.number for part in progress.parts] == [1, 1, 1, 1, 1]


def test_unknown_and_not_applicable_are_answers():
    progress = measure_progress(INSTRUMENT, False, {"B1.1": "unknown", "B1.2": "not_applicable", "B2.1": 0})

    barriers = progress.parts[0]
    assert (barriers.answered, barriers.unknown, barriers.state) == (3, 1, "begun")
    assert (progress.page.part.id, progress.page.number) == ("barriers", 2)


def test_answers_beyond_the_quick_check_do_not_count_in_it():
    progress = measure_progress(INSTRUMENT, True, {"B1.2": 3, "S1": "unknown"})

    assert (progress.answered, progress.unknown) == (0, 0)
