"""What the fault proofs found: each proof notes its figures, one command writes them all into docs/reliability.md.

A test calls `record(Result(...))`; small and full runs are kept apart in var/faults/. After a full run `python -m
tests.faults.report` puts its table between two markers of the page.
"""

import datetime as dt
import json
import platform
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.faults.size import size_of_run

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "faults"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"
HEAD = (
    "proof",
    "database",
    "size",
    "due",
    "lost",
    "doubles",
    "same ID again",
    "held",
    "seconds",
    "with the defence taken out",
)


def now_in_utc() -> str:
    """When a result was noted, to the minute."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Result:
    """One line of the table: one proof on one database.

    `order` sorts the table ("10.03") and is not shown. `size` says in words how much was done ("25 kills"). `due`
    counts the messages (or answers) that had to arrive, `lost` those that did not, `doubles` those that arrived under a
    second Message-ID (or seats given twice), `copies` those that arrived again under their one Message-ID, which a mail
    program can tell, `held` those left to a person. `control` says what the same run showed with the defence taken out;
    a proof without one leaves it empty.
    """

    order: str
    proof: str
    database: str
    size: str
    due: int
    lost: int
    doubles: int
    seconds: float
    held: int = 0
    copies: int = 0
    control: str = ""
    noted_at: str = field(default_factory=now_in_utc)

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        counts = (f"{count:,}" for count in (self.due, self.lost, self.doubles, self.copies, self.held))
        return (self.proof, self.database, self.size, *counts, f"{self.seconds:.0f}", self.control)


def record(result: Result) -> None:
    """Keep one result for the table, in place of an older one of the same proof, database and size of run."""
    folder = FOLDER / size_of_run()
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", f"{result.order} {result.proof} {result.database}".lower()).strip("-")
    unfinished = folder / f"{name}.part"
    unfinished.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.replace(folder / f"{name}.json")


def forget() -> None:
    """Drop what earlier runs of this size noted, so that the table holds one run."""
    shutil.rmtree(FOLDER / size_of_run(), ignore_errors=True)


def results() -> list[Result]:
    """What was noted by runs of this size, in the order of the table."""
    found = [Result(**json.loads(path.read_text("utf-8"))) for path in (FOLDER / size_of_run()).glob("*.json")]
    return sorted(found, key=lambda result: (result.order, result.proof, result.database))


def table(rows: Iterable[Result]) -> str:
    """Markdown that also reads well on a terminal."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)


def conditions(rows: list[Result]) -> str:
    """One line on when and where."""
    days = sorted({row.noted_at[:10] for row in rows})
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    minutes = sum(row.seconds for row in rows) / 60
    lost, doubles = sum(row.lost for row in rows), sum(row.doubles for row in rows)
    due = sum(row.due for row in rows)
    return (
        f"Run of {span}, Python {platform.python_version()}, {platform.system()}, {minutes:.0f} minutes of proofs. "
        f"In all {due:,} due, {lost} lost, {doubles} doubles."
    )


def write(text: str) -> None:
    """Put `text` between the markers of the page. Raises ValueError when it has none."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _old, marker, after = rest.partition(END)
    if not marker:
        raise ValueError(f"{PAGE} has no place for the table")
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """`forget` before a run; without an argument: print the table, and write it when the run was full."""
    if sys.argv[1:] == ["forget"]:
        forget()
        return
    rows = results()
    if not rows:
        raise SystemExit("Nothing was noted: run the proofs first.")
    text = f"{conditions(rows)}\n\n{table(rows)}"
    sys.stdout.write(text + "\n")
    if size_of_run() == "full":
        write(text)


if __name__ == "__main__":
    main()
