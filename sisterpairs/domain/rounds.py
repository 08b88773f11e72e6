"""One round of matching: everything that a plan depends on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from .people import Distances, Person, Side, Weights

KEEP_BONUS = 30


class Pair(NamedTuple):
    """Keys of the two."""

    guide: str
    seeker: str


@dataclass(frozen=True)
class Round:
    """The order of `people` changes nothing. Raises ValueError when a key comes twice.

    `locks` are pairs that stand (a contacted pair is locked); `vetoes` pairs that staff will not have; `pins` people
    whom staff put before everybody who waited longer; `kept` the pairs of the last plan, each worth `keep_bonus` more.
    """

    people: tuple[Person, ...]
    weights: Weights = field(default_factory=Weights)
    distances: Distances = field(default_factory=Distances)
    locks: frozenset[Pair] = frozenset()
    vetoes: frozenset[Pair] = frozenset()
    pins: frozenset[str] = frozenset()
    kept: frozenset[Pair] = frozenset()
    keep_bonus: int = KEEP_BONUS

    def __post_init__(self) -> None:
        if len({person.key for person in self.people}) != len(self.people):
            raise ValueError("Everybody waits once")
        if self.keep_bonus < 0:
            raise ValueError("A bonus is not negative")

    def of(self, side: Side) -> list[Person]:
        """Everybody on one side, by key."""
        return sorted((person for person in self.people if person.side is side), key=lambda person: person.key)

    def in_turn(self, people: Iterable[Person]) -> list[Person]:
        """Whose turn it is: pinned first, then who waited longest, then by key."""
        return sorted(people, key=lambda person: (person.key not in self.pins, person.waiting_since, person.key))
