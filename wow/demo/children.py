"""The demo's own processes: started in groups of their own, so that the end of the demo ends all of them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 8.0  # seconds that a process has for ending by itself
SHOWN_LINES = 15
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One running process and the file that holds what it says."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-SHOWN_LINES:])


class Children:
    """Starts processes, notices when one ends, ends all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Child] = []

    def start(self, name: str, command: Sequence[str]) -> Child:
        """Run `python -m <command>` with its output in `<name>.log`."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 our own commands
                [sys.executable, "-m", *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 no threads' locks used
            )
        child = Child(name, process, log)
        self.running.append(child)
        return child

    def ended(self) -> Child | None:
        """A process that has ended, or None."""
        return next((child for child in self.running if child.process.poll() is not None), None)

    def stop(self) -> None:
        """End all: first politely, after some seconds for good. Returns when none is left."""
        for child in self.running:
            _signal_group(child, signal.SIGTERM)
        patient_until = time.monotonic() + PATIENCE
        for child in self.running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(0.1, patient_until - time.monotonic()))
        for child in self.running:
            _signal_group(child, signal.SIGKILL)
            child.process.wait()
        self.running.clear()


def _signal_group(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)


def _end_with_parent() -> None:
    """Runs in the child before its program: when the demo is killed without a word, the child is told to end."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
