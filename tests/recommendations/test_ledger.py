from hypothesis import given
from hypothesis import strategies as st

from recommendations.aggregation import Member, make_entry
from recommendations.figures import Value, need_value
from tests.recommendations.release_samples import KEY


def prints_of(figure, value, key=KEY, municipality="a"):
    return make_entry(key, municipality, Member("09", 3, {figure: value})).prints.told()


def test_print_has_16_digits_and_is_told_apart_by_key_municipality_and_figure():
    prints = {
        *prints_of("B1", Value(50.0)).values(),
        *prints_of("B1", Value(50.0), key="00" * 32).values(),
        *prints_of("B1", Value(50.0), municipality="b").values(),
        *prints_of("B2", Value(50.0)).values(),
    }
    assert len(prints) == 4
    assert {len(bytes.fromhex(entry)) for entry in prints} == {8}


LEVELS = st.sampled_from((0.0, 12.5, 100.0))
NEEDS = st.builds(
    lambda value, own, link, unknown: need_value(value, {"own": own, "B1": link, **unknown}),
    LEVELS,
    LEVELS,
    LEVELS,
    st.sampled_from(({}, {"pressure_unknown": 0.0}, {"pressure_unknown": 12.5})),
)


@given(NEEDS, NEEDS)
def test_prints_are_equal_where_value_or_part_is(first, second):
    values, prints = [], []
    for need in (first, second):
        told = {f"F1.1/{source}": need.parts[source] for source in ("own", "B1")}
        values.append({"F1.1": need.value} | told)
        prints.append(prints_of("F1.1", need))
    assert prints[0].keys() == prints[1].keys() == values[0].keys()
    assert all((prints[0][name] == prints[1][name]) == (values[0][name] == values[1][name]) for name in values[0])


def test_entry_says_where_and_of_what_but_no_value():
    entry = make_entry(KEY, "a", Member("09", 3, {"B1": Value(50.0), "F1.1": need_value(40.0, {"own": 40.0})}))
    assert (entry.land, entry.size_class) == ("09", 3)
    assert set(entry.prints.told()) == {"B1", "F1.1", "F1.1/own"}
