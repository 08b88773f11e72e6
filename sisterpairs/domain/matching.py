"""The plan of a round: most pairs, then those whose turn it is, then the best score. In this order, exactly."""

import hashlib
from dataclasses import dataclass

import numpy as np

from .assignment import best_assignment
from .fairness import NOBODY, Numbers, fairest_matching
from .layout import Layout, RefusedLock, lay_out
from .rounds import Pair, Round
from .table import FORBIDDEN


@dataclass(frozen=True)
class Certificate:
    """What `verify` proves a plan by: its fingerprint, and a whole price for each person whom the score could move.

    The two prices of any allowed pair are at least its worth, and all prices together are the worth of the plan.
    """

    fingerprint: str
    guide_prices: tuple[tuple[str, int], ...]
    seeker_prices: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Matching:
    """The plan. `pairs` by key, the locked ones among them; `worth` is their score with the bonus of those kept."""

    pairs: tuple[Pair, ...]
    worth: int
    unmatched_guides: tuple[str, ...]
    unmatched_seekers: tuple[str, ...]
    refused: tuple[RefusedLock, ...]
    certificate: Certificate


def match(round_: Round, layout: Layout | None = None) -> Matching:
    """The best plan of a round and its certificate; the same whatever the order of the people.

    Never raises for want of pairs: who stays alone is named. `layout` is `lay_out(round_)`, when it is at hand.
    """
    layout = layout or lay_out(round_)
    fair = fairest_matching(layout.block >= 0, layout.row_order, layout.column_order)
    rows = np.nonzero(fair != NOBODY)[0]
    columns = np.sort(fair[rows])
    start = np.searchsorted(columns, fair[rows])
    assigned, prices = best_assignment(_cut(layout.block, rows, columns), start)
    pairs = tuple(sorted([*layout.locked, *_named(layout, rows, columns[assigned])]))
    guide_prices = _guide_prices(layout, rows, columns, assigned, prices)
    seekers = [layout.seekers[number].key for number in layout.columns[columns]]
    certificate = Certificate(fingerprint(pairs), guide_prices, tuple(zip(seekers, map(int, prices), strict=True)))
    return Matching(
        pairs=pairs,
        worth=sum(map(layout.worth_of, pairs)),
        unmatched_guides=_alone(layout.guide_numbers, {pair.guide for pair in pairs}),
        unmatched_seekers=_alone(layout.seeker_numbers, {pair.seeker for pair in pairs}),
        refused=layout.refused,
        certificate=certificate,
    )


def worth_without_turns(round_: Round, layout: Layout | None = None) -> int:
    """The best worth of as many pairs when nobody's turn counts: fairness costs the difference to the plan's."""
    layout = layout or lay_out(round_)
    block = layout.block
    more = (int(block.max(initial=0)) + 1) * min(block.shape) + 1  # one pair more is better than any score
    table = np.where(block == FORBIDDEN, 0.0, block + float(more))
    rows, columns = _solve(table)
    worth = block[rows, columns]
    return int(worth[worth != FORBIDDEN].sum()) + sum(map(layout.worth_of, layout.locked))


def fingerprint(pairs: tuple[Pair, ...]) -> str:
    """Names exactly these pairs."""
    return hashlib.sha256(repr([tuple(pair) for pair in pairs]).encode()).hexdigest()


def _solve(table: Numbers) -> tuple[Numbers, Numbers]:
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(table, maximize=True)
    return rows, columns


def _cut(block: Numbers, rows: Numbers, columns: Numbers) -> Numbers:
    """Rows and columns that get a pair."""
    return block if block.shape == (len(rows), len(columns)) else block[np.ix_(rows, columns)]


def _named(layout: Layout, rows: Numbers, columns: Numbers) -> list[Pair]:
    guides, seekers = layout.row_guides[rows], layout.columns[columns]
    return [Pair(layout.guides[g].key, layout.seekers[s].key) for g, s in zip(guides, seekers, strict=True)]


def _guide_prices(
    layout: Layout, rows: Numbers, columns: Numbers, assigned: Numbers, prices: Numbers
) -> tuple[tuple[str, int], ...]:
    """What each guide's place is worth beyond its seeker's price: the same for all places of one guide."""
    guides = layout.row_guides[rows]
    gains = layout.block[rows, columns[assigned]].astype(int) - prices[assigned]
    return tuple(sorted({layout.guides[g].key: int(gain) for g, gain in zip(guides, gains, strict=True)}.items()))


def _alone(everybody: dict[str, int], matched: set[str]) -> tuple[str, ...]:
    return tuple(key for key in everybody if key not in matched)
