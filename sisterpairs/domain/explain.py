"""Why two were paired, and why somebody was not: codes and values, which templates put into words."""

import enum
import itertools
from collections import Counter
from dataclasses import dataclass

import numpy as np

from .fairness import NOBODY
from .layout import Layout, Numbers, forbidding
from .matching import Matching
from .people import Person, Side
from .rounds import Pair
from .rules import Rule
from .scoring import points_of
from .table import FORBIDDEN


class Reason(enum.Enum):
    """What speaks for a pair, seen by one of the two."""

    BOTH_SPEAK = "both_speak"  # values: languages
    SHE_TEACHES = "she_teaches"  # languages that the other speaks and I practise
    I_TEACH = "i_teach"  # languages that I speak and the other practises
    FREE_TOGETHER = "free_together"  # values: numbers of the bits
    NEAR = "near"  # value: kilometres
    INTERESTS = "interests"
    CHILDREN = "children"  # age bands
    KEPT = "kept"  # they were in the last plan
    LOCKED = "locked"


@dataclass(frozen=True)
class Because:
    """One reason and what it is about; `points` is its part of the score, languages together in the first of theirs."""

    reason: Reason
    values: tuple[str, ...] = ()
    points: int = 0


def reasons_for(layout: Layout, pair: Pair, *, to: Side) -> tuple[Because, ...]:
    """Why these two, told to one of them, in the order of `Reason`. Raises KeyError for people not in the round."""
    guide, seeker = layout.guides[layout.guide_numbers[pair.guide]], layout.seekers[layout.seeker_numbers[pair.seeker]]
    me, she = (guide, seeker) if to is Side.GUIDE else (seeker, guide)
    points = points_of(guide, seeker, layout.round.weights, layout.round.distances)
    found = [*_languages(me, she, points.languages)]
    if together := me.free_times & she.free_times:
        bits = tuple(str(bit) for bit in range(together.bit_length()) if together >> bit & 1)
        found.append(Because(Reason.FREE_TOGETHER, bits, points.times))
    if points.distance:
        km = layout.round.distances.between(me.district, she.district)
        found.append(Because(Reason.NEAR, (str(km),), points.distance))
    if shared := me.interests & she.interests:
        found.append(Because(Reason.INTERESTS, tuple(sorted(shared)), points.interests))
    if shared := me.ages & she.ages:
        found.append(Because(Reason.CHILDREN, tuple(sorted(shared)), points.ages))
    if pair in layout.round.kept:
        found.append(Because(Reason.KEPT, points=layout.round.keep_bonus))
    if pair in layout.locked:
        found.append(Because(Reason.LOCKED))
    return tuple(found)


def _languages(me: Person, she: Person, points: int) -> list[Because]:
    shared = [
        (Reason.BOTH_SPEAK, me.speaks & she.speaks),
        (Reason.SHE_TEACHES, me.practises & she.speaks),
        (Reason.I_TEACH, me.speaks & she.practises),
    ]
    found = [Because(reason, tuple(sorted(words))) for reason, words in shared if words]
    return [Because(each.reason, each.values, 0 if number else points) for number, each in enumerate(found)]


class Alone(enum.Enum):
    """Why somebody has no pair."""

    NO_OTHER_SIDE = "no_other_side"  # nobody is there
    NOBODY_POSSIBLE = "nobody_possible"  # a rule stands against everybody
    OTHERS_FIRST = "others_first"  # too many share too few possible sisters, and their turn came first


# What a talk may change. Blocks, earlier pairs and vetoes are not offered.
CAN_BE_ASKED = frozenset({Rule.NO_LANGUAGE, Rule.TOO_FAR, Rule.MUST_NOT})
MOST_LOOKED_AT = 20_000  # pairs, a fifth of a second


@dataclass(frozen=True)
class Relief:
    """Were these rules not against this pair, there would be one pair more. One of the two may be somebody else's."""

    pair: Pair
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Unmatched:
    """Why `key` is alone. `rivals` (she among them) have `places` places together and no other possible sisters than
    `sisters`, who have fewer: a Hall set, and no smaller one holds her. `against` counts the rules against her."""

    key: str
    why: Alone
    rivals: tuple[str, ...]
    places: int
    sisters: tuple[str, ...]
    against: tuple[tuple[Rule, int], ...]
    reliefs: tuple[Relief, ...]


