"""Carrying what is due: claim, compose, offer, fence, hand over, settle. No transaction is ever open across SMTP."""

import datetime as dt
import logging
import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError

from wow.outbox.channels.email import Courier, Refused, ServerAway, Uncertain
from wow.outbox.channels.letter import BadAddress, letter_of
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message
from wow.outbox.quiet import is_quiet
from wow.outbox.registry import Draft, Skip, UnknownKind, composer_of, read_for
from wow.outbox.services import claiming, settling

logger = logging.getLogger(__name__)

BATCH_SIZE = 25  # rows in one hand: few enough to be sent within the lease by a slow server
FRESH_FOR = dt.timedelta(seconds=2)  # a slow server makes the batch wait: then each composer reads for itself
MAX_BREAKS = 3  # broken lines in a row after which this run leaves the mail server alone

Clock = Callable[[], dt.datetime]


@dataclass
class DeliveryReport:
    """What one run did, in rows. `is_server_away`: it stopped early because our mail server could not be reached."""

    sent: int = 0
    cancelled: int = 0
    deferred: int = 0
    failed: int = 0
    held: int = 0
    uncertain: int = 0
    unreached: int = 0
    lost: int = 0
    expired: int = 0
    recovered: int = 0
    is_server_away: bool = False


def deliver_due(*, clock: Clock, limit: int | None = None, is_urgent_only: bool = False) -> DeliveryReport:
    """Send what is due by `clock` (aware moments), a batch at a time, until nothing is due or `limit` rows were taken.

    Safe to run late, twice or many times at once. Raises only when the database fails; rows in hand then come back by
    themselves when their lease runs out. Not to be called inside a transaction.
    """
    report = DeliveryReport(recovered=claiming.recover(clock()), expired=claiming.expire(clock()))
    taken = 0
    with Courier() as courier:
        while not report.is_server_away and (limit is None or taken < limit):
            size = BATCH_SIZE if limit is None else min(BATCH_SIZE, limit - taken)
            claim = claiming.claim(now=clock(), size=size, is_urgent_only=is_urgent_only)
            if not claim.messages:
                break
            taken += len(claim.messages)
            _Round(clock, courier, claim.token, report).carry(claim.messages)
    return report


class _Round:
    """One claimed batch on its way through one courier."""

    def __init__(self, clock: Clock, courier: Courier, token: uuid.UUID, report: DeliveryReport) -> None:
        self.clock = clock
        self.courier = courier
        self.token = token
        self.report = report

    def carry(self, messages: list[Message]) -> None:
        """Each row in turn. What was not begun when the round breaks off is given back at once."""
        is_whole = False
        try:
            read_for(messages)
            read_at = self.clock()
            for message in messages:
                if self.clock() - read_at > FRESH_FOR:
                    message.reading = None
                self._carry_one(message)
                if self.courier.breaks >= MAX_BREAKS:
                    self.report.is_server_away = True
                    return
            is_whole = True
        finally:
            if not is_whole:
                with suppress(DatabaseError, InterfaceError):
                    settling.renew_connection()
                    claiming.give_back(self.token)

    def _carry_one(self, message: Message) -> None:
        now = self.clock()
        if message.expires_at is not None and message.expires_at <= now:
            self.report.expired += settling.settle_end(message, self.token, MessageStatus.EXPIRED, Reason.TOO_LATE)
        elif not message.is_urgent and is_quiet(now):
            settling.settle(message, self.token, **settling.FREED, status=MessageStatus.PLANNED)
        elif (draft := self._compose(message, now)) is not None:
            self._send(message, draft)

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

    def _send(self, message: Message, draft: Draft) -> None:
        try:
            letter = letter_of(draft, message_id=message.message_id, at=self.clock())
            self.courier.offer(letter)
            if not claiming.fence(message, self.token, now=self.clock(), language=draft.language):
                self.courier.withdraw()
                self.report.lost += 1
                return
            self.courier.hand_over(letter)
        except BadAddress:
            self.report.failed += settling.settle_end(message, self.token, MessageStatus.FAILED, Reason.BAD_ADDRESS)
        except Refused as refusal:
            self._settle_refusal(message, refusal)
        except ServerAway:
            self.report.unreached += settling.settle_unreached(message, self.token, self.clock())
        except Uncertain:
            self.report.uncertain += settling.settle_uncertain(message, self.token, self.clock())
        else:
            self.report.sent += settling.settle_sent(message, self.token, self.clock())

    def _settle_refusal(self, message: Message, refusal: Refused) -> None:
        if refusal.is_final:
            reason = f"{Reason.REFUSED}-{refusal.code}"
            self.report.failed += settling.settle_end(message, self.token, MessageStatus.FAILED, reason)
        else:
            self.report.deferred += settling.settle_deferred(message, self.token, self.clock(), refusal.code)
