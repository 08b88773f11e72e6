"""A worker whose database goes away at a chosen moment: its connection is ended, or the cluster crashes and starts."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from tests.faults.kill_points import POINTS
from tests.faults.kill_worker import Orders, connect, empty, shrink, tick
from tests.faults.postgres_cluster import Cluster

BATCH = 2


def end_connections(url: str) -> None:
    """End every connection to this database but the one that asks."""
    with psycopg.connect(url, autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def work_without_ground(orders: Orders, cluster: Cluster | None = None) -> None:
    """Like `work`, but at `struck_at` the database goes instead of the worker: its connection, or all of `cluster`."""
    from wow.outbox.services import settling

    settling.DATABASE_PAUSE_SECONDS = 0.1
    connect(orders.url)
    settings.EMAIL_PORT = orders.port
    shrink(BATCH, orders.lease_seconds)
    if orders.is_fresh:
        empty()
    if orders.struck_at:
        strike = cluster.fail if cluster else partial(end_connections, orders.url)
        arm(orders.struck_at, orders.on, strike)
    if orders.without:
        settling.stubbornly = lambda write: write()
    tick(orders)


def arm(name: str, on: int, strike: Callable[[], None]) -> None:
    """Let `strike` happen at the `on`-th passage of the point."""
    point = POINTS[name]
    step = getattr(point.owner, point.name)
    passed = 0

    def struck_step(*args: Any, **kwargs: Any) -> Any:
        nonlocal passed
        passed += point.counts(*args)
        is_now = passed == on and point.counts(*args)
        if is_now and point.is_before:
            strike()
        result = step(*args, **kwargs)
        if is_now and not point.is_before:
            strike()
        return result

    setattr(point.owner, point.name, struck_step)


def run_quietly(orders: Orders, cluster: Cluster | None, errors: Path) -> None:
    """`work_without_ground` with what it logs in a file: the errors are wanted here."""
    with errors.open("ab") as log:
        os.dup2(log.fileno(), 2)
        work_without_ground(orders, cluster)
