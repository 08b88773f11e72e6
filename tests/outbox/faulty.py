"""A real SMTP server that misbehaves on order, at every step of the conversation."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.smtp import Keeper, MailServer, free_port

DROP = "drop"
HANG = "hang"
HANG_SECONDS = 30


class Faulty(Keeper):
    """Obeys orders per step (MAIL, RCPT, DATA before the text, DOT after it): a reply, DROP or HANG, each once."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: dict[str, deque[str]] = defaultdict(deque)
        self.connections = 0
        self.texts = 0

    def order(self, step: str, *actions: str) -> None:
        """Do these at the next passages of `step`; an empty string lets one pass."""
        self.orders[step].extend(actions)

    async def obey(self, step: str, server: SMTP) -> str:
        """The reply ordered for this passage, or an empty string."""
        action = self.orders[step].popleft() if self.orders[step] else ""
        if action == DROP:
            cast("asyncio.Transport", server.transport).abort()
            raise ConnectionResetError
        if action == HANG:
            await asyncio.sleep(HANG_SECONDS)
        return action

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """MAIL FROM."""
        if reply := await self.obey("MAIL", server):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """RCPT TO."""
        if reply := await self.obey("RCPT", server):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """The text has arrived; without an order it is kept."""
        self.texts += 1
        if reply := await self.obey("DOT", server):
            return reply
        return await super().handle_DATA(server, session, envelope)


class FaultySMTP(SMTP):
    """Asks for orders also before the text."""

    def connection_made(self, transport: Any) -> None:
        """Count the lines."""
        self.event_handler.connections += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 aiosmtpd's name
        """DATA, answered with 354 or as ordered."""
        if reply := await self.event_handler.obey("DATA", self):
            await self.push(reply)
            return
        await super().smtp_DATA(arg)


class FaultyController(Controller):
    """Serves FaultySMTP."""

    def factory(self) -> SMTP:
        """A protocol for each line."""
        return FaultySMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def faulty_server() -> Iterator[tuple[MailServer, Faulty]]:
    """Starts the server on a free port of 127.0.0.1 and stops it."""
    faults = Faulty()
    controller = FaultyController(faults, hostname="127.0.0.1", port=free_port())
    controller.start()
    faults.connections = 0  # the controller knocks once to see whether it runs
    try:
        yield MailServer(controller, faults), faults
    finally:
        controller.stop()
