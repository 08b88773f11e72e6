"""The oracle: every matching of a small round, compared by the words of the standard and nothing else."""

from collections import Counter
from collections.abc import Iterator

from sisterpairs.domain.people import Person, Side
from sisterpairs.domain.rounds import Pair, Round
from sisterpairs.domain.rules import rules_against
from sisterpairs.domain.scoring import points_of

Pairs = frozenset[Pair]
Measure = tuple[int, tuple[bool, ...], tuple[bool, ...], int]


def worth(round_: Round, pairs: Pairs) -> int:
    """Scores and bonuses by the plain rule."""
    people = {person.key: person for person in round_.people}
    return sum(
        points_of(people[guide], people[seeker], round_.weights, round_.distances).total
        + (round_.keep_bonus if (guide, seeker) in round_.kept else 0)
        for guide, seeker in pairs
    )


def every_matching(round_: Round) -> Iterator[Pairs]:
    """All sets of allowed pairs within everybody's capacity that hold the locks."""
    guides, seekers = round_.of(Side.GUIDE), round_.of(Side.SEEKER)
    locked = {pair.seeker: pair.guide for pair in round_.locks}

    def extend(number: int, free: dict[str, int], pairs: Pairs) -> Iterator[Pairs]:
        if number == len(seekers):
            yield pairs
            return
        seeker = seekers[number]
        if seeker.key not in locked:
            yield from extend(number + 1, free, pairs)
        for guide in guides:
            if locked.get(seeker.key, guide.key) == guide.key and free[guide.key] and is_allowed(round_, guide, seeker):
                less = {**free, guide.key: free[guide.key] - 1}
                yield from extend(number + 1, less, pairs | {Pair(guide.key, seeker.key)})

    yield from extend(0, {guide.key: guide.capacity for guide in guides}, frozenset())


def is_allowed(round_: Round, guide: Person, seeker: Person) -> bool:
    """By the plain rules."""
    return (guide.key, seeker.key) not in round_.vetoes and not rules_against(guide, seeker, round_.distances)


def turns(round_: Round, side: Side, pairs: Pairs) -> tuple[bool, ...]:
    """Who has a pair, in turn; with capacity everybody's first place comes before anybody's second."""
    people = round_.in_turn(round_.of(side))
    count = Counter(key for pair in pairs for key in pair)
    return tuple(
        count[person.key] > place
        for place in range(max((person.capacity for person in people), default=0))
        for person in people
        if place < person.capacity
    )


def measure(round_: Round, pairs: Pairs) -> Measure:
    """Most pairs, turns of the guides, turns of the seekers, worth: greater is better."""
    return (
        len(pairs),
        turns(round_, Side.GUIDE, pairs),
        turns(round_, Side.SEEKER, pairs),
        worth(round_, pairs),
    )
