"""How quickly sisters are matched, beside PyPI's mentor-match and plain SciPy, in one run.

`python -m benchmarks.matching` prints a table of ratios. mentor-match 7 and munkres 1.1.4 go into a venv of their own
in `var/`; without them their lines say so. Processor time, which a busy machine changes least; the best of a few.
"""

import json
import resource
import subprocess
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from sisterpairs.domain.certificate import verify
from sisterpairs.domain.fairness import fairest_matching
from sisterpairs.domain.layout import Layout, lay_out
from sisterpairs.domain.matching import Matching, match, worth_without_turns
from sisterpairs.domain.people import Person
from sisterpairs.domain.regret import regrets_of
from sisterpairs.domain.rounds import Pair, Round
from sisterpairs.domain.rules import rules_against
from sisterpairs.domain.scoring import points_of
from sisterpairs.domain.table import score_table
from tests.factories.sisters import some_distances, some_people

ROOT = Path(__file__).parent.parent
PEER = ROOT / "var" / "mentor-match"
PEER_PACKAGES = ("mentor-match==7.0.1", "munkres==1.1.4")
SMALL, LARGE = 200, 5_000
TWO_FOR_ONE = [[900, 400], [400, -1]]
MOST_MEMORY = 2 << 30


@dataclass(frozen=True)
class Line:
    """One bar and what was found."""

    bar: str
    measured: str
    is_kept: bool | None = None

    def __str__(self) -> str:
        return f"| {self.bar} | {self.measured} | {'' if self.is_kept is None else 'yes' if self.is_kept else 'NO'} |"


def report() -> str:
    """The table of one run."""
    lines = [*_peer_lines(), *_large_lines()]
    return "\n".join(["| bar | measured | kept |", "|---|---|---|", *map(str, lines)])


def _round(size: int, *, seed: int = 1, pickiness: float = 0.3) -> Round:
    return Round(some_people(size, size, seed=seed, pickiness=pickiness), distances=some_distances())


