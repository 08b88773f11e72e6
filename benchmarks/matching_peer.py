"""mentor-match on a table of scores from standard input; runs in a venv of its own, so it imports nothing of ours."""

import json
import sys
import time
from typing import Any

from matching.mentee import Mentee  # type: ignore[import-not-found]
from matching.mentor import Mentor  # type: ignore[import-not-found]
from matching.process import process_data  # type: ignore[import-not-found]


class Ready:
    """The only rule: what the table says, a negative number for a pair that may not be."""

    def __init__(self, table: list[list[int]]) -> None:
        self.table = table

    def apply(self, pair: Any) -> int:
        """Its points."""
        worth = self.table[int(pair.mentor.role)][int(pair.mentee.role)]
        if worth < 0:
            pair.disallowed = True
        return max(worth, 0)


def main() -> None:
    """Read, match, answer in JSON."""
    table = json.load(sys.stdin)["worth"]
    mentors = [Mentor(grade=0, role=str(row), email=f"g{row}") for row in range(len(table))]
    mentees = [Mentee(grade=0, role=str(column), email=f"s{column}") for column in range(len(table[0]))]
    start = time.process_time()
    process_data(mentors, mentees, [[Ready(table)]])
    seconds = time.process_time() - start
    found = [table[row][int(mentee.role)] for row, mentor in enumerate(mentors) for mentee in mentor.connections]
    print(json.dumps({"seconds": seconds, "pairs": len(found), "worth": sum(found)}))


main()
