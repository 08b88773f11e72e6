"""A real SMTP server for tests: keeps what it accepts; tests that need faults hand it a handler of their own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Keeper:
    """Accepts every mail and keeps it in order of arrival."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        self.received.append(envelope.content)
        return "250 kept"


class MailServer:
    """A running server: its port and what has arrived."""

    def __init__(self, controller: Controller, keeper: Keeper) -> None:
        self.controller = controller
        self.keeper = keeper
        self.port: int = controller.port

    def inbox(self) -> list[EmailMessage]:
        """Every accepted mail, parsed, oldest first."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.keeper.received]

    def to(self, address: str) -> list[EmailMessage]:
        """The accepted mails to one address."""
        return [mail for mail in self.inbox() if address in str(mail["To"])]


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(keeper: Keeper | None = None) -> Iterator[MailServer]:
    """Starts an SMTP server on a free port of 127.0.0.1 and stops it."""
    keeper = keeper or Keeper()
    controller = Controller(keeper, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield MailServer(controller, keeper)
    finally:
        controller.stop()
