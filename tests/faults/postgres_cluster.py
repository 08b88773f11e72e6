"""A PostgreSQL cluster of a test's own: made, started, stopped as a crash stops it, taken away."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from tests.faults.size import folder_for_databases
from tests.smtp import free_port

OWNER = "postgres"  # PostgreSQL refuses to run as root


def binaries() -> Path:
    """Where initdb and pg_ctl are; skips the test where there are none, fails with CI=true."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    if os.environ.get("CI") == "true":
        pytest.fail("no PostgreSQL server is installed")
    pytest.skip("no PostgreSQL server is installed")


@dataclass(frozen=True)
class Cluster:
    """A running server at `url`; its files in `folder`."""

    folder: Path
    port: int
    settings: ClassVar[str] = ""  # of the server, as its command line takes them

    @property
    def url(self) -> str:
        """Its first database."""
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Returns when it answers."""
        options = f"-p {self.port} -k {self.folder} {self.settings}"
        self._control("start", "--wait", "--log", str(self.folder / "log"), "--options", options)

    def stop(self) -> None:
        """At once, as when the machine loses its power: it recovers from its log at the next start."""
        self._control("stop", "--wait", "--mode", "immediate")

    def fail(self) -> None:
        """A crash, and the start after it."""
        self.stop()
        self.start()

    def freeze(self) -> None:
        """Every process of it: it takes connections and never answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it stopped."""
        self._signal(signal.SIGCONT)

    def _signal(self, sign: signal.Signals) -> None:
        first = int((self.folder / "files" / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in [first, *map(int, children)]:
            os.kill(pid, sign)

    def _control(self, *words: str) -> None:
        command = [str(binaries() / "pg_ctl"), "--pgdata", str(self.folder / "files"), "--silent", *words]
        _run(command)


@contextmanager
def cluster(kind: type[Cluster] = Cluster, *options: str, disk: Path | None = None) -> Iterator[Cluster]:
    """An empty cluster on a free port of 127.0.0.1, made by initdb with these options, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="wow-postgres-", dir=disk or folder_for_databases()))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        command = [
            str(binaries() / "initdb"),
            "--pgdata",
            str(folder / "files"),
            "--username",
            OWNER,
            "--auth",
            "trust",
            *options,
        ]
        _run(command)
        ours = kind(folder, free_port())
        ours.start()
        try:
            yield ours
        finally:
            if (folder / "files" / "postmaster.pid").exists():
                ours.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    """As PostgreSQL's own user when we are root."""
    owner = pwd.getpwnam(OWNER) if os.geteuid() == 0 else None
    subprocess.run(
        command,
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
    )
