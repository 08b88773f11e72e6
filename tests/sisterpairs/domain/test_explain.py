"""Why, in codes and values; and what would free somebody does free her."""

import datetime as dt
from dataclasses import replace

import pytest

from sisterpairs.domain.explain import Alone, Because, Reason, Relief, Unmatched, reasons_for, why_unmatched
from sisterpairs.domain.layout import Layout, lay_out
from sisterpairs.domain.matching import Matching, match
from sisterpairs.domain.people import Distances, Person, Side
from sisterpairs.domain.rounds import Pair, Round
from sisterpairs.domain.rules import Rule
from tests.sisterpairs.domain.small import small_round

DAY = dt.date(2026, 1, 1)


def guide(key: str, *languages: str, **more: object) -> Person:
    return Person(key, Side.GUIDE, DAY, speaks=frozenset(languages), **more)  # type: ignore[arg-type]


def seeker(key: str, *languages: str, **more: object) -> Person:
    return Person(key, Side.SEEKER, DAY, speaks=frozenset(languages), **more)  # type: ignore[arg-type]


def planned(*people: Person, **wishes: object) -> tuple[Layout, Matching]:
    layout = lay_out(Round(people, **wishes))  # type: ignore[arg-type]
    return layout, match(layout.round, layout)


def test_both_are_told_from_their_side() -> None:
    alike = {"free_times": 0b101, "interests": frozenset({"food", "walks"}), "ages": frozenset({"3-6"})}
    here = guide("g", "sv", "en", practises=frozenset({"ar"}), district="a", **alike)
    there = seeker("s", "ar", "en", practises=frozenset({"sv"}), district="b", **alike)
    pair = Pair("g", "s")
    near = Distances(("a", "b"), ((0, 3), (3, 0)))
    layout, plan = planned(here, there, distances=near, locks=frozenset({pair}), kept=frozenset({pair}))
    common = (
        Because(Reason.FREE_TOGETHER, ("0", "2"), 162),
        Because(Reason.NEAR, ("3",), 135),
        Because(Reason.INTERESTS, ("food", "walks"), 80),
        Because(Reason.CHILDREN, ("3-6",), 70),
        Because(Reason.KEPT, (), 30),
        Because(Reason.LOCKED),
    )
    english = Because(Reason.BOTH_SPEAK, ("en",), 360)
    assert reasons_for(layout, pair, to=Side.GUIDE) == (
        english, Because(Reason.SHE_TEACHES, ("ar",)), Because(Reason.I_TEACH, ("sv",)), *common,
    )  # fmt: skip
    assert reasons_for(layout, pair, to=Side.SEEKER) == (
        english, Because(Reason.SHE_TEACHES, ("sv",)), Because(Reason.I_TEACH, ("ar",)), *common,
    )  # fmt: skip
    assert plan.worth == sum(because.points for because in (english, *common))


def test_nothing_in_common_is_no_reason() -> None:
    layout, _plan = planned(guide("g", "sv"), seeker("s", "ti"))
    assert reasons_for(layout, Pair("g", "s"), to=Side.GUIDE) == ()


def test_too_many_share_too_few() -> None:
    """Two guides want the one seeker who speaks Swedish; two speak Arabic; nobody speaks as s3 does."""
    people = (
        guide("g1", "sv"),
        guide("g2", "sv"),
        guide("g3", "ar"),
        seeker("s1", "sv"),
        seeker("s2", "ar"),
        seeker("s3", "ti"),
    )
    layout, plan = planned(*people)
    assert why_unmatched(layout, plan, "g2") == Unmatched(
        key="g2",
        why=Alone.OTHERS_FIRST,
        rivals=("g1", "g2"),
        places=2,
        sisters=("s1",),
        against=((Rule.NO_LANGUAGE, 2),),
        reliefs=tuple(Relief(Pair(key, "s3"), (Rule.NO_LANGUAGE,)) for key in ("g1", "g2")),
    )
    alone = why_unmatched(layout, plan, "s3")
    assert (alone.why, alone.rivals, alone.sisters) == (Alone.NOBODY_POSSIBLE, ("s3",), ())
    assert alone.reliefs == (Relief(Pair("g2", "s3"), (Rule.NO_LANGUAGE,)),)


def test_nobody_on_the_other_side_and_who_has_a_pair() -> None:
    layout, plan = planned(seeker("s", "sv"))
    assert why_unmatched(layout, plan, "s") == Unmatched("s", Alone.NO_OTHER_SIDE, ("s",), 1, (), (), ())
    layout, plan = planned(seeker("s", "sv"), guide("g", "sv"))
    with pytest.raises(KeyError):
        why_unmatched(layout, plan, "s")


def test_a_block_is_not_offered_to_be_lifted() -> None:
    layout, plan = planned(guide("g", "sv", blocked=frozenset({"s"})), seeker("s", "ti"))
    alone = why_unmatched(layout, plan, "s")
    assert alone.against == ((Rule.NO_LANGUAGE, 1), (Rule.BLOCKED, 1))
    assert alone.reliefs == ()


@pytest.mark.parametrize("capacity", [1, 3])
def test_hall_sets_and_reliefs_of_small_rounds(capacity: int) -> None:
    """A Hall set has one place more than sisters, and every relief gives a pair more when its rule is gone."""
    tried = 0
    for seed in range(40):
        round_ = small_round(seed, most=5, capacity=capacity)
        layout, plan = lay_out(round_), match(round_)
        for key in (*plan.unmatched_guides, *plan.unmatched_seekers):
            alone = why_unmatched(layout, plan, key)
            assert key in alone.rivals
            assert alone.places == 1 + places_of(layout, plan, alone.sisters)
            for relief in alone.reliefs:
                assert len(match(talking(round_, relief.pair)).pairs) == len(plan.pairs) + 1
                tried += 1
    assert tried > 20


def places_of(layout: Layout, plan: Matching, keys: tuple[str, ...]) -> int:
    """Without locked ones."""
    locked = [key for pair in layout.locked for key in pair]
    capacity = {person.key: person.capacity - locked.count(person.key) for person in layout.round.people}
    return sum(capacity[key] for key in keys)


def talking(round_: Round, pair: Pair) -> Round:
    """The two have a language that nobody else has."""
    people = [
        replace(person, speaks=person.speaks | {"own"}) if person.key in pair else person for person in round_.people
    ]
    return replace(round_, people=tuple(people))
