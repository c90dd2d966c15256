"""Who fits whom: by listings alone, in an order that is the same whatever came first."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.exchange import (
    Count,
    Entry,
    Place,
    Suggestion,
    count_entries,
    find_partners,
    may_ask_again,
    suggest,
)

HOME = Place(UUID(int=1), "Musterbach (erfunden)", "Bayern", 2)
NEED = ("K1.2", "K2.1", "K3.1")


def place(number, name="Nachbarbach (erfunden)", *, land="Bayern", size=2):
    return Place(UUID(int=number), name, land, size)


def entry(where, recommendation="K1.2", kind="offer"):
    number = where.id.int * 1000 + NEED.index(recommendation) * 10 + (kind == "seek")
    return Entry(UUID(int=number), where, recommendation, kind, f"{recommendation} {kind}")


SEEKS = [entry(HOME, "K1.2", "seek")]


def names(partners):
    return [partner.place.name for partner in partners]


def test_one_seeks_what_the_other_offers():
    offer, seek = entry(place(2)), entry(place(3, "Fernbach (erfunden)"), kind="seek")

    [partner] = find_partners(SEEKS, [offer, seek])

    assert (partner.place, partner.helps) == (offer.place, 1)
    assert [(fit.own, fit.other) for fit in partner.fits] == [(SEEKS[0], offer)]


def test_for_an_offer_those_who_seek_are_found():
    [partner] = find_partners([entry(HOME)], [entry(place(2), kind="seek"), entry(place(3))])

    assert partner.place.id == UUID(int=2)
    assert partner.helps == 0


def test_another_recommendation_does_not_fit():
    assert find_partners(SEEKS, [entry(place(2), "K2.1")]) == ()


def test_without_own_listings_nobody_fits():
    assert find_partners([], [entry(place(2))]) == ()


def test_order_is_size_then_land_then_nearest_size_then_name():
    others = [
        entry(place(2, "E", land="Hessen", size=4)),
        entry(place(3, "D", land="Hessen", size=3)),
        entry(place(4, "C", size=4)),
        entry(place(5, "B", land="Hessen")),
        entry(place(6, "Öd")),
        entry(place(7, "Oberdorf")),
    ]

    partners = find_partners(SEEKS, others)

    assert names(partners) == ["Oberdorf", "Öd", "B", "C", "D", "E"]
    assert [partner.reason for partner in partners[1:]] == [
        "gleiche Größenklasse, gleiches Land",
        "gleiche Größenklasse, anderes Land",
        "andere Größenklasse (größer), gleiches Land",
        "benachbarte Größenklasse (größer), anderes Land",
        "andere Größenklasse (größer), anderes Land",
    ]


def test_smaller_neighbour_is_called_so():
    [partner] = find_partners(SEEKS, [entry(place(2, size=1))])

    assert partner.reason == "benachbarte Größenklasse (kleiner), gleiches Land"


def test_who_offers_most_of_what_is_sought_comes_first():
    own = [entry(HOME, "K1.2", "seek"), entry(HOME, "K2.1", "seek"), entry(HOME, "K3.1", "offer")]
    near, far = place(2, "A"), place(3, "B", land="Hessen", size=4)
    others = [entry(near, "K1.2"), entry(near, "K3.1", "seek"), entry(far, "K2.1"), entry(far, "K1.2")]

    first, second = find_partners(own, others)

    assert (first.place, first.helps, second.place, second.helps) == (far, 2, near, 1)
    assert first.reason.startswith("gibt Auskunft zu 2 Empfehlungen, zu denen Sie Rat suchen; andere Größenklasse")
    assert [fit.other.recommendation for fit in first.fits] == ["K1.2", "K2.1"]
    assert [fit.own.kind for fit in second.fits] == ["seek", "offer"]


PLACES = [
    HOME,
    *(
        place(number, f"Ort {number % 3}", land=land, size=size)
        for number, (land, size) in enumerate(
            [(land, size) for land in ("Bayern", "Hessen") for size in (1, 2, 3, 4)], start=2
        )
    ),
]
ENTRIES = [
    entry(where, recommendation, kind) for where in PLACES for recommendation in NEED for kind in ("offer", "seek")
]
KINDS = st.fixed_dictionaries({}, optional={id: st.sampled_from(["offer", "seek"]) for id in NEED})


@given(KINDS, st.lists(st.sampled_from(ENTRIES), unique=True), st.randoms())
def test_order_is_total_and_the_same_whatever_came_first(own, others, random):
    mine = [entry(HOME, recommendation, kind) for recommendation, kind in own.items()]
    shuffled = random.sample(others, len(others))

    partners = find_partners(mine, others)

    assert find_partners(reversed(mine), shuffled) == partners
    assert len({partner.place.id for partner in partners}) == len(partners)


@given(KINDS, st.lists(st.sampled_from(ENTRIES), unique=True))
def test_every_fit_is_one_of_another_and_none_is_forgotten(own, others):
    mine = [entry(HOME, recommendation, kind) for recommendation, kind in own.items()]
    fits = [(fit.own, fit.other) for partner in find_partners(mine, others) for fit in partner.fits]
    expected = {
        (one, other)
        for one in mine
        for other in others
        if other.place != HOME and other.recommendation == one.recommendation and other.kind != one.kind
    }

    assert len(fits) == len(set(fits))
    assert set(fits) == expected


@given(st.lists(st.sampled_from(ENTRIES), unique=True))
def test_more_help_is_never_below_less(others):
    mine = [entry(HOME, recommendation, "seek") for recommendation in NEED]

    helps = [partner.helps for partner in find_partners(mine, others)]

    assert helps == sorted(helps, reverse=True)


def test_counts_name_what_is_listed_in_the_given_order():
    listed = [("K2.1", "seek"), ("K1.2", "offer"), ("K2.1", "seek"), ("K1.2", "seek")]

    assert count_entries(listed, ["K1.2", "K1.3", "K2.1"]) == (Count("K1.2", 1, 1), Count("K2.1", 0, 2))


def stored(**of):
    return [{"id": id, "priority": priority, "sustained": sustained} for id, (priority, sustained) in of.items()]


def test_sustained_is_offered_and_high_need_sought():
    first = stored(a=("high", False), b=("low", True), c=("high", False), d=("medium", False))
    second = stored(a=("high", False), b=("high", False), c=("low", True), e=(None, False))

    assert suggest([first, second], ["d"]) == (
        Suggestion("a", "seek", 2),
        Suggestion("b", "offer", 1),
        Suggestion("c", "offer", 1),
    )


def test_what_is_listed_is_not_suggested():
    assert suggest([stored(a=("high", False))], ["a"]) == ()


@pytest.mark.parametrize(
    ("suggestion", "reason"),
    [
        (Suggestion("a", "seek", 2), "In 2 Vorhaben hat das bei Ihnen hohe Priorität."),
        (Suggestion("a", "offer", 1), "In einem Vorhaben ist das bei Ihnen schon umgesetzt."),
    ],
    ids=["seek", "offer"],
)
def test_reason_of_a_suggestion(suggestion, reason):
    assert suggestion.reason == reason


def test_ninety_days_after_a_refusal_it_may_be_asked_again():
    assert may_ask_again(date(2027, 12, 1)) == date(2028, 2, 29)


def test_size_class_in_words():
    assert HOME.size_text == "5.000 bis unter 20.000"
