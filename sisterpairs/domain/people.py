"""Who waits for a sister, what counts between two of them, and how far apart districts lie."""

import datetime as dt
import enum
from dataclasses import dataclass, fields

BITS = 64


class Side(enum.Enum):
    """A pair is one of each."""

    GUIDE = "guide"  # an established sister; an agent in OneGoal
    SEEKER = "seeker"  # a woman new in Sweden; a candidate in OneGoal


@dataclass(frozen=True)
class Person:
    """One who waits. Words (languages, interests, ages, traits) are the caller's codes; equal codes mean the same.

    `free_times` has one bit for each part of the week; `ages` are bands of her children's ages, where one code may say
    that she has none; `must_nots` name traits that she cannot have in a sister; `reach_km` None is no limit.
    `blocked` and `partners` hold keys of others and work in both directions, whoever of the two holds them.
    Only a guide may take more than one. Raises ValueError for what cannot be.
    """

    key: str
    side: Side
    waiting_since: dt.date
    speaks: frozenset[str] = frozenset()
    practises: frozenset[str] = frozenset()
    free_times: int = 0
    district: str = ""
    reach_km: int | None = None
    interests: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    must_nots: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    capacity: int = 1

    def __post_init__(self) -> None:
        if self.capacity < 1 or (self.capacity > 1 and self.side is Side.SEEKER):
            raise ValueError(f"{self.key}: a seeker has one place, a guide at least one")
        if not 0 <= self.free_times < 1 << BITS:
            raise ValueError(f"{self.key}: free times are {BITS} bits")


@dataclass(frozen=True)
class Weights:
    """How much each likeness counts; together 1000, which a pair alike in everything scores. Raises ValueError else."""

    languages: int = 400
    times: int = 250
    distance: int = 150
    interests: int = 100
    ages: int = 100

    def __post_init__(self) -> None:
        parts = [getattr(self, field.name) for field in fields(self)]
        if min(parts) < 0 or sum(parts) != 1000:
            raise ValueError("Weights are not negative and make 1000 together")


@dataclass(frozen=True)
class Distances:
    """Whole kilometres from the row's district to the column's, the same in both directions; raises ValueError else."""

    districts: tuple[str, ...] = ()
    km: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        size = len(self.districts)
        if len(set(self.districts)) != size or [len(row) for row in self.km] != [size] * size:
            raise ValueError("One row and one column a district")
        if any(
            km < 0 or km != self.km[there][here] for here, row in enumerate(self.km) for there, km in enumerate(row)
        ):
            raise ValueError("The way back is as long as the way there")

    def between(self, here: str, there: str) -> int | None:
        """Kilometres, or None when one of the two is not in the table."""
        if here not in self.districts or there not in self.districts:
            return None
        return self.km[self.districts.index(here)][self.districts.index(there)]
