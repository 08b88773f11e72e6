"""People who wait for a sister, drawn by a seed."""

import datetime as dt
import random

from sisterpairs.domain.people import Distances, Person, Side

LANGUAGES = ("sv", "ar", "so", "ti", "fa", "en", "uk", "tr", "es", "ku")
INTERESTS = tuple(f"interest{number}" for number in range(12))
AGES = ("none", "0-2", "3-6", "7-12", "13-17")
DISTRICTS = tuple(f"district{number}" for number in range(14))


def some_distances(seed: int = 7) -> Distances:
    """Fourteen districts on a plane of 40 by 40 kilometres."""
    draw = random.Random(seed)
    places = [(draw.randrange(40), draw.randrange(40)) for _ in DISTRICTS]
    km = tuple(tuple(round(abs(complex(ax - bx, ay - by))) for bx, by in places) for ax, ay in places)
    return Distances(DISTRICTS, km)


def some_people(guides: int, seekers: int, *, seed: int = 1, pickiness: float = 0.3) -> tuple[Person, ...]:
    """As in a chapter: nearly all guides speak Swedish, most seekers practise it, some ask for much."""
    draw = random.Random(seed)
    return tuple(
        _someone(draw, f"{side.value}{number:05}", side, pickiness)
        for side, count in ((Side.GUIDE, guides), (Side.SEEKER, seekers))
        for number in range(count)
    )


def _someone(draw: random.Random, key: str, side: Side, pickiness: float) -> Person:
    is_picky = draw.random() < pickiness
    other = Side.SEEKER if side is Side.GUIDE else Side.GUIDE
    own = ("sv",) if side is Side.GUIDE and draw.random() < 0.97 else ()
    return Person(
        key=key,
        side=side,
        waiting_since=dt.date(2026, 1, 1) + dt.timedelta(days=draw.randrange(300)),
        speaks=frozenset((*own, *draw.sample(LANGUAGES, draw.randint(1, 2)))),
        practises=frozenset(("sv",) if side is Side.SEEKER and draw.random() < 0.9 else draw.sample(LANGUAGES, 1)),
        free_times=draw.getrandbits(21) & draw.getrandbits(21),
        district=draw.choice(DISTRICTS),
        reach_km=draw.choice((8, 12, 18)) if is_picky else None,
        interests=frozenset(draw.sample(INTERESTS, 3)),
        ages=frozenset(draw.sample(AGES, draw.randint(0, 2))),
        traits=frozenset(draw.sample(("smokes", "dog", "cat"), 1)) if draw.random() < 0.3 else frozenset(),
        must_nots=frozenset(draw.sample(("smokes", "dog", "cat"), 1)) if is_picky else frozenset(),
        partners=frozenset({f"{other.value}{draw.randrange(50):05}"}) if draw.random() < 0.2 else frozenset(),
    )
