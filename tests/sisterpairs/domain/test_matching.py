"""A plan is the best of all plans: pairs, then turns, then score."""

import datetime as dt
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sisterpairs.domain.assignment import best_assignment
from sisterpairs.domain.certificate import verify
from sisterpairs.domain.layout import Refusal, RefusedLock, lay_out
from sisterpairs.domain.matching import Matching, match, worth_without_turns
from sisterpairs.domain.people import Person, Side
from sisterpairs.domain.rounds import Pair, Round
from sisterpairs.domain.rules import Rule
from tests.factories.sisters import some_distances, some_people
from tests.sisterpairs.domain.enumeration import every_matching, measure
from tests.sisterpairs.domain.small import small_round

DAY = dt.date(2026, 1, 1)
SEEDS = st.integers(0, 1 << 30)


@pytest.mark.parametrize("capacity", [1, 3])
def test_150_small_rounds_against_every_matching(capacity: int) -> None:
    for seed in range(150):
        round_ = small_round(seed, most=6 if capacity == 1 else 4, capacity=capacity)
        plan = match(round_)
        best = max(measure(round_, pairs) for pairs in every_matching(round_))
        assert measure(round_, frozenset(plan.pairs)) == best
        assert (plan.worth, verify(round_, plan)) == (best[-1], ())


def test_both_sides_have_their_best_turns_at_once() -> None:
    """The oracle compares guides before seekers; the other way round the same plan wins."""
    for seed in range(40):
        round_ = small_round(seed, most=5)
        measured = [measure(round_, pairs) for pairs in every_matching(round_)]
        found = measure(round_, frozenset(match(round_).pairs))
        assert found == max(measured, key=lambda each: (each[0], each[2], each[1], each[3]))


def test_without_turns_small_rounds_against_every_matching() -> None:
    for seed in range(60):
        round_ = small_round(seed, most=5, capacity=2)
        best = max((len(pairs), measure(round_, pairs)[-1]) for pairs in every_matching(round_))
        assert worth_without_turns(round_) == best[1]


def test_two_pairs_rather_than_one_with_a_higher_score() -> None:
    """[[900, 400], [400, forbidden]]: the greatest sum would be one pair."""
    assert two_for_one().pairs == (Pair("g1", "s2"), Pair("g2", "s1"))


def two_for_one() -> Matching:
    """g1 and s1 are alike in much; g2 can only have s1, s2 only g1."""
    both = frozenset({"sv", "ar"})
    people = (
        Person("g1", Side.GUIDE, DAY, speaks=both, practises=both, free_times=15, interests=frozenset("abc")),
        Person("g2", Side.GUIDE, DAY, speaks=frozenset({"sv"})),
        Person("s1", Side.SEEKER, DAY, speaks=both, practises=both, free_times=15, interests=frozenset("abc")),
        Person("s2", Side.SEEKER, DAY, speaks=frozenset({"ar"})),
    )
    return match(Round(people))


def test_who_waited_longest_comes_before_a_better_score() -> None:
    guide = Person("g", Side.GUIDE, DAY, speaks=frozenset({"sv"}), free_times=15)
    first = Person("z", Side.SEEKER, DAY, speaks=frozenset({"sv"}))
    later = Person("a", Side.SEEKER, DAY + dt.timedelta(days=1), speaks=frozenset({"sv"}), free_times=15)
    round_ = Round((guide, first, later))
    assert match(round_).pairs == (Pair("g", "z"),)
    assert match(replace(round_, pins=frozenset({"a"}))).pairs == (Pair("g", "a"),)
    assert worth_without_turns(round_) - match(round_).worth == 250


def test_everybodys_first_place_comes_before_anybodys_second() -> None:
    agents = [
        Person("g1", Side.GUIDE, DAY, speaks=frozenset({"sv"}), capacity=2),
        Person("g2", Side.GUIDE, DAY + dt.timedelta(days=9), speaks=frozenset({"sv"})),
    ]
    candidates = [Person(f"s{number}", Side.SEEKER, DAY, speaks=frozenset({"sv"})) for number in range(2)]
    assert {pair.guide for pair in match(Round((*agents, *candidates))).pairs} == {"g1", "g2"}


