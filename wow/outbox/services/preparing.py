"""From a claimed row to a letter, or to its end when there is nothing to send."""

import datetime as dt
import logging
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from wow.outbox.channels.letter import BadAddress, Letter, letter_of
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message
from wow.outbox.quiet import is_quiet
from wow.outbox.registry import Draft, Skip, UnknownKind, composer_of, read_for
from wow.outbox.services import settling
from wow.outbox.services.reporting import DeliveryReport

logger = logging.getLogger(__name__)

FRESH_FOR = dt.timedelta(seconds=2)  # a slow server makes rows wait: what was read longer ago is read again

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class Ready:
    """A letter, finished at the moment `at`, and the row that it belongs to."""

    message: Message
    letter: Letter
    language: str
    at: dt.datetime


class Desk:
    """Where the rows of one batch are written, one after the other. Reads, and ends rows; sends nothing."""

    def __init__(self, clock: Clock, token: uuid.UUID, report: DeliveryReport) -> None:
        self.clock = clock
        self.token = token
        self.report = report
        self._read_at = clock()

    def read_for(self, messages: list[Message]) -> None:
        """Let their readers read for all of them at once."""
        read_for(messages)
        self._read_at = self.clock()

    def prepare(self, message: Message) -> Ready | None:
        """Her letter, or None when the row has been ended or must wait for the morning."""
        now = self.clock()
        if now - self._read_at >= FRESH_FOR:
            message.reading = None
        if message.expires_at is not None and message.expires_at <= now:
            self.report.expired += settling.settle_end(message, self.token, MessageStatus.EXPIRED, Reason.TOO_LATE)
        elif not message.is_urgent and is_quiet(now):
            settling.settle(message, self.token, **settling.FREED, status=MessageStatus.PLANNED)
        elif (draft := self._compose(message, now)) is not None:
            return self._written(message, draft, now)
        return None

    def freshened(self, ready: Ready) -> Ready | None:
        """The same letter, or a new look at the row when it has waited too long since it was finished."""
        return ready if self.clock() - ready.at < FRESH_FOR else self.prepare(ready.message)

    def _written(self, message: Message, draft: Draft, now: dt.datetime) -> Ready | None:
        try:
            letter = letter_of(draft, message_id=message.message_id, at=now)
        except BadAddress:
            self.report.failed += settling.settle_end(message, self.token, MessageStatus.FAILED, Reason.BAD_ADDRESS)
            return None
        return Ready(message, letter, draft.language, self.clock())

    def _compose(self, message: Message, now: dt.datetime) -> Draft | None:
        """The draft, or None after the row has been ended because there is nothing to send."""
        try:
            outcome = composer_of(message.kind)(message, now)
        except DatabaseError:
            raise
        except UnknownKind:
            self._hold(message, Reason.UNKNOWN_KIND)
            return None
        except Exception as error:
            self._log_broken(message, error)
            self._hold(message, Reason.COMPOSER_BROKEN)
            return None
        if isinstance(outcome, Skip):
            self.report.cancelled += settling.settle_end(message, self.token, MessageStatus.CANCELLED, outcome.reason)
            return None
        return outcome

    def _hold(self, message: Message, reason: Reason) -> None:
        self.report.held += settling.settle_end(message, self.token, MessageStatus.HELD, reason)

    @staticmethod
    def _log_broken(message: Message, error: Exception) -> None:
        """Where it broke, without the error's own text: that may name the member."""
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("Composing %s %s broke: %s\n%s", message.kind, message.pk, type(error).__name__, where)
