"""A process that asks the portal's health page whenever it is told to, as a watcher outside would."""

import time
from multiprocessing.connection import Connection

from tests.faults.kill_worker import connect


def ask_on_demand(url: str, line: Connection, is_patient: bool) -> None:
    """For everything that comes through the line: the status, the words, the seconds it took. `is_patient` takes the
    defence out: the page asks the database by itself and waits for it."""
    connect(url)
    from django.conf import settings
    from django.test import Client

    from wow.probing import Probe

    settings.ALLOWED_HOSTS = ["testserver"]
    if is_patient:
        Probe.is_answered = lambda *_args, **_rest: True  # type: ignore[method-assign]
    client = Client()
    while line.recv():
        began = time.monotonic()
        answer = client.get("/health/")
        line.send((answer.status_code, answer.content.decode(), time.monotonic() - began))
