"""Processes in groups of their own: started from the compose file's words, started again as Docker would, ended."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.production.compose import ROOT, comes_back

PATIENCE_SECONDS = 20.0
SHOWN_LINES = 15


@dataclass
class Service:
    """One running process; what it says stands in `log`."""

    name: str
    words: Sequence[str]
    variables: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def start(self) -> None:
        """Run it, as the first process of its group."""
        program = shutil.which(self.words[0], path=self.variables["PATH"])
        if program is None:
            raise SystemExit(f"{self.words[0]} is not installed.")
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [program, *self.words[1:]],
                cwd=ROOT,
                env=dict(self.variables),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_running(self) -> bool:
        """Whether its first process lives."""
        return self.process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """To it and all its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-SHOWN_LINES:])


class Services:
    """All of them, in the order in which they were started."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self.folder = folder
        self.variables = {**variables, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        self.running: dict[str, Service] = {}

    def start(self, name: str, words: Sequence[str], **extra: str) -> Service:
        """Start one under its name in the compose file."""
        service = Service(name, words, {**self.variables, **extra}, self.folder / f"{name}.log")
        service.start()
        self.running[name] = service
        return service

    def finish(self, *tasks: tuple[str, Sequence[str]]) -> None:
        """Run some beside each other to their ends. Raises SystemExit with its last words when one fails."""
        started = [Service(name, words, self.variables, self.folder / f"{name}.log") for name, words in tasks]
        for service in started:
            service.start()
        for service in started:
            if service.process.wait():
                raise SystemExit(f"{service.name} failed:\n{service.last_words()}")

    def revive(self) -> list[str]:
        """Start those again that have ended and come back; returns their names."""
        dead = [name for name, service in self.running.items() if not service.is_running() and comes_back(name)]
        for name in dead:
            self.running[name].start()
        return dead

    def stop(self) -> None:
        """End all, the last first: politely, then for good. Returns when none is left."""
        for service in reversed(self.running.values()):
            service.signal(signal.SIGTERM)
        patient_until = time.monotonic() + PATIENCE_SECONDS
        for service in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                service.process.wait(timeout=max(0.1, patient_until - time.monotonic()))
            service.signal(signal.SIGKILL)
            service.process.wait()
