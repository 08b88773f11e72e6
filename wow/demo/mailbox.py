"""The demo's post office: an SMTP server that keeps every mail as a file, and the reading of those files."""

import datetime as dt
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings

from wow.demo.folders import mailbox_folder

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Mail:
    """One kept mail. `number` names its file and rises with time; `arrived_at` is aware."""

    number: int
    arrived_at: dt.datetime
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return str(self.message["Subject"] or "")

    @property
    def addresses(self) -> list[str]:
        """Who gets it, in lower case."""
        return [address.lower() for _name, address in getaddresses([str(self.message["To"] or "")])]

    @property
    def text(self) -> str:
        """The plain part; empty when there is none."""
        part = self.message.get_body(preferencelist=("plain",))
        return str(part.get_content()) if part else ""

    @property
    def html(self) -> str:
        """The HTML part; empty when there is none."""
        part = self.message.get_body(preferencelist=("html",))
        return str(part.get_content()) if part else ""

    @property
    def attachments(self) -> list[EmailMessage]:
        """The files that came along."""
        return list(self.message.iter_attachments())


class Keeper:
    """What aiosmtpd calls with each mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        """Keep the mail under a number that rises with time; it is there whole or not at all."""
        number = time.time_ns()
        unfinished = self.folder / f"{number}.part"
        unfinished.write_bytes(envelope.content)
        unfinished.rename(self.folder / f"{number}.eml")
        return "250 kept"


def free_port() -> int:
    """A TCP port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def post_office() -> Iterator[int]:
    """Take mail on a free port while the block runs; this process and its later children send there."""
    folder = mailbox_folder()
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every line of every talk
    port = free_port()
    controller = Controller(Keeper(folder), hostname=HOST, port=port)
    controller.start()
    os.environ["DEMO_SMTP_PORT"] = str(port)
    settings.EMAIL_PORT = port
    try:
        yield port
    finally:
        controller.stop()


def mails(limit: int, addresses: frozenset[str] | None = None) -> list[Mail]:
    """The newest mails, the newest first; with `addresses` only those to one of them."""
    found: list[Mail] = []
    for path in sorted(mailbox_folder().glob("*.eml"), reverse=True):
        mail = _read(path)
        if addresses is None or addresses & set(mail.addresses):
            found.append(mail)
        if len(found) == limit:
            break
    return found


def mail(number: int) -> Mail | None:
    """One mail, or None when there is none with this number."""
    path = mailbox_folder() / f"{number}.eml"
    return _read(path) if path.exists() else None


def empty() -> None:
    """Throw every mail away."""
    for path in mailbox_folder().glob("*.eml"):
        path.unlink(missing_ok=True)


def _read(path: Path) -> Mail:
    number = int(path.stem)
    arrived_at = dt.datetime.fromtimestamp(number / 1e9, tz=dt.UTC)
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Mail(number, arrived_at, message)
