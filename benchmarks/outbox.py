"""The outbox beside bare smtplib: the same letters, the same server, the same number of connections, one run.

The server is aiosmtpd with its own Maildir box in a process of its own: like any real one it says yes only after the
mail is on the disk. smtplib gets letters that are ready as bytes and keeps no record. The outbox claims, reads,
composes in each member's language, fences and settles: every mail is two commits that survive a crash.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import POSTGRES, postgres_answers

ROUNDS = 5  # of which the median counts
LEAST = 0.8  # of what smtplib delivers a second
MOST_PLANNING_SECONDS = 2.0
PLANNED = 10_000
MAILS = 500  # a round
CONNECTIONS = (1, 2)


@dataclass(frozen=True)
class Speed:
    """Mails a second on so many connections, and milliseconds of processor time a mail in the sending processes."""

    engine: str
    connections: int
    bare: float
    outbox: float
    bare_cpu: float
    outbox_cpu: float

    @property
    def share(self) -> float:
        """What the outbox delivers of what smtplib does."""
        return self.outbox / self.bare


@dataclass(frozen=True)
class Planning:
    """Seconds in which so many reminders were planned, and seconds of processor time."""

    engine: str
    rows: int
    seconds: float
    cpu: float


def main() -> None:
    """Measure on every database there is; print and return nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=MAILS, help="how many a round")
    parser.add_argument("--planned", type=int, default=PLANNED, help="how many reminders to plan at once")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), help="only this database")
    options = parser.parse_args()
    for engine in [options.engine] if options.engine else engines():
        print("\n".join(lines(*measure(engine, options.mails, options.planned))), flush=True)


def report() -> str:
    """What the outbox does on every database there is, as Markdown, for `make bench`."""
    return "\n".join(line for engine in engines() for line in lines(*measure(engine, MAILS, PLANNED)))


def engines() -> list[str]:
    """SQLite always, PostgreSQL when one listens."""
    return ["sqlite", *(["postgres"] if postgres_answers() else [])]


def lines(planning: Planning, speeds: Sequence[Speed]) -> list[str]:
    """What was measured, a line each, as Markdown."""
    return [
        f"- {planning.engine}: {planning.rows:,} reminders planned in {planning.seconds:.2f} s, "
        f"{planning.cpu:.2f} s of processor time (goal: {MOST_PLANNING_SECONDS:.0f} s)",
        *map(line_of, speeds),
    ]


def line_of(speed: Speed) -> str:
    """One speed in words."""
    lines_open = "1 connection" if speed.connections == 1 else f"{speed.connections} connections"
    return (
        f"- {speed.engine}, {lines_open}: {speed.outbox:.0f} mails a second, smtplib alone {speed.bare:.0f}: "
        f"{speed.share:.0%} (goal: {LEAST:.0%}); "
        f"processor time a mail {speed.outbox_cpu:.1f} and {speed.bare_cpu:.1f} ms"
    )


def measure(engine: str, mails: int, planned: int) -> tuple[Planning, list[Speed]]:
    """One database, in a process of its own, because Django knows one for life."""
    command = [sys.executable, "-m", "benchmarks.outbox_run", engine, str(mails), str(planned)]
    with tempfile.TemporaryDirectory() as folder, database(engine, Path(folder)) as url:
        environment = {
            **os.environ,
            "BENCH_DIR": folder,
            "BENCH_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Planning(**found["planning"]), [Speed(**each) for each in found["speeds"]]


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of this kind."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'outbox.sqlite3'}"
        return
    import psycopg

    own = f"bench_outbox_{os.getpid()}"
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{own}"')
        try:
            yield f"{POSTGRES}/{own}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


if __name__ == "__main__":
    main()
