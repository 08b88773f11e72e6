"""The table of a run: on the terminal and between two markers of docs/performance.md."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Measured

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEAD = ("what", "p50 ms", "x bare", "budget", "CPU ms", "queries", "budget", "HTML kB", "gzip kB", "kept")


@dataclass(frozen=True)
class Row:
    """One line. `bare` is what it is compared with; a budget of None means there is none."""

    name: str
    measured: Measured
    bare: Measured
    most: float | None = None
    queries: int | None = None
    most_queries: int | None = None
    least_a_second: float | None = None
    at_once: int = 1

    @property
    def ratio(self) -> float:
        """How many times as long as bare Django."""
        return self.measured.median / self.bare.median

    @property
    def is_kept(self) -> bool | None:
        """Whether every budget of the line is kept; None without one."""
        judged = [
            self.ratio <= self.most if self.most is not None else None,
            self.queries <= self.most_queries if self.queries is not None and self.most_queries is not None else None,
            self.measured.a_second >= self.least_a_second if self.least_a_second is not None else None,
        ]
        known = [each for each in judged if each is not None]
        return all(known) if known else None

    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        budget = f"≤ {self.most:g}" if self.most is not None else ""
        if self.least_a_second is not None:
            budget = f"≥ {self.least_a_second:g} a second, was {self.measured.a_second:.0f}"
        size = (
            (f"{self.measured.raw / 1000:.1f}", f"{self.measured.gzipped / 1000:.1f}")
            if self.measured.raw
            else ("", "")
        )
        return (
            self.name,
            f"{self.measured.median:.1f}",
            f"{self.ratio:.2f}",
            budget,
            f"{self.measured.cpu:.1f}",
            "" if self.queries is None else str(self.queries),
            "" if self.most_queries is None else f"≤ {self.most_queries}",
            *size,
            {True: "yes", False: "NO", None: ""}[self.is_kept],
        )


def table(rows: Sequence[Row]) -> str:
    """Markdown that also reads well on a terminal."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    texts.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(texts)


def conditions(engine: str, requests: int) -> str:
    """One line on what was measured where."""
    python = platform.python_version()
    return f"{engine}, gunicorn with 2 workers, Python {python}, {requests} requests a line, 1 client unless said."


def write(path: Path, text: str) -> None:
    """Put `text` between the markers of a page. Raises ValueError when it has none."""
    before, _begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _old, marker, after = rest.partition(END)
    if not marker:
        raise ValueError(f"{path} has no place for the table")
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
