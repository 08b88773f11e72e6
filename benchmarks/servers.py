"""Databases and web servers of a run: made, measured, taken away again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
POSTGRES = "postgres://postgres@127.0.0.1:5432"
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def postgres_answers() -> bool:
    """Whether a PostgreSQL listens where the tests expect one."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", 5432)) == 0


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database: PostgreSQL when there is one, else a SQLite file."""
    if not postgres_answers():
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    import psycopg

    own = f"bench_{name}_{os.getpid()}"
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{own}"')
        try:
            yield f"{POSTGRES}/{own}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


@dataclass
class Server:
    """A running gunicorn."""

    port: int
    process: "subprocess.Popen[bytes]"

    def cpu_seconds(self) -> float:
        """Processor time that the master and its workers have used so far."""
        return sum(_cpu_ticks(pid) for pid in [self.process.pid, *self._workers()]) / TICKS_A_SECOND

    def _workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]


@contextmanager
def gunicorn(application: str, environment: dict[str, str], log: Path) -> Iterator[Server]:
    """Two workers on a free port, answering before the block begins."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--workers", str(WORKERS), "--no-control-socket"]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "gunicorn ended: see its log"
        time.sleep(0.1)
    raise TimeoutError("gunicorn does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
