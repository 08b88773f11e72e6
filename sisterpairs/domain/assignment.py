"""Everybody of a square table to somebody, with the greatest sum, and whole prices that prove it.

An auction finds good prices; by them few entries can matter; SciPy solves those; then the prices are mended until
they prove the result against the whole table. When they cannot, more entries are taken, at last all of them: the
result is exact.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Numbers = NDArray[Any]
FORBIDDEN = -1
SMALL = 300  # rows up to which the whole table is solved at once
ROWS_AT_ONCE = 128
STEP = 8  # least rise of a bid: large is quick, small is near
MOST_RISE = 1100
LEFT_OVER = 100  # one row in so many may leave the auction without a column
BIDS_PER_ROW, MENDS_PER_ROW = 20, 60
MOST_PER_ROW = 300  # entries, on average
SLACKS = (100, 400)  # how far below a row's best an entry may lie and still be taken


def best_assignment(worth: Numbers, start: Numbers, *, small: int = SMALL) -> tuple[Numbers, Numbers]:
    """`worth` is square, FORBIDDEN where there is no entry; `start` assigns every row a column that it may have.

    Answers each row's column and the columns' prices: no row gains more at another column's price than at its own.
    """
    size = len(worth)
    low = -(4 * size + 8) * (int(worth.max(initial=0)) + STEP)  # worse than any detour
    table = np.where(worth == FORBIDDEN, np.int32(low), worth).astype(np.int32, copy=False)
    prices = np.zeros(size, np.int32)
    if size > small:
        prices = _auction(table)
        for slack in SLACKS:
            few = _near_entries(table, prices, start, slack, low)
            if few is None:
                break
            columns = _solve_few(few)
            proved = _mend(table, columns, prices, MENDS_PER_ROW * size)
            if proved is not None:
                return columns, proved
    columns = linear_sum_assignment(table, maximize=True)[1]
    proved = _mend(table, columns, prices, size * size + size)
    assert proved is not None, "The solver's assignment is not the best"  # noqa: S101
    return columns, proved


def _auction(table: Numbers) -> Numbers:
    """Prices at which nearly every row has a column that is nearly its best."""
    size = len(table)
    prices, owner = np.zeros(size, np.int32), np.full(size, -1, np.intp)
    waiting, budget = np.arange(size), BIDS_PER_ROW * size
    while len(waiting) > size // LEFT_OVER and budget > 0:
        bidders, rest = waiting[:ROWS_AT_ONCE], waiting[ROWS_AT_ONCE:]
        budget -= len(bidders)
        wanted, bids = _bids(table[bidders] - prices, prices)
        order = np.lexsort((bids, wanted))
        is_highest = np.append(wanted[order][1:] != wanted[order][:-1], True)
        winners = order[is_highest]
        columns = wanted[winners]
        outbid = owner[columns]
        owner[columns], prices[columns] = bidders[winners], bids[winners]
        waiting = np.concatenate([rest, outbid[outbid >= 0], np.delete(bidders, winners)])
    return prices


def _bids(gains: Numbers, prices: Numbers) -> tuple[Numbers, Numbers]:
    """Each row's best column, and the price at which it would be no better than the second best, one step higher."""
    rows = np.arange(len(gains))
    wanted = gains.argmax(axis=1)
    best = gains[rows, wanted]
    gains[rows, wanted] = np.iinfo(np.int32).min
    rise = np.minimum(best - np.maximum(gains.max(axis=1), best - MOST_RISE), MOST_RISE)
    return wanted, prices[wanted] + rise + STEP


def _near_entries(table: Numbers, prices: Numbers, start: Numbers, slack: int, low: int) -> csr_matrix | None:
    """What it costs to take an entry that is near its row's best at these prices, or in `start`; None when they are
    many, because much is alike: then the whole table is as quick."""
    size, found = len(table), 0
    columns, counts, worths = [], [], []
    for first in range(0, size, ROWS_AT_ONCE):
        block = table[first : first + ROWS_AT_ONCE]
        gains = block - prices
        is_near = (gains >= gains.max(axis=1, keepdims=True) - slack) & (block > low)
        is_near[np.arange(len(block)), start[first : first + ROWS_AT_ONCE]] = True
        row, column = np.nonzero(is_near)
        found += len(row)
        if found > MOST_PER_ROW * size:
            return None
        columns.append(column)
        counts.append(is_near.sum(axis=1))
        worths.append(block[row, column])
    worth = np.concatenate(worths).astype(float)
    bounds = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    return csr_matrix((worth.max() + 1 - worth, np.concatenate(columns), bounds), shape=table.shape)


def _solve_few(few: csr_matrix) -> Numbers:
    """The best assignment among these entries."""
    rows, assigned = min_weight_full_bipartite_matching(few)
    found: Numbers = assigned[np.argsort(rows)]
    return found


def _mend(table: Numbers, columns: Numbers, prices: Numbers, budget: int) -> Numbers | None:
    """Raise prices until no row wants another column; None when `budget` rows did not do it.

    It ends when the assignment is the best one, because then nothing is gained by going round in a circle.
    """
    prices = prices.copy()
    row_of = np.argsort(columns)
    rows = np.arange(len(table))
    while len(rows) and budget > 0:
        budget -= len(rows)
        least = np.full(len(table), np.iinfo(np.int32).min, np.int32)
        for first in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[first : first + ROWS_AT_ONCE]
            gain = table[some, columns[some]] - prices[columns[some]]
            np.maximum(least, (table[some] - gain[:, None]).max(axis=0), out=least)
        is_cheap = least > prices
        prices[is_cheap] = least[is_cheap]
        rows = row_of[np.nonzero(is_cheap)[0]]
    return None if len(rows) else prices
