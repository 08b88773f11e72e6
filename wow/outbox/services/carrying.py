"""One batch through one line: the next letter is written while the server digests the last one.

A letter that the server has taken is noted as sent in the commit that fences the next one: a mail costs one commit.
Until then it is `sending`, so a worker that dies in between leaves a letter that goes once more under its Message-ID.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, transaction

from wow.outbox.channels.email import Courier, LineLost, Refused, ServerAway, Uncertain
from wow.outbox.channels.letter import Letter
from wow.outbox.enums import MessageStatus, Reason
from wow.outbox.models import Message
from wow.outbox.services import claiming, settling
from wow.outbox.services.preparing import Clock, Desk, Ready
from wow.outbox.services.reporting import DeliveryReport

MAX_BREAKS = 3  # broken lines in a row after which a run leaves the mail server alone


class Round:
    """One claimed batch on its way through one courier."""

    def __init__(self, clock: Clock, courier: Courier, token: uuid.UUID, report: DeliveryReport) -> None:
        self.clock = clock
        self.courier = courier
        self.token = token
        self.report = report
        self.desk = Desk(clock, token, report)
        self._on_its_way: Message | None = None  # its text has left, its answer is not heard yet
        self._taken: tuple[Message, dt.datetime] | None = None  # the server has it since then; not written down yet

    def carry(self, messages: list[Message]) -> None:
        """Each row in turn. When the round breaks off, what was sent is noted and what was not begun is given back."""
        is_whole = False
        try:
            self.desk.read_for(messages)
            self._carry_each(messages)
            is_whole = not self.report.is_server_away
        finally:
            try:
                self._hear()
                self._note_taken()
            finally:
                if not is_whole:
                    self._give_back()

    def _carry_each(self, messages: list[Message]) -> None:
        for message in messages:
            ready = self.desk.prepare(message)
            self._hear()
            if self.courier.breaks >= MAX_BREAKS:
                self.report.is_server_away = True
                return
            if ready is not None and (fresh := self.desk.freshened(ready)) is not None:
                self._send(fresh)
            self._note_taken()

    def _give_back(self) -> None:
        with suppress(DatabaseError, InterfaceError):
            settling.renew_connection()
            claiming.give_back(self.token)

    def _send(self, ready: Ready) -> None:
        """As far as the text's last dot; `_hear` has the answer."""
        with self._settled_when_stopped(ready.message):
            self._offer(ready.letter)
            if not self._pass_fence(ready):
                self.courier.withdraw()
                self.report.lost += 1
                return
            self.courier.dispatch(ready.letter)
            self._on_its_way = ready.message

    def _offer(self, letter: Letter) -> None:
        try:
            self.courier.offer(letter)
        except LineLost:
            self._note_taken()  # a new line may take its time
            self.courier.offer(letter)

    def _hear(self) -> None:
        """Wait for the answer to the letter on its way, if there is one."""
        message, self._on_its_way = self._on_its_way, None
        if message is not None:
            with self._settled_when_stopped(message):
                self.courier.hear_answer()
                self._taken = message, self.clock()

    def _pass_fence(self, ready: Ready) -> bool:
        """Whether this letter may leave. The one before it is noted in the same commit, whatever the answer.

        On a new connection the fence is asked again: if it had passed unheard, it now refuses and nothing leaves.
        """
        if self._taken is None:
            return self._is_open_for(ready)

        def note_and_ask(taken: tuple[Message, dt.datetime] = self._taken) -> tuple[bool, bool]:
            with transaction.atomic(durable=True):
                return self._write_sent(*taken), self._is_open_for(ready)

        is_noted, is_open = settling.stubbornly(note_and_ask)
        self._taken = None
        self.report.sent += is_noted
        return is_open

    def _is_open_for(self, ready: Ready) -> bool:
        return claiming.fence(ready.message, self.token, now=self.clock(), language=ready.language)

    def _note_taken(self) -> None:
        """Write down alone what the server has taken, if that was not done with the next fence."""
        taken, self._taken = self._taken, None
        if taken is not None:
            self.report.sent += self._write_sent(*taken)

    def _write_sent(self, message: Message, at: dt.datetime) -> bool:
        return settling.settle_sent(message, self.token, at)

    @contextmanager
    def _settled_when_stopped(self, message: Message) -> Iterator[None]:
        """What the mail server's no, or its silence, means for this row."""
        try:
            yield
        except Refused as refusal:
            self._settle_refusal(message, refusal)
        except ServerAway:
            self.report.unreached += settling.settle_unreached(message, self.token, self.clock())
        except Uncertain:
            self.report.uncertain += settling.settle_uncertain(message, self.token, self.clock())

    def _settle_refusal(self, message: Message, refusal: Refused) -> None:
        if refusal.is_final:
            reason = f"{Reason.REFUSED}-{refusal.code}"
            self.report.failed += settling.settle_end(message, self.token, MessageStatus.FAILED, reason)
        else:
            self.report.deferred += settling.settle_deferred(message, self.token, self.clock(), refusal.code)
