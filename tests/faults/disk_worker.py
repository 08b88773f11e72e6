"""A worker whose disk is full from a chosen moment on: no file of the process may grow any more."""

import os
import resource
from pathlib import Path

from django.conf import settings

from tests.faults.kill_worker import Orders, connect, empty, shrink, tick
from tests.faults.postgres_worker import arm

BATCH = 2


def fill_disk() -> None:
    """From now on every write that would make a file longer fails, as on a full disk; SQLite's log cannot grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def free_disk() -> None:
    """There is space again."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def work_on_full_disk(orders: Orders, errors: Path) -> None:
    """Like `work`, but at `struck_at` the disk is full until the tick has ended; what it logs goes to `errors`."""
    from wow.outbox.services import settling

    log = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    settling.DATABASE_PAUSE_SECONDS = 0.02
    connect(orders.url)
    settings.EMAIL_PORT = orders.port
    shrink(BATCH, orders.lease_seconds)
    if orders.is_fresh:
        empty()
    if orders.struck_at:
        arm(orders.struck_at, orders.on, fill_disk)
    try:
        tick(orders)
    except Exception as error:
        free_disk()
        (errors.parent / "raised").write_text(type(error).__name__)
        raise SystemExit(1) from error
    finally:
        free_disk()
