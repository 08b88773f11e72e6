"""How well two would fit: whole points, as a rule for one pair. `table.py` does the same for everybody at once."""

from dataclasses import astuple, dataclass
from typing import TypeVar

from .people import Distances, Person, Weights

T = TypeVar("T")

# Per cent of a weight. Rows: shared spoken languages, none, one, more; columns: in how many directions one of them
# wants to practise what the other speaks.
LANGUAGES = ((0, 30, 50), (60, 80, 90), (80, 95, 100))
TIMES = (0, 40, 65, 85, 100)  # parts of the week when both are free
INTERESTS = (0, 50, 80, 100)
AGES = (0, 70, 100)  # bands in which both have children
FARTHEST_KM = 30  # from here on nearness counts nothing


@dataclass(frozen=True)
class Points:
    """What each likeness gives a pair."""

    languages: int
    times: int
    distance: int
    interests: int
    ages: int

    @property
    def total(self) -> int:
        """0 to 1000."""
        return sum(astuple(self))


def points_of(guide: Person, seeker: Person, weights: Weights, distances: Distances) -> Points:
    """The points of a pair, also of one that a rule forbids."""
    practising = bool(guide.speaks & seeker.practises) + bool(guide.practises & seeker.speaks)
    km = distances.between(guide.district, seeker.district)
    return Points(
        languages=share(weights.languages, step(LANGUAGES, len(guide.speaks & seeker.speaks))[practising]),
        times=share(weights.times, step(TIMES, (guide.free_times & seeker.free_times).bit_count())),
        distance=0 if km is None else share(weights.distance, nearness(km)),
        interests=share(weights.interests, step(INTERESTS, len(guide.interests & seeker.interests))),
        ages=share(weights.ages, step(AGES, len(guide.ages & seeker.ages))),
    )


def share(weight: int, percent: int) -> int:
    """Whole points, never rounded up."""
    return weight * percent // 100


def step(steps: tuple[T, ...], count: int) -> T:
    """The last step is for that many or more."""
    return steps[min(count, len(steps) - 1)]


def nearness(km: int) -> int:
    """Per cent: all in the same district, nothing from FARTHEST_KM on."""
    return max(0, FARTHEST_KM - km) * 100 // FARTHEST_KM
