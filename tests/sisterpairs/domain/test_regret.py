"""What another choice costs is what solving again with that choice locked says."""

from dataclasses import replace

import pytest

from sisterpairs.domain.layout import lay_out
from sisterpairs.domain.matching import match
from sisterpairs.domain.people import Side
from sisterpairs.domain.regret import Alternative, regrets_of
from sisterpairs.domain.rounds import Pair, Round
from tests.factories.sisters import some_people
from tests.sisterpairs.domain.enumeration import is_allowed, turns
from tests.sisterpairs.domain.small import small_round


def by_solving_again(round_: Round, pair: Pair) -> int | None:
    """None when the plan with that pair has other people in pairs or breaks a lock."""
    plan, other = match(round_), match(replace(round_, locks=round_.locks | {pair}))
    is_as_fair = round_.locks | {pair} <= set(other.pairs) and all(
        turns(round_, side, frozenset(plan.pairs)) == turns(round_, side, frozenset(other.pairs)) for side in Side
    )
    return plan.worth - other.worth if is_as_fair else None


def dense_round(seed: int, capacity: int) -> Round:
    """Most pairs are possible, so that most choices are."""
    people = some_people(5, 7, seed=seed, pickiness=0.1)
    many = {person.key: 1 + number % capacity for number, person in enumerate(people) if person.side is Side.GUIDE}
    return Round(tuple(replace(person, capacity=many.get(person.key, 1)) for person in people))


@pytest.mark.parametrize("capacity", [1, 3])
def test_every_choice_of_small_rounds(capacity: int) -> None:
    asked = 0
    for seed in range(40):
        round_ = small_round(seed, most=6, capacity=capacity) if seed % 2 else dense_round(seed, capacity)
        layout = lay_out(round_)
        plan = match(round_, layout)
        regrets = regrets_of(layout, plan)
        expected = {
            Pair(guide.key, seeker.key): by_solving_again(round_, Pair(guide.key, seeker.key))
            for guide in round_.of(Side.GUIDE)
            for seeker in round_.of(Side.SEEKER)
            if is_allowed(round_, guide, seeker) and Pair(guide.key, seeker.key) not in plan.pairs
        }
        for pair, regret in expected.items():
            assert regrets.of_pair(pair) == Alternative(pair, layout.worth_of(pair), regret)
        lists = [each for guide in round_.of(Side.GUIDE) for each in regrets.of_guide(guide.key, 99)]
        lists_too = [each for seeker in round_.of(Side.SEEKER) for each in regrets.of_seeker(seeker.key, 99)]
        possible = {pair: regret for pair, regret in expected.items() if regret is not None}
        assert {each.pair: each.regret for each in lists} == possible
        assert {each.pair: each.regret for each in lists_too} == possible
        asked += len(possible)
    assert asked > 200


def test_the_least_regretted_come_first_and_no_more_than_asked_for() -> None:
    round_ = small_round(3, most=6, has_wishes=False)
    layout = lay_out(round_)
    plan = match(round_, layout)
    regrets = regrets_of(layout, plan)
    every = regrets.of_guide(plan.pairs[0].guide, 99)
    assert [each.regret for each in every] == sorted(each.regret or 0 for each in every)
    assert regrets.of_guide(plan.pairs[0].guide, 1) == every[:1]
    with pytest.raises(KeyError):
        regrets.of_pair(plan.pairs[0])
