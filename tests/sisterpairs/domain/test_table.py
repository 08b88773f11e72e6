"""The table of everybody says what the rules say of two, and the rules say what they should."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sisterpairs.domain.people import Distances, Person, Side, Weights
from sisterpairs.domain.rules import Rule, rules_against
from sisterpairs.domain.scoring import Points, points_of
from sisterpairs.domain.table import FORBIDDEN, score_table
from tests.factories.sisters import some_distances, some_people

DAY = dt.date(2026, 1, 1)
NEAR = Distances(("a", "b", "c"), ((0, 9, 30), (9, 0, 21), (30, 21, 0)))
GUIDE = Person("g", Side.GUIDE, DAY, speaks=frozenset({"sv", "en"}), practises=frozenset({"ar"}), district="a")
SEEKER = Person("s", Side.SEEKER, DAY, speaks=frozenset({"ar", "en"}), practises=frozenset({"sv"}), district="b")


def words(*codes: str) -> frozenset[str]:
    return frozenset(codes)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1 << 30), wide=st.booleans(), parts=st.lists(st.integers(0, 300), min_size=4, max_size=4))
def test_the_table_is_the_rule(seed: int, wide: bool, parts: list[int]) -> None:
    """`wide`: more words than one machine word has bits, in 130 languages and a week of 64 parts."""
    people = some_people(9, 8, seed=seed, pickiness=0.6)
    if wide:
        people = tuple(_with_many_words(person, random.Random(f"{seed}{person.key}")) for person in people)
    parts = [min(part, 250) for part in parts]
    weights = Weights(1000 - sum(parts), *parts)
    guides, seekers = (tuple(person for person in people if person.side is side) for side in Side)
    distances = some_distances(seed)
    expected = [[_by_rule(guide, seeker, weights, distances) for seeker in seekers] for guide in guides]
    assert score_table(guides, seekers, weights, distances).tolist() == expected


def _with_many_words(person: Person, draw: random.Random) -> Person:
    codes = [f"l{number:03}" for number in range(130)]
    return replace(
        person,
        speaks=frozenset(draw.sample(codes, 15)),
        practises=frozenset(draw.sample(codes, 8)),
        free_times=draw.getrandbits(64),
        district=draw.choice(("", person.district)),
    )


def _by_rule(guide: Person, seeker: Person, weights: Weights, distances: Distances) -> int:
    is_forbidden = rules_against(guide, seeker, distances)
    return FORBIDDEN if is_forbidden else points_of(guide, seeker, weights, distances).total


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"speaks": words("ti"), "practises": words()}, (Rule.NO_LANGUAGE,)),
        ({"speaks": words("ti"), "practises": words("sv")}, ()),
        ({"speaks": words("ar"), "practises": words()}, ()),  # she can teach
        ({"reach_km": 8}, (Rule.TOO_FAR,)),
        ({"reach_km": 9}, ()),
        ({"reach_km": 8, "district": "elsewhere"}, ()),
        ({"must_nots": words("dog")}, (Rule.MUST_NOT,)),
        ({"traits": words("smokes")}, (Rule.MUST_NOT,)),
        ({"blocked": words("g")}, (Rule.BLOCKED,)),
        ({"partners": words("g")}, (Rule.EARLIER_PAIR,)),
        ({"blocked": words("g"), "reach_km": 1}, (Rule.TOO_FAR, Rule.BLOCKED)),
    ],
)
def test_what_forbids(changes: dict[str, object], expected: tuple[Rule, ...]) -> None:
    guide = replace(GUIDE, traits=words("dog"), must_nots=words("smokes"))
    seeker = replace(SEEKER, **changes)  # type: ignore[arg-type]
    assert rules_against(guide, seeker, NEAR) == expected
    table = score_table([guide], [seeker], Weights(), NEAR)
    assert (table[0, 0] == FORBIDDEN) == bool(expected)


@pytest.mark.parametrize("rule", ["blocked", "partners"])
def test_a_guide_forbids_as_a_seeker_does(rule: str) -> None:
    guide = replace(GUIDE, **{rule: words("s")})  # type: ignore[arg-type]
    assert len(rules_against(guide, SEEKER, NEAR)) == 1
    assert score_table([guide], [SEEKER], Weights(), NEAR).tolist() == [[FORBIDDEN]]


def test_what_a_pair_is_worth() -> None:
    alike = {"free_times": 0b1111, "interests": words("x", "y", "z"), "ages": words("0-2", "3-6")}
    guide, seeker = replace(GUIDE, **alike), replace(SEEKER, **alike)  # type: ignore[arg-type]
    assert points_of(guide, seeker, Weights(), NEAR) == Points(360, 250, 105, 100, 100)
    same = replace(seeker, speaks=words("ar", "en", "sv"), district="a")
    assert points_of(guide, same, Weights(), NEAR).total == 1000
    far = replace(
        seeker, district="c", free_times=0, interests=words(), ages=words(), practises=words(), speaks=words("en")
    )
    assert points_of(guide, far, Weights(), NEAR) == Points(240, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Person("s", Side.SEEKER, DAY, capacity=2),
        lambda: Person("g", Side.GUIDE, DAY, capacity=0),
        lambda: Person("g", Side.GUIDE, DAY, free_times=1 << 64),
        lambda: Weights(languages=401),
        lambda: Weights(-1, 1001, 0, 0, 0),
        lambda: Distances(("a", "b"), ((0, 1), (2, 0))),
        lambda: Distances(("a", "b"), ((0, 1),)),
    ],
)
def test_what_cannot_be(make: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()  # type: ignore[operator]
