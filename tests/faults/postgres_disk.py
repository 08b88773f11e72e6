"""A PostgreSQL cluster on a disk of a few megabytes that a test fills and frees."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.faults.postgres_cluster import Cluster, cluster

DISK_MEGABYTES = 96
MOST_LOG_FILES = 100  # far more than a server of this size keeps
FILLING_BLOCK = bytes(64 * 1024)


class CrampedCluster(Cluster):
    """A server that can be left without a byte of space: PostgreSQL stops itself, and stays so until somebody comes."""

    settings = "-c min_wal_size=2MB -c max_wal_size=4MB -c restart_after_crash=off"

    def fail(self) -> None:
        """Take all space and use up the log's files that were made beforehand: the next one cannot be made."""
        with suppress(psycopg.Error), psycopg.connect(self.url, autocommit=True) as own:
            self._fill()
            for _ in range(MOST_LOG_FILES):
                own.execute("SELECT pg_logical_emit_message(true, 'full', ''), pg_switch_wal()")

    def _fill(self) -> None:
        with self._filling.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(FILLING_BLOCK)

    def recover(self) -> None:
        """Somebody made space and started the server."""
        self._filling.unlink(missing_ok=True)
        self._control("stop", "--mode", "immediate") if self._is_running() else None
        self.start()

    @property
    def _filling(self) -> Path:
        return self.folder / "filling"

    def _is_running(self) -> bool:
        lock = self.folder / "files" / "postmaster.pid"
        return lock.exists() and Path(f"/proc/{lock.read_text().splitlines()[0]}").exists()


@contextmanager
def cramped_cluster() -> Iterator[CrampedCluster]:
    """Skips the test where no file system may be mounted: that takes root, also with CI=true."""
    with small_disk() as disk, cluster(CrampedCluster, "--wal-segsize", "1", disk=disk) as ours:
        assert isinstance(ours, CrampedCluster)
        yield ours


@contextmanager
def small_disk() -> Iterator[Path]:
    """The folder of a file system of its own, in memory, readable by the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="wow-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m,mode=755", "wow-disk", str(folder)]
    try:
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no file system may be mounted here, so no small disk can be filled")
        try:
            yield folder
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()
