"""The doorbell of the press: tells a worker that a document waits. When nobody hears it, this process sees to it."""

import logging
import threading

from django.db import connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

RING_WAIT_SECONDS = 1.5  # a frozen broker takes the call and never answers
RING_EXPIRES_SECONDS = 300


def ring() -> None:
    """Ring once the current transaction has committed. Never raises."""
    if not any(waiting[1] is _ring_or_make for waiting in connection.run_on_commit):
        transaction.on_commit(_ring_or_make)


def _ring_or_make() -> None:
    heard = threading.Event()
    ringer = threading.Thread(target=_call, args=(heard,), name="press-bell", daemon=True)
    ringer.start()
    ringer.join(RING_WAIT_SECONDS)
    if not heard.is_set():
        logger.warning("The doorbell was not answered; the document is made here.")
        threading.Thread(target=_make_here, name="press-here").start()


def _call(heard: threading.Event) -> None:
    from wow.pdf.tasks import make_documents

    try:
        make_documents.apply_async(expires=RING_EXPIRES_SECONDS, retry=False, ignore_result=True)
    except Exception as error:
        logger.warning("The doorbell failed: %s.", type(error).__name__)
    else:
        heard.set()


def _make_here() -> None:
    from wow.pdf.services import make_waiting

    try:
        make_waiting(clock=timezone.now)
    except Exception as error:
        logger.warning("Making documents here failed (%s); the next tick will try again.", type(error).__name__)
    finally:
        connection.close()
