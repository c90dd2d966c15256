"""What holds for every cost sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.document_decision import BASES, COST_KINDS, SIDES, DocumentCost
from tests.recommendations.cost_samples import cost, sheet_of

EUROS = st.none() | st.decimals(0, 999_999, places=2)
LINES = st.builds(
    DocumentCost,
    side=st.sampled_from(list(SIDES)),
    kind=st.sampled_from(list(COST_KINDS)),
    label=st.just("Position"),
    basis=st.sampled_from(list(BASES)),
    once=EUROS,
    yearly=EUROS,
    fte=st.none() | st.decimals(0, 10, places=2),
    from_year=st.integers(1, 5),
    funded_share=st.none() | st.integers(0, 100),
    assumption=st.just(""),
)
ENTRIES = st.fixed_dictionaries({}, optional={"rise": st.sampled_from(["2.5", "10"]), "fte_euro": st.just("78000.00")})


@given(st.lists(LINES, max_size=8), ENTRIES)
def test_sums_of_lines_are_the_totals(lines, entries):
    sheet = sheet_of(*lines, **entries)

    for side in SIDES:
        known = [amount for line in sheet.lines if line.side == side for amount in line.per_year if amount is not None]
        by_year = [getattr(totals, side).value or 0 for totals in sheet.per_year]
        by_kind = [row.total.value or 0 for row in sheet.kinds if row.side == side]
        five_years = getattr(sheet.five_years, side).value or 0
        assert sum(known) == sum(by_year) == pytest.approx(five_years) == pytest.approx(sum(by_kind))
    assert len(sheet.lines) == len(lines) == sum(count for _, count in sheet.basis_counts)


@given(st.lists(LINES, max_size=5), ENTRIES, st.decimals("0.01", 999, places=2))
def test_a_dearer_line_never_makes_the_sum_smaller(lines, entries, more):
    before = sheet_of(cost(yearly="1"), *lines, **entries)
    after = sheet_of(cost(yearly=str(1 + more)), *lines, **entries)

    assert after.five_years.cost.value > before.five_years.cost.value
    assert all(late.cost.value > early.cost.value for late, early in zip(after.per_year, before.per_year, strict=True))


@given(st.lists(LINES, max_size=8), ENTRIES)
def test_a_sum_is_exact_only_without_unknown_lines(lines, entries):
    sheet = sheet_of(*lines, **entries)

    assert len(sheet.unknown) == sheet.five_years.cost.open + sheet.five_years.relief.open
    assert all(line.total is not None for line in sheet.lines if line not in sheet.unknown)