def test_nobody_and_nobody_to_have() -> None:
    assert match(Round(())).pairs == ()
    guide = Person("g", Side.GUIDE, DAY, speaks=frozenset({"sv"}))
    plan = match(Round((guide,)))
    assert (plan.pairs, plan.unmatched_guides, plan.unmatched_seekers) == ((), ("g",), ())
    seeker = Person("s", Side.SEEKER, DAY, speaks=frozenset({"ar"}))
    plan = match(Round((guide, seeker)))
    assert (plan.pairs, plan.unmatched_guides, plan.unmatched_seekers) == ((), ("g",), ("s",))
    assert verify(Round((guide, seeker)), plan) == ()


def test_locks_that_cannot_hold_are_named() -> None:
    speaks = frozenset({"sv"})
    people = (
        Person("g1", Side.GUIDE, DAY, speaks=speaks, blocked=frozenset({"s2"})),
        Person("s1", Side.SEEKER, DAY, speaks=speaks),
        Person("s2", Side.SEEKER, DAY, speaks=speaks),
        Person("s3", Side.SEEKER, DAY, speaks=speaks),
    )
    pairs = [Pair("g1", "s1"), Pair("g1", "s2"), Pair("g1", "s3"), Pair("g9", "s1"), Pair("s1", "g1")]
    plan = match(Round(people, locks=frozenset(pairs), vetoes=frozenset({Pair("g1", "s2")})))
    assert plan.pairs == (Pair("g1", "s1"),)
    assert plan.refused == (
        RefusedLock(pairs[1], Refusal.RULE, (Rule.BLOCKED, Rule.VETO)),
        RefusedLock(pairs[2], Refusal.NO_PLACE),
        RefusedLock(pairs[3], Refusal.UNKNOWN),
        RefusedLock(pairs[4], Refusal.UNKNOWN),
    )


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, shuffle=SEEDS)
def test_the_order_of_the_people_changes_nothing(seed: int, shuffle: int) -> None:
    round_ = small_round(seed, most=7, capacity=2)
    people = list(round_.people)
    random.Random(shuffle).shuffle(people)
    assert match(replace(round_, people=tuple(people))) == match(round_)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_locks_hold_and_vetoes_too(seed: int) -> None:
    round_ = small_round(seed, most=7, capacity=2)
    plan = match(round_)
    assert round_.locks <= set(plan.pairs)
    assert not round_.vetoes & set(plan.pairs)
    assert plan.refused == ()


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_one_more_on_either_side_never_costs_a_pair(seed: int) -> None:
    round_ = small_round(seed, most=7, has_wishes=False)
    less = replace(round_, people=round_.people[1:])
    assert len(match(less).pairs) <= len(match(round_).pairs) <= len(match(less).pairs) + 1


def test_a_plan_kept_is_a_plan_that_rests() -> None:
    """Without the bonus a change of one person moves others who are as well off; with it they stay."""
    people = some_people(60, 60, seed=5)
    before = Round(people, distances=some_distances())
    plan = match(before)
    gone = replace(before, people=people[1:])
    changed = [
        len(set(match(round_).pairs) - set(plan.pairs)) for round_ in (gone, replace(gone, kept=frozenset(plan.pairs)))
    ]
    assert changed[1] <= changed[0]
    assert match(replace(before, kept=frozenset(plan.pairs))).pairs == plan.pairs


def test_large_tables_are_solved_by_few_entries_as_by_all() -> None:
    """Above 300 rows the auction chooses; the certificate proves the same optimum."""
    round_ = Round(some_people(320, 340, pickiness=0.8), distances=some_distances())
    layout = lay_out(round_)
    plan = match(round_, layout)
    assert verify(round_, plan, layout) == ()
    assert (len(plan.pairs), len(plan.unmatched_seekers)) == (320, 20)


@pytest.mark.parametrize("kinds", [1, 5, 1000])
def test_prices_prove_the_sum_also_where_much_is_alike(kinds: int) -> None:
    """Rows of a few kinds only have hundreds of best columns each."""
    draw = np.random.default_rng(kinds)
    kind = draw.integers(0, kinds, 90)
    worth = draw.integers(0, 1000, (kinds, 90)).astype(np.int16)[kind]
    columns, prices = best_assignment(worth, np.arange(90), small=10)
    gains = worth - prices
    assert sorted(columns) == list(range(90))
    assert gains.max(axis=1).tolist() == gains[np.arange(90), columns].tolist()
