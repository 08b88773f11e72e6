"""Whoever changes a plan, or what it says, is found out, and every objection can be raised."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sisterpairs.domain.certificate import Objection, verify
from sisterpairs.domain.matching import Matching, fingerprint, match
from sisterpairs.domain.rounds import Pair, Round
from tests.sisterpairs.domain.enumeration import every_matching, measure, worth
from tests.sisterpairs.domain.small import small_round


def claiming(plan: Matching, round_: Round, pairs: frozenset[Pair]) -> Matching:
    """The plan with other pairs, everything told as if they were the best ones."""
    ordered, matched = tuple(sorted(pairs)), {key for pair in pairs for key in pair}
    everybody = sorted(person.key for person in round_.people)
    alone = [key for key in everybody if key not in matched]
    return replace(
        plan,
        pairs=ordered,
        worth=worth(round_, pairs),
        unmatched_guides=tuple(key for key in alone if key.startswith("guide")),
        unmatched_seekers=tuple(key for key in alone if key.startswith("seeker")),
        certificate=replace(plan.certificate, fingerprint=fingerprint(ordered)),
    )


@pytest.mark.parametrize("capacity", [1, 2])
def test_of_all_matchings_exactly_the_best_are_proved(capacity: int) -> None:
    """Another plan as good as ours is proved too; everything worse is refused, also with a fingerprint of its own."""
    for seed in range(40):
        round_ = small_round(seed, most=4, capacity=capacity)
        plan = match(round_)
        best = measure(round_, frozenset(plan.pairs))
        for pairs in every_matching(round_):
            is_proved = verify(round_, claiming(plan, round_, pairs)) == ()
            assert is_proved == (measure(round_, pairs) == best)


def test_another_plan_needs_another_certificate() -> None:
    """As good or not: a plan with other pairs than those of the certificate is refused."""
    for seed in range(40):
        round_ = small_round(seed, most=4)
        plan = match(round_)
        for pairs in every_matching(round_):
            tampered = replace(plan, pairs=tuple(sorted(pairs)))
            assert (verify(round_, tampered) == ()) == (tampered.pairs == plan.pairs)


ROUND = small_round(7, most=6, has_wishes=False)
PLAN = match(ROUND)


def priced(change: int) -> Matching:
    """The first guide's price changed."""
    (key, price), *others = PLAN.certificate.guide_prices
    return replace(PLAN, certificate=replace(PLAN.certificate, guide_prices=((key, price + change), *others)))


def with_pairs(*pairs: Pair) -> Matching:
    return replace(PLAN, pairs=pairs, certificate=replace(PLAN.certificate, fingerprint=fingerprint(pairs)))


@pytest.mark.parametrize(
    ("tampered", "expected"),
    [
        (lambda: PLAN, ()),
        (lambda: replace(PLAN, pairs=PLAN.pairs[1:]), (Objection.FINGERPRINT,)),
        (lambda: with_pairs(Pair("nobody", PLAN.pairs[0].seeker)), (Objection.UNKNOWN,)),
        (lambda: with_pairs(Pair(PLAN.pairs[0].seeker, PLAN.pairs[0].guide)), (Objection.UNKNOWN,)),
        (lambda: with_pairs(*PLAN.pairs, PLAN.pairs[-1]), (Objection.UNKNOWN,)),
        (lambda: replace(PLAN, worth=PLAN.worth + 1), (Objection.WORTH,)),
        (lambda: replace(PLAN, unmatched_guides=("nobody",)), (Objection.NAMES,)),
        (lambda: priced(1), (Objection.GAP,)),
        (lambda: priced(-1), (Objection.PRICES, Objection.GAP)),
        (lambda: replace(PLAN, certificate=replace(PLAN.certificate, seeker_prices=())), (Objection.PRICES,)),
    ],
)
def test_what_is_found_out(tampered: Callable[[], Matching], expected: tuple[Objection, ...]) -> None:
    assert verify(ROUND, tampered()) == expected


def test_pairs_that_may_not_be() -> None:
    guide, seeker = PLAN.pairs[0]
    assert verify(replace(ROUND, vetoes=frozenset({PLAN.pairs[0]})), PLAN)[0] is Objection.FORBIDDEN
    other = next(person.key for person in ROUND.people if person.key.startswith("seeker") and person.key != seeker)
    assert Objection.CAPACITY in verify(ROUND, with_pairs(*sorted([PLAN.pairs[0], Pair(guide, other)])))
    found = {
        objection
        for seed in range(60)
        for objection in verify(small_round(seed), claiming(match(small_round(seed)), small_round(seed), frozenset()))
    }
    assert found == {Objection.LOCK, Objection.MORE_PAIRS, Objection.PRICES}


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1 << 30), which=st.integers(0, 50), change=st.integers(-50, 50).filter(bool))
def test_no_single_price_can_be_changed(seed: int, which: int, change: int) -> None:
    round_ = small_round(seed, most=6, capacity=2)
    plan = match(round_)
    prices = list(plan.certificate.seeker_prices)
    assume(prices)
    key, price = prices[which % len(prices)]
    prices[which % len(prices)] = (key, price + change)
    tampered = replace(plan, certificate=replace(plan.certificate, seeker_prices=tuple(prices)))
    assert verify(round_, tampered)[-1] is Objection.GAP
