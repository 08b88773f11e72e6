"""A round as tables: rows are free places of guides, columns seekers without a lock, both by key."""

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .people import Person, Side
from .rounds import Pair, Round
from .rules import Rule, rules_against
from .table import FORBIDDEN, score_table

Numbers = NDArray[Any]


class Refusal(enum.Enum):
    """Why a lock does not hold."""

    UNKNOWN = "unknown"  # one of the two is not in the round, or on the other side
    RULE = "rule"
    NO_PLACE = "no_place"  # other locks took it


@dataclass(frozen=True)
class RefusedLock:
    """A lock that the plan leaves out, and the rules that forbid it."""

    pair: Pair
    refusal: Refusal
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What `match`, `verify` and the explanations calculate with. `worth` holds score and keep bonus, or FORBIDDEN."""

    round: Round
    guides: list[Person]
    seekers: list[Person]
    worth: Numbers  # every guide and every seeker
    locked: tuple[Pair, ...]
    refused: tuple[RefusedLock, ...]
    row_guides: Numbers  # the guide of each place
    row_places: Numbers  # 0 is a guide's first place
    columns: Numbers  # the seekers of the columns

    @cached_property
    def guide_numbers(self) -> dict[str, int]:
        return {person.key: number for number, person in enumerate(self.guides)}

    @cached_property
    def seeker_numbers(self) -> dict[str, int]:
        return {person.key: number for number, person in enumerate(self.seekers)}

    @cached_property
    def block(self) -> Numbers:
        """`worth` of free places and unlocked seekers."""
        if len(self.row_guides) == len(self.guides) and len(self.columns) == len(self.seekers):
            return self.worth
        block: Numbers = self.worth[np.ix_(self.row_guides, self.columns)]
        return block

    @cached_property
    def row_order(self) -> Numbers:
        """Places in turn: everybody's first before anybody's second, then by turn of the guide."""
        turn = _turns(self.round, self.guides)
        return np.lexsort((turn[self.row_guides], self.row_places))

    @cached_property
    def column_order(self) -> Numbers:
        """Columns by turn of the seeker."""
        return np.argsort(_turns(self.round, self.seekers)[self.columns], kind="stable")

    def worth_of(self, pair: Pair) -> int:
        """Score and keep bonus of an allowed pair."""
        return int(self.worth[self.guide_numbers[pair.guide], self.seeker_numbers[pair.seeker]])


def lay_out(round_: Round) -> Layout:
    """The tables of a round. The same whatever the order of its people."""
    guides, seekers = round_.of(Side.GUIDE), round_.of(Side.SEEKER)
    locked, refused = _sort_locks(round_)
    worth = score_table(guides, seekers, round_.weights, round_.distances)
    _mark(worth, guides, seekers, round_)
    taken = {person.key: 0 for person in round_.people}
    for pair in locked:
        taken[pair.guide] += 1
        taken[pair.seeker] += 1
    places = [(row, place) for row, who in enumerate(guides) for place in range(taken[who.key], who.capacity)]
    row_guides, row_places = np.array(places, np.intp).reshape(-1, 2).T
    columns = np.array([number for number, person in enumerate(seekers) if not taken[person.key]], np.intp)
    return Layout(round_, guides, seekers, worth, locked, refused, row_guides, row_places, columns)


def _mark(worth: Numbers, guides: list[Person], seekers: list[Person], round_: Round) -> None:
    """Vetoes and bonuses into the table of scores."""
    row = {person.key: number for number, person in enumerate(guides)}
    column = {person.key: number for number, person in enumerate(seekers)}
    for guide, seeker in round_.kept:
        if guide in row and seeker in column and worth[row[guide], column[seeker]] != FORBIDDEN:
            worth[row[guide], column[seeker]] += round_.keep_bonus
    for guide, seeker in round_.vetoes:
        if guide in row and seeker in column:
            worth[row[guide], column[seeker]] = FORBIDDEN


def _sort_locks(round_: Round) -> tuple[tuple[Pair, ...], tuple[RefusedLock, ...]]:
    """The locks that hold, first come by key, and the others."""
    people = {person.key: person for person in round_.people}
    free = {person.key: person.capacity for person in round_.people}
    locked, refused = [], []
    for pair in sorted(round_.locks):
        guide, seeker = people.get(pair.guide), people.get(pair.seeker)
        if guide is None or seeker is None or guide.side is not Side.GUIDE or seeker.side is not Side.SEEKER:
            refused.append(RefusedLock(pair, Refusal.UNKNOWN))
        elif rules := forbidding(round_, guide, seeker):
            refused.append(RefusedLock(pair, Refusal.RULE, rules))
        elif not free[pair.guide] or not free[pair.seeker]:
            refused.append(RefusedLock(pair, Refusal.NO_PLACE))
        else:
            free[pair.guide] -= 1
            free[pair.seeker] -= 1
            locked.append(pair)
    return tuple(locked), tuple(refused)


def forbidding(round_: Round, guide: Person, seeker: Person) -> tuple[Rule, ...]:
    """Every rule that forbids the pair in this round."""
    rules = rules_against(guide, seeker, round_.distances)
    return (*rules, Rule.VETO) if (guide.key, seeker.key) in round_.vetoes else rules


def _turns(round_: Round, people: list[Person]) -> Numbers:
    """Each person's number in the queue."""
    number = {person.key: turn for turn, person in enumerate(round_.in_turn(people))}
    return np.array([number[person.key] for person in people], np.intp)
