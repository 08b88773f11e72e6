"""Whether a plan is the best one, checked against the round alone: nothing here knows how plans are found."""

import enum
from collections import Counter

import numpy as np

from .layout import Layout, Numbers, lay_out
from .matching import Matching, fingerprint
from .rounds import Round
from .table import FORBIDDEN

NOBODY = -1


class Objection(enum.Enum):
    """What is wrong with a plan or its certificate."""

    FINGERPRINT = "fingerprint"  # the certificate was made for other pairs
    UNKNOWN = "unknown"  # a pair of people who are not there, or on the wrong sides, or not in order
    CAPACITY = "capacity"  # somebody in more pairs than she has places
    FORBIDDEN = "forbidden"  # a pair that a rule or a veto forbids
    LOCK = "lock"  # a locked pair is missing
    NAMES = "names"  # those without a pair are not named, or locks that do not hold are not
    WORTH = "worth"  # the sum is wrong
    MORE_PAIRS = "more_pairs"  # one pair more is possible
    TURN = "turn"  # somebody has a pair before her turn
    PRICES = "prices"  # the prices leave out somebody, or a pair is worth more than its prices
    GAP = "gap"  # prices and plan do not make the same sum: another plan may be better


def verify(round_: Round, matching: Matching, layout: Layout | None = None) -> tuple[Objection, ...]:
    """Everything that is wrong, in the order of `Objection`, as far as it can be looked at; nothing for the best plan.

    `layout` is `lay_out(round_)`, when it is at hand.
    """
    layout = layout or lay_out(round_)
    wrong = _wrong_pairs(layout, matching)
    if wrong:
        return wrong
    column_of_row = _matched_rows(layout, matching)
    found = _wrong_words(layout, matching)
    found |= _wrong_sets(layout, column_of_row)
    found |= _wrong_prices(layout, matching, column_of_row)
    return tuple(objection for objection in Objection if objection in found)


def _wrong_pairs(layout: Layout, matching: Matching) -> tuple[Objection, ...]:
    """What makes it pointless to look on."""
    pairs, people = matching.pairs, {person.key: person for person in layout.round.people}
    if matching.certificate.fingerprint != fingerprint(pairs):
        return (Objection.FINGERPRINT,)
    is_known = all(pair.guide in layout.guide_numbers and pair.seeker in layout.seeker_numbers for pair in pairs)
    if not is_known or list(pairs) != sorted(set(pairs)):
        return (Objection.UNKNOWN,)
    times = Counter(key for pair in pairs for key in pair)
    checks = {
        Objection.CAPACITY: any(count > people[key].capacity for key, count in times.items()),
        Objection.FORBIDDEN: any(layout.worth_of(pair) == FORBIDDEN for pair in pairs),
        Objection.LOCK: not set(layout.locked) <= set(pairs),
    }
    return tuple(objection for objection, is_wrong in checks.items() if is_wrong)


def _wrong_words(layout: Layout, matching: Matching) -> set[Objection]:
    """What the plan says beside its pairs."""
    matched = {key for pair in matching.pairs for key in pair}
    alone = tuple(
        tuple(key for key in side if key not in matched) for side in (layout.guide_numbers, layout.seeker_numbers)
    )
    found = set()
    if (matching.unmatched_guides, matching.unmatched_seekers, matching.refused) != (*alone, layout.refused):
        found.add(Objection.NAMES)
    if matching.worth != sum(map(layout.worth_of, matching.pairs)):
        found.add(Objection.WORTH)
    return found


def _matched_rows(layout: Layout, matching: Matching) -> Numbers:
    """The column of each place: a guide's first places are the ones that are filled."""
    column = {int(number): place for place, number in enumerate(layout.columns)}
    free: dict[int, list[int]] = {}
    for row in reversed(range(len(layout.row_guides))):
        free.setdefault(int(layout.row_guides[row]), []).append(row)
    found = np.full(len(layout.row_guides), NOBODY, np.intp)
    for pair in sorted(set(matching.pairs) - set(layout.locked)):
        found[free[layout.guide_numbers[pair.guide]].pop()] = column[layout.seeker_numbers[pair.seeker]]
    return found


def _wrong_sets(layout: Layout, column_of_row: Numbers) -> set[Objection]:
    """No exchange along changing pairs may bring in somebody new for nobody, or for one whose turn comes later."""
    row_of_column = np.full(len(layout.columns), NOBODY, np.intp)
    rows = np.nonzero(column_of_row != NOBODY)[0]
    row_of_column[column_of_row[rows]] = rows
    allowed = layout.block != FORBIDDEN
    return _better_set(allowed, layout.row_order, column_of_row, row_of_column) | _better_set(
        np.ascontiguousarray(allowed.T), layout.column_order, row_of_column, column_of_row
    )


def _better_set(allowed: Numbers, order: Numbers, partner: Numbers, back: Numbers) -> set[Objection]:
    """Walks from everybody without a partner, in turn; whoever was met before was met from an earlier turn."""
    turn = np.argsort(order)
    is_unseen = np.ones(len(back), bool)
    for start in order[partner[order] == NOBODY]:
        rows = [int(start)]
        for row in rows:  # grows while we walk
            columns = np.nonzero(allowed[row] & is_unseen)[0]
            is_unseen[columns] = False
            others = back[columns]
            if (others == NOBODY).any():
                return {Objection.MORE_PAIRS}
            if (turn[others] > turn[start]).any():
                return {Objection.TURN}
            rows.extend(others.tolist())
    return set()


def _wrong_prices(layout: Layout, matching: Matching, column_of_row: Numbers) -> set[Objection]:
    """Weak duality in whole numbers, among those whom the plan gives a pair."""
    guide_prices, seeker_prices = map(dict, (matching.certificate.guide_prices, matching.certificate.seeker_prices))
    rows = np.nonzero(column_of_row != NOBODY)[0]
    columns = np.sort(column_of_row[rows])
    guides = [layout.guides[number].key for number in layout.row_guides[rows]]
    seekers = [layout.seekers[number].key for number in layout.columns[columns]]
    if set(guides) != guide_prices.keys() or set(seekers) != seeker_prices.keys():
        return {Objection.PRICES}
    hers = np.array([guide_prices[key] for key in guides], np.int64)
    theirs = np.array([seeker_prices[key] for key in seekers], np.int64)
    found = set()
    for place, row in enumerate(rows):
        worth = layout.block[row, columns]
        if ((worth - theirs > hers[place]) & (worth != FORBIDDEN)).any():
            found.add(Objection.PRICES)
            break
    if int(hers.sum() + theirs.sum()) != int(layout.block[rows, column_of_row[rows]].astype(np.int64).sum()):
        found.add(Objection.GAP)
    return found
