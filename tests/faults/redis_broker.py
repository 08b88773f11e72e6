"""A Redis of a test's own that can be killed, frozen, emptied and brought back at the same address."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.kill_portal import wait_until
from tests.smtp import free_port


class Broker:
    """Redis as it comes out of the box, but for its folder and its free port. Not running yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is, or would be."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns when it answers."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(lambda: self.ask("ping") == b"PONG\n", "Redis")

    def kill(self) -> None:
        """SIGKILL, and what it had in memory is gone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """It takes connections and never answers."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it stopped."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def ask(self, *words: str) -> bytes:
        """What it answers to one command; nothing when it is away."""
        command = ["redis-cli", "-p", str(self.port), *words]
        return subprocess.run(command, capture_output=True, check=False).stdout


@contextmanager
def broker(folder: Path) -> Iterator[Broker]:
    """One broker, ended afterwards."""
    ours = Broker(folder)
    try:
        yield ours
    finally:
        if ours.process is not None and ours.process.poll() is None:
            ours.thaw()
            ours.kill()
