"""Redis, beats and workers as real processes; each test starts its own and ends only those."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.databases import ROOT, environment
from tests.faults.kill_stage import Stage
from tests.smtp import free_port

PATIENCE_SECONDS = 120  # on a machine that others use too; it takes a few seconds when they do not
CALM_SECONDS = 1.5  # several beats in which nothing more may happen


@dataclass
class Portal:
    """The processes around one stage. `shown` is the moment (ISO) that their clocks show now; they run on."""

    stage: Stage
    broker: str
    shown: str
    options: dict[str, str]
    epoch: float = field(default_factory=time.time)
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def schedule_files(self) -> list[Path]:
        """Where the beats remember when they last rang."""
        return list(self.stage.folder.glob("beat-*"))

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """One Celery process."""
        names = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.kill_settings",
            "WOW_FAULTS_BROKER": self.broker,
            "WOW_FAULTS_MAIL_PORT": str(self.stage.mail.port),
            "WOW_FAULTS_SHOWN": self.shown,
            "WOW_FAULTS_EPOCH": str(self.epoch),
            **self.options,
        }
        command = [sys.executable, "-m", "celery", "--app", "tests.faults.kill_celery", *arguments]
        log = (self.stage.folder / "celery.log").open("ab")
        process = subprocess.Popen(
            command, env={**environment(self.stage.url), **names}, cwd=ROOT, stdout=log, stderr=log
        )
        log.close()
        self.running.append(process)
        return process

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """A worker with four processes."""
        return self.start("worker", "--concurrency", "4", "--loglevel", "warning", "--without-mingle")

    def start_beat(self, number: int = 0) -> "subprocess.Popen[bytes]":
        """A beat with a schedule file of its own."""
        schedule = self.stage.folder / f"beat-{number}"
        return self.start("beat", "--schedule", str(schedule), "--pidfile", "", "--loglevel", "warning")

    def lose_schedule(self) -> None:
        """Take the beats' memory away."""
        for file in self.schedule_files():
            file.unlink()

    def stop(self) -> None:
        """End what still runs."""
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait, within patience."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.2)


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The URL of a Redis of our own that keeps nothing."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        ping = ["redis-cli", "-p", str(port), "ping"]
        wait_until(lambda: subprocess.run(ping, capture_output=True, check=False).stdout == b"PONG\n", "Redis")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def portal(stage: Stage, shown: str, **options: str) -> Iterator[Portal]:
    """A portal without any process yet but its Redis; ended afterwards."""
    with ExitStack() as stack:
        broker = stack.enter_context(redis_server(stage.folder))
        ours = Portal(stage, broker, shown, options)
        ours.lose_schedule()
        stack.callback(ours.stop)
        yield ours