def why_unmatched(layout: Layout, matching: Matching, key: str, *, most_reliefs: int = 5) -> Unmatched:
    """Raises KeyError for somebody who is not in the round or has a pair."""
    side = Side.GUIDE if key in matching.unmatched_guides else Side.SEEKER
    if side is Side.SEEKER and key not in matching.unmatched_seekers:
        raise KeyError(key)
    view = _view(layout, matching, side)
    rows, columns = _hall_set(view, view.row_of[key])
    rivals = tuple(sorted({view.row_keys[row] for row in rows}))
    sisters = tuple(sorted({view.column_keys[column] for column in columns}))
    return Unmatched(
        key,
        _why(layout, side, sisters),
        rivals,
        len(rows),
        sisters,
        _against(layout, side, key),
        _reliefs(layout, view, (key, *(rival for rival in rivals if rival != key)), most_reliefs),
    )


@dataclass(frozen=True)
class _View:
    """The table from one side: her own side in rows."""

    side: Side
    allowed: Numbers
    row_keys: list[str]
    column_keys: list[str]
    row_of_column: Numbers
    row_of: dict[str, int]


def _view(layout: Layout, matching: Matching, side: Side) -> _View:
    guides = [layout.guides[number].key for number in layout.row_guides]
    seekers = [layout.seekers[number].key for number in layout.columns]
    row_of = {key: row for row, key in reversed(list(enumerate(guides)))}
    column_of = {key: column for column, key in enumerate(seekers)}
    partner = np.full(len(seekers), NOBODY, np.intp)
    used: Counter[str] = Counter()
    for pair in sorted(set(matching.pairs) - set(layout.locked)):
        partner[column_of[pair.seeker]] = row_of[pair.guide] + used[pair.guide]
        used[pair.guide] += 1
    allowed = layout.block != FORBIDDEN
    if side is Side.GUIDE:
        return _View(side, allowed, guides, seekers, partner, row_of)
    back = np.full(len(guides), NOBODY, np.intp)
    matched = np.nonzero(partner != NOBODY)[0]
    back[partner[matched]] = matched
    return _View(side, allowed.T, seekers, guides, back, column_of)


def _hall_set(view: _View, start: int) -> tuple[list[int], list[int]]:
    """Rows that changing pairs reaches from `start`, and all columns that they may have."""
    rows, columns = [start], list[int]()
    is_unseen = np.ones(len(view.column_keys), bool)
    for row in rows:  # grows while we walk
        found = np.nonzero(view.allowed[row] & is_unseen)[0]
        is_unseen[found] = False
        columns.extend(found.tolist())
        rows.extend(view.row_of_column[found].tolist())
    return rows, columns


def _why(layout: Layout, side: Side, sisters: tuple[str, ...]) -> Alone:
    others = layout.seekers if side is Side.GUIDE else layout.guides
    if not others:
        return Alone.NO_OTHER_SIDE
    return Alone.OTHERS_FIRST if sisters else Alone.NOBODY_POSSIBLE


def _rules(layout: Layout, side: Side, own: str, other: str) -> tuple[Pair, tuple[Rule, ...]]:
    pair = Pair(own, other) if side is Side.GUIDE else Pair(other, own)
    guide, seeker = layout.guides[layout.guide_numbers[pair.guide]], layout.seekers[layout.seeker_numbers[pair.seeker]]
    return pair, forbidding(layout.round, guide, seeker)


def _against(layout: Layout, side: Side, key: str) -> tuple[tuple[Rule, int], ...]:
    """How many of the other side each rule forbids her."""
    others = layout.seekers if side is Side.GUIDE else layout.guides
    count = Counter(rule for other in others for rule in _rules(layout, side, key, other.key)[1])
    return tuple((rule, count[rule]) for rule in Rule if count[rule])


def _reliefs(layout: Layout, view: _View, rivals: tuple[str, ...], most: int) -> tuple[Relief, ...]:
    """Pairs of a rival and somebody still free that only rules forbid which a talk may change; fewest rules first, of
    the first MOST_LOOKED_AT."""
    free = [view.column_keys[column] for column in np.nonzero(view.row_of_column == NOBODY)[0]]
    pairs = itertools.islice(itertools.product(rivals, dict.fromkeys(free)), MOST_LOOKED_AT)
    found = [_rules(layout, view.side, rival, other) for rival, other in pairs]
    can_be = [Relief(pair, rules) for pair, rules in found if rules and CAN_BE_ASKED.issuperset(rules)]
    return tuple(sorted(can_be, key=lambda relief: (len(relief.rules), relief.pair))[:most])
