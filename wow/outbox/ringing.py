"""The doorbell: tells a worker that something is due. When it fails nothing is lost, the next tick looks by itself."""

import logging
import threading
import time

from django.db import connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

SILENT_SECONDS = 30.0  # a broker that has just failed is left alone, so that no request waits for it again
RING_WAIT_SECONDS = 1.5  # a frozen Redis takes the connection and never answers; no timeout of its client is this sure
RING_EXPIRES_SECONDS = 300  # nobody needs to hear an old bell


class _Bell:
    """Remembers, per process, until when the broker is left alone (seconds of the monotonic clock)."""

    def __init__(self) -> None:
        self.silent_until = 0.0


_bell = _Bell()


def ring(*, is_urgent: bool = False) -> None:
    """Ring once the current transaction has committed; many rings in one transaction make one. Never raises.

    When the broker is away, urgent rows are sent by a thread of this process at once; the others wait for the tick.
    """
    call = _ring_urgently if is_urgent else _ring_softly
    if any(waiting[1] is call for waiting in connection.run_on_commit):
        return
    transaction.on_commit(call)


def _ring_softly() -> None:
    _ring_now()


def _ring_urgently() -> None:
    if not _ring_now():
        threading.Thread(target=_send_urgent_here, name="outbox-urgent").start()


def _ring_now() -> bool:
    """Whether the broker took the call. No web request fails or waits long because it is away."""
    if time.monotonic() < _bell.silent_until:
        return False
    heard = threading.Event()
    ringer = threading.Thread(target=_call, args=(heard,), name="outbox-bell", daemon=True)
    ringer.start()
    ringer.join(RING_WAIT_SECONDS)
    if heard.is_set():
        return True
    logger.warning("The doorbell was not answered; the next tick will find what is due.")
    _bell.silent_until = time.monotonic() + SILENT_SECONDS
    return False


def _call(heard: threading.Event) -> None:
    from wow.outbox.tasks import deliver

    try:
        deliver.apply_async(expires=RING_EXPIRES_SECONDS, retry=False, ignore_result=True)
    except Exception as error:
        logger.warning("The doorbell failed: %s.", type(error).__name__)
    else:
        heard.set()


def _send_urgent_here() -> None:
    from wow.outbox.services.delivering import deliver_due

    try:
        deliver_due(clock=timezone.now, is_urgent_only=True)
    except Exception as error:
        logger.warning("Sending at once failed (%s); the next tick will try again.", type(error).__name__)
    finally:
        connection.close()
