"""How a row leaves a worker's hand. Every update names the worker's lease: who has lost it changes nothing."""

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F

from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message
from wow.outbox.services.swapping import swap

logger = logging.getLogger(__name__)

BACK_OFF_SECONDS = (30, 60, 120, 300, 900, 1800, 3600)  # after the first temporary refusal, the second, ...
MAX_ATTEMPTS = 100  # about four days, as RFC 5321 asks for; most rows expire long before
SERVER_AWAY_PAUSE = dt.timedelta(seconds=30)
MAX_UNCERTAIN_SENDS = 2  # the first, and one more with the same Message-ID
UNCERTAIN_PAUSE = dt.timedelta(seconds=30)
DATABASE_TRIES = 6  # a database that restarts is back within about twelve seconds, or the lease runs out
DATABASE_PAUSE_SECONDS = 0.4

ResultT = TypeVar("ResultT")

FREED: dict[str, Any] = {"lease_token": None, "leased_until": None}


def ended_fields(status: MessageStatus, reason: str) -> dict[str, Any]:
    """The columns of a row that has ended: no lease, and nothing left of whom it went to without an account."""
    return {**FREED, "status": status, "reason": reason, "address": "", "payload": {}}


def stubbornly(write: Callable[[], ResultT]) -> ResultT:
    """Run one write; when the connection to the database has died, run it again on a new one.

    What a mail server has said must not be forgotten because the database restarted just then.
    """
    for attempt in range(1, DATABASE_TRIES + 1):
        try:
            return write()
        except (OperationalError, InterfaceError):
            if attempt == DATABASE_TRIES or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(DATABASE_PAUSE_SECONDS * attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def renew_connection() -> None:
    """Drop a connection that has died, so that the next query gets a new one. Changes nothing in a transaction."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def settle(message: Message, token: uuid.UUID, **columns: Any) -> bool:
    """Write `columns` if the row is still in this worker's hand. False when the lease was lost."""
    held = Message.objects.filter(
        pk=message.pk, lease_token=token, status__in=[MessageStatus.CLAIMED, MessageStatus.SENDING]
    )
    return stubbornly(lambda: held.update(**columns)) == 1


def settle_end(message: Message, token: uuid.UUID, status: MessageStatus, reason: str) -> bool:
    """End the row with `status`, its address and payload wiped."""
    return settle(message, token, **ended_fields(status, reason))


def settle_sent(message: Message, token: uuid.UUID, now: dt.datetime) -> bool:
    """The receiver's server has taken it. True also when another worker had given this one up for lost."""
    columns = {**ended_fields(MessageStatus.SENT, ""), "sent_at": now}
    held = {"lease_token": token, "status": (MessageStatus.CLAIMED, MessageStatus.SENDING)}
    if stubbornly(lambda: swap(message.pk, only_if=held, write=columns)):
        return True
    # This worker slept past its lease and somebody noted "uncertain". Now it is certain: do not send again.
    doubted = Message.objects.filter(
        pk=message.pk, status__in=[MessageStatus.PLANNED, MessageStatus.HELD], reason=Reason.UNCERTAIN
    )
    return stubbornly(lambda: doubted.update(**columns)) == 1


def settle_deferred(message: Message, token: uuid.UUID, now: dt.datetime, code: int) -> bool:
    """The server said "later" (4xx): wait longer each time, give up after MAX_ATTEMPTS; `expires_at` may come first."""
    attempts = message.attempts + 1
    if attempts >= MAX_ATTEMPTS:
        return settle_end(message, token, MessageStatus.FAILED, Reason.GAVE_UP)
    pause = dt.timedelta(seconds=BACK_OFF_SECONDS[min(attempts, len(BACK_OFF_SECONDS)) - 1])
    return settle(
        message,
        token,
        **FREED,
        status=MessageStatus.PLANNED,
        reason=f"{Reason.DEFERRED}-{code}",
        attempts=attempts,
        next_attempt_at=now + pause,
    )


def settle_unreached(message: Message, token: uuid.UUID, now: dt.datetime) -> bool:
    """The line to our own mail server broke before the text left: soon again, and not this receiver's fault."""
    return settle(
        message,
        token,
        **FREED,
        status=MessageStatus.PLANNED,
        reason=Reason.SERVER_AWAY,
        next_attempt_at=now + SERVER_AWAY_PAUSE,
    )


def settle_uncertain(message: Message, token: uuid.UUID, now: dt.datetime) -> bool:
    """The text left and no answer came: once more with the same Message-ID, then a person decides."""
    if message.uncertain_sends + 1 >= MAX_UNCERTAIN_SENDS:
        columns = ended_fields(MessageStatus.HELD, Reason.UNCERTAIN)
    else:
        columns = {
            **FREED,
            "status": MessageStatus.PLANNED,
            "reason": Reason.UNCERTAIN,
            "next_attempt_at": now + UNCERTAIN_PAUSE,
        }
    return settle(message, token, **columns, uncertain_sends=F("uncertain_sends") + 1)