def _best(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Processor seconds of the quickest, and what it answered."""
    seconds, answer = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        answer = work()
        seconds = min(seconds, time.process_time() - start)
    return seconds, answer


def _peer_lines() -> list[Line]:
    """A1 and A2: mentor-match with our points as its only rule."""
    if not _install_peer():
        return [Line("A1, A2", "mentor-match could not be installed here: not measured")]
    round_ = _round(SMALL, pickiness=0)
    ours, plan = _best(lambda: match(round_))
    seconds, pairs, worth = _peer(lay_out(round_).worth.tolist())
    scarce = [_scarce(seed) for seed in range(12)]
    alone = _peer(TWO_FOR_ONE)[1]
    both = int((fairest_matching(np.array(TWO_FOR_ONE) >= 0, np.arange(2), np.arange(2)) >= 0).sum())
    fewer, same, equal_counts = 0, 0, 0
    for each in scarce:
        mine, (_seconds, their_pairs, their_worth) = match(each), _peer(lay_out(each).worth.tolist())
        fewer += len(mine.pairs) < their_pairs
        if len(mine.pairs) == their_pairs:
            equal_counts += 1
            same += worth_without_turns(each) == their_worth
    return [
        Line(f"A1: n={SMALL}, at least 150 x mentor-match", f"{seconds / ours:,.0f} x", seconds / ours >= 150),
        Line("A1: same score", f"{plan.worth} and {worth}, pairs {len(plan.pairs)} and {pairs}", plan.worth == worth),
        Line(f"A2: never fewer pairs, {len(scarce)} scarce rounds", f"{fewer} with fewer", fewer == 0),
        Line("A2: two pairs where the sum wants one", f"{both}; mentor-match {alone}", (both, alone) == (2, 1)),
        Line("A2: turns off, its score when counts are equal", f"{same} of {equal_counts}", same == equal_counts),
    ]


def _scarce(seed: int) -> Round:
    """Twelve a side of whom few can talk."""
    round_ = _round(12, seed=seed)
    return replace(round_, people=tuple(map(_without_swedish, round_.people)))


def _without_swedish(person: Person) -> Person:
    return replace(person, practises=frozenset(), speaks=person.speaks - {"sv"} or person.speaks)


def _install_peer() -> bool:
    """Once, through pip."""
    python = PEER / "bin" / "python"
    if not python.exists():
        venv.create(PEER, with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEER_PACKAGES]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _peer(worth: list[list[int]]) -> tuple[float, int, int]:
    """Processor seconds for table and matching, pairs, and their score."""
    found = subprocess.run(
        [str(PEER / "bin" / "python"), "-P", str(Path(__file__).parent / "matching_peer.py")],
        input=json.dumps({"worth": worth}), check=True, capture_output=True, text=True,
    )  # fmt: skip
    answer = json.loads(found.stdout)
    return answer["seconds"], answer["pairs"], answer["worth"]


def _large_lines() -> list[Line]:
    """A3 to A6, and memory."""
    round_ = _round(LARGE)
    layout = lay_out(round_)
    plain = _plain(layout)
    ours, plan = _best(lambda: match(round_, layout), 2)
    checking, objections = _best(lambda: verify(round_, plan, layout), 1)
    lines = [
        Line(f"A3: n={LARGE}, with certificate, at most 1.5 x SciPy", f"{ours / plain:.2f} x", ours <= 1.5 * plain),
        Line("A3: with `verify` too", f"{(ours + checking) / plain:.2f} x", ours + checking <= 1.5 * plain),
        Line("A5: certificate, gap 0", "proved" if not objections else repr(objections), not objections),
        _table_line(round_, layout),
        _regret_line(round_, layout, plan, ours),
    ]
    lines.append(_fairness_line())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    lines.append(Line("memory of all this, at most 2 GiB", f"{peak / (1 << 30):.2f} GiB", peak < MOST_MEMORY))
    return lines


def _fairness_line() -> Line:
    """Where some must wait."""
    round_ = Round(some_people(400, 500, pickiness=0.9), distances=some_distances())
    fair, free = match(round_).worth, worth_without_turns(round_)
    return Line("what fairness costs, 400 and 500 people", f"{100 * (free - fair) / free:.1f} % of the score")


def _plain(layout: Layout) -> float:
    """Seconds of SciPy on the ready table, for the sum alone."""
    table = np.where(layout.worth < 0, -np.inf, layout.worth.astype(float))
    return _best(lambda: linear_sum_assignment(table, maximize=True), 1)[0]


def _table_line(round_: Round, layout: Layout) -> Line:
    """A4: seconds a pair, the table beside the rule."""
    few = 120
    guides, seekers = layout.guides, layout.seekers

    def by_rule() -> list[int]:
        pairs = ((guide, seeker) for guide in guides[:few] for seeker in seekers[:few])
        return [
            -1
            if rules_against(guide, seeker, round_.distances)
            else points_of(guide, seeker, round_.weights, round_.distances).total
            for guide, seeker in pairs
        ]

    rule, expected = _best(by_rule)
    table, found = _best(lambda: score_table(guides, seekers, round_.weights, round_.distances))
    ratio = (rule / few**2) / (table / LARGE**2)
    is_same = found[:few, :few].ravel().tolist() == expected
    measured = f"{ratio:.0f} x, {table / LARGE**2 * 1e9:.0f} ns a pair"
    return Line("A4: table, at least 100 x the rule a pair", measured, is_same and ratio >= 100)


def _regret_line(round_: Round, layout: Layout, plan: Matching, solving: float) -> Line:
    """A6: all alternatives of one person, beside solving again once; one of them checked by doing so."""
    preparing, regrets = _best(lambda: regrets_of(layout, plan), 1)
    regrets.of_guide(plan.pairs[0].guide)
    asking, found = _best(lambda: regrets.of_guide(plan.pairs[LARGE // 2].guide))
    choice = found[2]
    again = match(replace(round_, locks=frozenset({Pair(*choice.pair)})))
    is_exact = plan.worth - again.worth == choice.regret
    ratio = solving / asking
    times = f"{asking * 1000:.0f} ms a person after {preparing * 1000:.0f} ms once"
    measured = f"{ratio:.0f} x, {times}, {'equal' if is_exact else 'WRONG'}"
    return Line("A6: exact regret, at least 20 x solving again", measured, is_exact and ratio >= 20)


if __name__ == "__main__":
    print(report())
