"""Small rounds, drawn by a seed: few people, scarce enough that counts, turns and scores all matter."""

import datetime as dt
import random
from dataclasses import replace

from sisterpairs.domain.people import Person, Side
from sisterpairs.domain.rounds import Pair, Round
from sisterpairs.domain.rules import rules_against

LANGUAGES = ("sv", "ar", "so", "ti", "fa")


def small_round(seed: int, *, most: int = 5, capacity: int = 1, has_wishes: bool = True) -> Round:
    """Up to `most` a side; some have locks, vetoes, pins and pairs of the last plan."""
    draw = random.Random(seed)
    people = tuple(
        someone(draw, f"{side.value}{number}", side, capacity)
        for side in Side
        for number in range(draw.randint(1, most))
    )
    round_ = Round(people)
    return with_wishes(round_, draw) if has_wishes else round_


def someone(draw: random.Random, key: str, side: Side, capacity: int = 1) -> Person:
    """She speaks one or two of five languages, so that many pairs cannot be."""
    return Person(
        key=key,
        side=side,
        waiting_since=dt.date(2026, 1, 1) + dt.timedelta(days=draw.randrange(4)),
        speaks=frozenset(draw.sample(LANGUAGES, draw.choice((1, 1, 2)))),
        practises=frozenset(draw.sample(LANGUAGES, draw.choice((0, 0, 1)))),
        free_times=draw.getrandbits(6),
        interests=frozenset(draw.sample(("a", "b", "c", "d"), 2)),
        capacity=draw.randint(1, capacity) if side is Side.GUIDE else 1,
    )


def with_wishes(round_: Round, draw: random.Random) -> Round:
    """Locks that hold, vetoes, a pin, and a last plan."""
    guides, seekers = round_.of(Side.GUIDE), round_.of(Side.SEEKER)
    every = [(guide, seeker) for guide in guides for seeker in seekers]
    can_be = [Pair(g.key, s.key) for g, s in every if not rules_against(g, s, round_.distances)]
    locks = frozenset(draw.sample(can_be, 1)) if can_be and draw.random() < 0.4 else frozenset()
    vetoes = frozenset(draw.sample(can_be, len(can_be) // 6)) - locks
    return replace(
        round_,
        locks=locks,
        vetoes=vetoes,
        pins=frozenset({draw.choice(round_.people).key}),
        kept=frozenset(draw.sample(can_be, len(can_be) // 3)),
    )
