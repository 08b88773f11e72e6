"""A worker in a process of its own: ticks on a moved clock, dies or freezes where it is told to."""

import datetime as dt
import json
import signal
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

DIED = -signal.SIGKILL


@dataclass(frozen=True)
class Orders:
    """What one worker does on the database at `url` with the mail server at `port`.

    It first empties the outbox if `is_fresh`, waits for `start_at` (seconds since the epoch), then ticks once at each
    moment of `at` (ISO). At the `on`-th passage of the point `struck_at` it gets `sign`. `without` names a defence that
    is taken out. The clock runs on from each moment, or from `epoch` (seconds) if one is given, so that several workers
    share one clock. `lease_seconds` replaces the lease's two minutes. What it found is written to `report` as JSON.
    """

    url: str
    port: int
    report: Path
    at: tuple[str, ...]
    is_fresh: bool = False
    start_at: float = 0.0
    struck_at: str = ""
    on: int = 1
    sign: signal.Signals = signal.SIGKILL
    without: str = ""
    epoch: float = 0.0
    lease_seconds: float = 0.0
    is_releasing: bool = False


@dataclass(frozen=True)
class Row:
    """One row of the outbox as a worker left it."""

    address: str
    message_id: str
    status: str
    reason: str
    uncertain_sends: int


def work(orders: Orders) -> None:
    """The whole life of a worker."""
    from tests.faults import kill_points
    from tests.faults.kill_weakness import WEAKNESSES

    connect(orders.url)
    settings.EMAIL_PORT = orders.port
    shrink(kill_points.BATCH, orders.lease_seconds)
    if orders.is_fresh:
        empty()
    if orders.is_releasing:
        release(dt.datetime.fromisoformat(orders.at[0]))
    if orders.struck_at:
        kill_points.arm(orders.struck_at, on=orders.on, sign=orders.sign)
    if orders.without:
        WEAKNESSES[orders.without]()
    while time.time() < orders.start_at:  # workers begin together
        time.sleep(0.002)
    tick(orders)


def connect(url: str) -> None:
    """Work on this database; Django was loaded long before for another one."""
    from wow.settings.base import database

    connections.databases["default"].update({"OPTIONS": {}, **database(url)})
    del connections["default"]


def shrink(batch: int, lease_seconds: float) -> None:
    """Smaller hands, so that a few members make several batches; a shorter lease where real time has to pass."""
    from wow.outbox.services import claiming, delivering, planning, settling

    delivering.BATCH_SIZE = batch
    planning.PLAN_CHUNK = batch
    if lease_seconds:
        claiming.LEASE = dt.timedelta(seconds=lease_seconds)
        settling.UNCERTAIN_PAUSE = dt.timedelta(seconds=lease_seconds / 4)
        claiming.UNCERTAIN_PAUSE = settling.UNCERTAIN_PAUSE  # type: ignore[attr-defined]


def empty() -> None:
    """No message, no heartbeat, no note of earlier runs; lunch and members stay."""
    from wow.audit.models import AuditEntry
    from wow.outbox.models import Heartbeat, Message

    for model in (Message, Heartbeat, AuditEntry):
        model.objects.all().delete()


def release(now: dt.datetime) -> None:
    """What a person does about held rows."""
    from tests.factories.events import member
    from wow.outbox.models import Message
    from wow.outbox.services import release_held

    for held in Message.objects.filter(status="held"):
        release_held(message_id=held.pk, actor=member(), note="looked at the mail server's log", now=now)


def tick(orders: Orders) -> None:
    """Tick at each moment and write down what each tick did and what is in the outbox then."""
    from events.services import reminders

    done = [reminders.tick(clock=clock(at, orders.epoch)) for at in orders.at]
    report = {"ticks": [asdict(each) for each in done], "rows": [asdict(row) for row in rows()], "notes": notes()}
    orders.report.write_text(json.dumps(report))


def clock(at: str, epoch: float) -> Callable[[], dt.datetime]:
    """Shows `at` at the epoch, or now without one, and runs on."""
    began, shown = epoch or time.time(), dt.datetime.fromisoformat(at)
    return lambda: shown + dt.timedelta(seconds=time.time() - began)


def rows() -> list[Row]:
    """The outbox."""
    from wow.outbox.models import Message

    columns = ("member__email", "message_id", "status", "reason", "uncertain_sends")
    return [Row(*values) for values in Message.objects.values_list(*columns)]


def notes() -> list[str]:
    """What the audit trail says about members whom the reminder missed."""
    from events.services.reminders import MISSED
    from wow.audit.models import AuditEntry

    return list(AuditEntry.objects.filter(action=MISSED).values_list("note", flat=True))


def set_up(url: str, addresses: list[str]) -> None:
    """One lunch on Thursday 7 March 2024, everybody invited weeks before, nobody has answered."""
    connect(url)
    from events.models import Invitation
    from tests.factories.events import WEEKS_BEFORE, lunch, member

    event = lunch()
    for address in addresses:
        Invitation.objects.create(event=event, member=member(email=address), invited_at=WEEKS_BEFORE)


def load(report: Path) -> dict[str, Any]:
    """A worker's report; its rows as `Row`."""
    found: dict[str, Any] = json.loads(report.read_text())
    found["rows"] = [Row(**row) for row in found["rows"]]
    return found
