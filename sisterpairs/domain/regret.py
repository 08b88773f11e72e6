"""What another choice would cost, exactly, without solving again.

At the prices of the certificate every pair of the plan costs nothing and every other choice its shortfall. To have
another seeker means that her guide needs a new one, and so on until the seeker who was given up is taken: the shortest
such way is the loss. One search from one person gives it for all her alternatives.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .layout import Layout, Numbers
from .matching import Matching
from .rounds import Pair
from .table import FORBIDDEN

UNREACHED = int(np.iinfo(np.int32).max) // 4  # two of them, and all real losses, fit 32 bits


@dataclass(frozen=True)
class Alternative:
    """Another pair for somebody. `regret` is the worth that the best plan with it has less, with the same people in
    pairs; None when any plan with it breaks a lock or leaves out somebody whose turn it is."""

    pair: Pair
    worth: int
    regret: int | None


@dataclass(frozen=True)
class Regrets:
    """The plan's block, by rows, at the certificate's prices. Made once, asked for many people."""

    layout: Layout
    matching: Matching
    guides: Numbers  # the guide of each row
    seekers: Numbers  # the seeker of each row's pair
    shortfall: Numbers  # of each row's guide with each row's seeker; UNREACHED where forbidden

    @cached_property
    def _backwards(self) -> Numbers:
        return np.ascontiguousarray(self.shortfall.T)

    def of_guide(self, key: str, most: int = 5) -> tuple[Alternative, ...]:
        """The least regretted other seekers of a guide; () when she has no pair that may change."""
        own = np.nonzero(self.guides == self.layout.guide_numbers[key])[0]
        if not len(own):
            return ()
        ways = self._ways(self._backwards, own)  # from each row's guide, deprived, to a seeker given up
        losses = self.shortfall[own[0]] + ways
        losses[own] = UNREACHED
        found = [(int(losses[row]), self.layout.seekers[self.seekers[row]].key) for row in _least(losses, most)]
        return tuple(self._alternative(Pair(key, seeker), loss) for loss, seeker in sorted(found))

    def of_seeker(self, key: str, most: int = 5) -> tuple[Alternative, ...]:
        """The least regretted other guides of a seeker; () when she has no pair that may change."""
        own = np.nonzero(self.seekers == self.layout.seeker_numbers[key])[0]
        if not len(own):
            return ()
        ways = self._ways(self.shortfall, own)  # from her guide, deprived, to each row's seeker
        losses = self.shortfall[:, own[0]] + ways
        losses[self.guides == self.guides[own[0]]] = UNREACHED
        best: dict[str, int] = {}
        for row in _least(losses, most + self.layout.guides[self.guides[own[0]]].capacity * most):
            guide = self.layout.guides[self.guides[row]].key
            best[guide] = min(best.get(guide, UNREACHED), int(losses[row]))
        ordered = sorted(best.items(), key=lambda each: (each[1], each[0]))[:most]
        return tuple(self._alternative(Pair(guide, key), loss) for guide, loss in ordered)

    def of_pair(self, pair: Pair) -> Alternative:
        """One choice that the plan does not make. Raises KeyError for people or pairs that are not possible."""
        worth = self.layout.worth_of(pair)
        if worth == FORBIDDEN or pair in self.matching.pairs:
            raise KeyError(pair)
        row = np.nonzero(self.guides == self.layout.guide_numbers[pair.guide])[0]
        column = np.nonzero(self.seekers == self.layout.seeker_numbers[pair.seeker])[0]
        if not len(row) or not len(column):
            return Alternative(pair, worth, None)
        loss = int((self.shortfall[row[0]] + self._ways(self._backwards, row))[column[0]])
        return self._alternative(pair, loss)

    def _alternative(self, pair: Pair, loss: int) -> Alternative:
        return Alternative(pair, self.layout.worth_of(pair), loss if loss < UNREACHED else None)

    def _ways(self, steps: Numbers, start: Numbers) -> Numbers:
        """Dijkstra over rows: the shortest way from any of `start`, where `steps[a, b]` leads from a to b. Rows at the
        same distance are settled together: there are many, because distances are whole."""
        distance = np.full(len(steps), UNREACHED, np.int32)
        distance[start] = 0
        is_open = np.ones(len(steps), bool)
        while True:
            nearest = int(np.where(is_open, distance, UNREACHED).min())
            if nearest >= UNREACHED:
                return distance
            settled = np.nonzero(is_open & (distance == nearest))[0]
            is_open[settled] = False
            np.minimum(distance, steps[settled].min(axis=0) + np.int32(nearest), out=distance)


def _least(losses: Numbers, most: int) -> Numbers:
    """The rows of the least losses that are possible."""
    rows = np.argsort(losses, kind="stable")[:most]
    return rows[losses[rows] < UNREACHED]


def regrets_of(layout: Layout, matching: Matching) -> Regrets:
    """Ready to be asked. `matching` is the plan that `match` made of this layout."""
    pairs = sorted(set(matching.pairs) - set(layout.locked))
    guides = np.array([layout.guide_numbers[pair.guide] for pair in pairs], np.intp)
    seekers = np.array([layout.seeker_numbers[pair.seeker] for pair in pairs], np.intp)
    hers, theirs = dict(matching.certificate.guide_prices), dict(matching.certificate.seeker_prices)
    prices = np.array([hers[pair.guide] for pair in pairs], np.int32)
    their_prices = np.array([theirs[pair.seeker] for pair in pairs], np.int32)
    worth = layout.worth[np.ix_(guides, seekers)]
    shortfall = np.where(worth == FORBIDDEN, UNREACHED, prices[:, None] + their_prices - worth)
    return Regrets(layout, matching, guides, seekers, shortfall)
