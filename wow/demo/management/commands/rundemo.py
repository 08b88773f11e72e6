"""`make demo`: mailbox, database, web server and worker in one; Ctrl-C ends all of it."""

import fcntl
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from events.services.reminders import tick
from wow.demo.children import Children
from wow.demo.folders import demo_folder, demo_port
from wow.demo.freshness import ensure_fresh
from wow.demo.mailbox import HOST, post_office

START_SECONDS = 60
GUNICORN = ["gunicorn", "wow.wsgi", "--workers", "2", "--no-control-socket", "--log-level", "warning"]
CELERY = ["celery", "--quiet", "--app", "wow", "worker", "--beat", "--pool", "threads", "--concurrency", "2"]


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the system asked the demo to end."""


class Command(BaseCommand):
    """Twice in a row is harmless; two at once are refused."""

    help = "Runs the whole demo until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        port = demo_port()
        refuse_busy(port)
        children = Children(demo_folder())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        try:
            with only_one(demo_folder() / "lock"), post_office():
                self.stdout.write("Preparing the demo ...")
                self.stdout.flush()
                ensure_fresh(now=timezone.now())
                tick(
                    clock=timezone.now
                )  # beat's first one comes a minute later; staff would be told that none ever ran
                connections.close_all()  # the children open their own
                self.run(children, port)
        except Stopped:
            self.stdout.write("\nThe demo ends.")
        finally:
            children.stop()

    def run(self, children: Children, port: int) -> None:
        """Start the web server and the worker, say where they are, watch them. Raises CommandError when one dies."""
        schedule = demo_folder() / "beat"
        children.start("web", [*GUNICORN, "--bind", f"{HOST}:{port}"])
        children.start("worker", [*CELERY, "--loglevel", "WARNING", "--schedule", str(schedule)])
        wait_until_it_answers(port, children)
        self.stdout.write(welcome(port))
        self.stdout.flush()
        while True:
            refuse_death(children)
            time.sleep(0.5)


def welcome(port: int) -> str:
    """What the terminal says once everything runs."""
    from wow.demo.cast import cast_list

    people = "\n".join(f"  {part.member.email:<24} {part.task}" for part in cast_list())
    address = f"http://localhost:{port}"
    return (
        f"\nThe portal:            {address}\n"
        f"Log in as anybody:     {address}/demo/\n"
        f"What was mailed:       {address}/demo/mailbox/\n\n"
        f"{people}\n\nLogs: {demo_folder()}. End everything with Ctrl-C.\n"
    )


def refuse_busy(port: int) -> None:
    """One clear line when something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken. Choose another one: make demo PORT={port + 1}") from error


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a lock while the block runs; the system lets go of it when this process ends in any way."""
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError("The demo runs already from this folder. End it with Ctrl-C first.") from error
        yield


def wait_until_it_answers(port: int, children: Children) -> None:
    """Return when the web server answers; it says something within START_SECONDS or the demo gives up."""
    patient_until = time.monotonic() + START_SECONDS
    while time.monotonic() < patient_until:
        refuse_death(children)
        try:
            with urlopen(f"http://{HOST}:{port}/demo/", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise CommandError(f"The web server does not answer:\n{children.running[0].last_words()}")


def refuse_death(children: Children) -> None:
    """Raise CommandError with its last words when a process has ended by itself."""
    ended = children.ended()
    if ended is not None:
        raise CommandError(f"The demo's {ended.name} has ended by itself:\n{ended.last_words()}")


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the end itself is not interrupted
    raise Stopped


os.environ.setdefault("C_FORCE_ROOT", "1")  # a demo in a container; messages are JSON, never code
