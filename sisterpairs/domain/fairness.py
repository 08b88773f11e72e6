"""Who gets a pair: as many as possible, and of those who can be chosen the ones whose turn comes first, on both sides.

The rows that some matching covers are independent sets of a matroid, so taking them greedily in turn gives the best
set, and it has the greatest size. Rows and columns are chosen each by themselves; by Mendelsohn and Dulmage one
matching covers both choices.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
NOBODY = -1


def fairest_matching(allowed: Numbers, row_order: Numbers, column_order: Numbers) -> Numbers:
    """The column of each row, or NOBODY: of greatest size, its rows and its columns the best in their orders."""
    column_of_row = best_rows(allowed, row_order)
    row_of_column = best_rows(np.ascontiguousarray(allowed.T), column_order)
    return join(column_of_row, row_of_column)


def best_rows(allowed: Numbers, order: Numbers) -> Numbers:
    """Rows in order, each kept when all that are kept can still be matched. The column of each row, or NOBODY."""
    search = _Search(allowed)
    for row in order:
        search.add(int(row))
    return search.column_of_row


def join(column_of_row: Numbers, row_of_column: Numbers) -> Numbers:
    """Of two matchings of greatest size one that covers the first's rows and the second's columns."""
    joined = np.full(len(column_of_row), NOBODY, np.intp)
    columns = np.nonzero(row_of_column != NOBODY)[0]
    joined[row_of_column[columns]] = columns
    for start in np.nonzero((column_of_row != NOBODY) & (joined == NOBODY))[0]:
        row = int(start)
        while column_of_row[row] != NOBODY and joined[row] != column_of_row[row]:
            column = int(column_of_row[row])
            joined[row] = column
            row = int(row_of_column[column])
        joined[row] = NOBODY
    return joined


class _Search:
    """A matching that grows by augmenting paths. Columns of a search that failed lead nowhere for ever."""

    def __init__(self, allowed: Numbers) -> None:
        rows, columns = allowed.shape
        self.allowed = allowed
        self.column_of_row = np.full(rows, NOBODY, np.intp)
        self.row_of_column = np.full(columns, NOBODY, np.intp)
        self.is_free = np.ones(columns, bool)
        self.is_unseen = np.ones(columns, bool)
        self.came_from = np.full(columns, NOBODY, np.intp)

    def add(self, start: int) -> bool:
        """Match `start` too, if everybody matched so far can stay matched."""
        rows, seen = [start], list[Numbers]()
        for row in rows:  # grows while we walk
            column = self._free_column(row)
            if column != NOBODY:
                self._augment(row, column)
                self.is_unseen[np.concatenate([*seen, np.array([column])])] = True
                return True
            found = np.nonzero(self.allowed[row] & self.is_unseen)[0]
            if len(found):
                self.is_unseen[found] = False
                self.came_from[found] = row
                seen.append(found)
                rows.extend(self.row_of_column[found].tolist())
        return False

    def _free_column(self, row: int) -> int:
        hits = self.allowed[row] & self.is_free
        column = int(hits.argmax()) if len(hits) else 0
        return column if len(hits) and hits[column] else NOBODY

    def _augment(self, row: int, column: int) -> None:
        """Give `row` the free column, its old column to whom it was wanted for, and so on back to the start."""
        self.is_free[column] = False
        while True:
            freed = int(self.column_of_row[row])
            self.column_of_row[row], self.row_of_column[column] = column, row
            if freed == NOBODY:
                return
            column, row = freed, int(self.came_from[freed])
