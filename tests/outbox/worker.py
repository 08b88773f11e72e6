"""A worker of its own process: plans, delivers, dies where it is told to, or works without its defences."""

import datetime as dt
import json
import os
import signal
import smtplib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

DIED = -signal.SIGKILL
DEATHS = ("start", "claim", "compose", "offer", "fence", "354", "dot", "answer", "settle")


@dataclass(frozen=True)
class Orders:
    """What one worker does on the database at `url` with the mail server at `port`.

    It plans `rows` letters if there are any, waits for `start_at` (seconds since the epoch), delivers until nothing is
    due from each moment of `at` on, dying at the `on`-th passage of `die_at`. In the file `report` it notes what became
    of each row as [Message-ID, status, uncertain sends].
    """

    url: str
    port: int
    report: Path
    at: tuple[str, ...]
    rows: int = 0
    start_at: float = 0.0
    die_at: str = ""
    on: int = 1
    is_defenceless: bool = False


def work(orders: Orders) -> None:
    """The whole life of a worker."""
    from wow.outbox import registry
    from wow.settings.base import database

    connections.databases["default"].update({"OPTIONS": {}, **database(orders.url)})
    del connections["default"]
    settings.EMAIL_PORT = orders.port
    registry.register("tests.letter", write, label="Letter")
    if orders.rows:
        plan(orders.rows, dt.datetime.fromisoformat(orders.at[0]))
    if orders.die_at:
        arm(orders.die_at, orders.on)
    if orders.is_defenceless:
        disarm()
    while time.time() < orders.start_at:  # workers begin together
        time.sleep(0.005)
    deliver(orders)
    note_rows(orders.report)


def deliver(orders: Orders) -> None:
    """Deliver until nothing is due, on a clock that starts at each of `--at` and runs on."""
    from wow.outbox.services import deliver_due

    for at in orders.at:
        deliver_due(clock=clock_from(dt.datetime.fromisoformat(at)))


def clock_from(at: dt.datetime) -> Callable[[], dt.datetime]:
    """A clock that shows `at` now and runs on."""
    started = time.monotonic()
    return lambda: at + dt.timedelta(seconds=time.monotonic() - started)


def arm(point: str, on: int) -> None:
    """Kill this process right after the `on`-th passage of `point`."""
    from wow.outbox import registry
    from wow.outbox.channels.email import Courier
    from wow.outbox.services import carrying, claiming, settling

    if point == "compose":
        registry.register("tests.letter", dying(write, on), label="Letter")
        return
    owner, name = {
        "start": (claiming, "recover"),
        "claim": (claiming, "claim"),
        "offer": (Courier, "offer"),
        "fence": (carrying.Round, "_pass_fence"),
        "354": (smtplib.SMTP, "docmd"),
        "dot": (smtplib.SMTP, "send"),
        "answer": (Courier, "hear_answer"),
        "settle": (settling, "settle_sent"),
    }[point]
    chosen = (lambda *args: isinstance(args[1], bytes)) if point == "dot" else (lambda *args: args[1:2] == ("DATA",))
    setattr(owner, name, dying(getattr(owner, name), on, chosen if point in {"dot", "354"} else None))


def dying(step: Callable[..., Any], on: int, counts: Callable[..., bool] | None = None) -> Callable[..., Any]:
    """`step`, and a SIGKILL after its `on`-th call among those that count."""
    passed = 0

    def last_step(*args: Any, **kwargs: Any) -> Any:
        nonlocal passed
        result = step(*args, **kwargs)
        passed += counts is None or counts(*args)
        if passed == on:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return last_step


def disarm() -> None:
    """Take the conditions of claim and fence out: what the tests must then notice."""
    from wow.outbox.models import Message
    from wow.outbox.services import claiming

    def claim_without_asking(*, now: dt.datetime, size: int, is_urgent_only: bool = False) -> claiming.Claim:
        messages = list(Message.objects.due(now)[:size])
        time.sleep(0.2)
        token = uuid.uuid4()
        for message in messages:
            unwiped = Message.objects.filter(pk=message.pk).exclude(address="")  # the database itself guards the others
            unwiped.update(status="claimed", lease_token=token, leased_until=now + claiming.LEASE)
        return claiming.Claim(token, messages)

    def no_fence(message: Any, token: uuid.UUID, **_rest: Any) -> bool:
        return True

    claiming.claim = claim_without_asking
    claiming.fence = no_fence


def write(message: Any, now: dt.datetime) -> Any:
    """The letter that every row asks for."""
    from wow.outbox.registry import Draft

    return Draft(message.address, "WOW på torsdag", "Hej!", "<p>Hej!</p>", "sv")


def plan(rows: int, at: dt.datetime) -> None:
    """Empty the outbox and plan so many letters, due at `at`."""
    from wow.outbox.models import Message
    from wow.outbox.services.planning import message_id_of

    Message.objects.all().delete()
    keys = [uuid.uuid4() for _ in range(rows)]
    Message.objects.bulk_create(
        Message(
            pk=pk,
            message_id=message_id_of(pk),
            kind="tests.letter",
            dedupe_key=f"letter:{number}",
            address=f"guest{number}@example.org",
            due_at=at,
            next_attempt_at=at,
            created_at=at,
        )
        for number, pk in enumerate(keys)
    )


def note_rows(report: Path) -> None:
    """Write each row as [Message-ID, status, uncertain sends]."""
    from wow.outbox.models import Message

    rows = Message.objects.values_list("message_id", "status", "uncertain_sends")
    report.write_text(json.dumps([list(row) for row in rows]))
