"""A draft as it goes over the wire: headers, text, attachments, final dot.

Written by hand instead of by `email.message`: that takes several times as long as handing the letter to the server, and
Python 3.11 folds headers slowly and loses spaces between encoded words. The tests read the result with `email`.
"""

import base64
import binascii
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.conf import settings

from wow.outbox.registry import Attachment, Draft

FOLD_AT = 76  # characters of a header's line; RFC 2047
LONGEST_LINE = 900  # bytes that are sent as they are; RFC 5321 allows 998
LINE_START_DOT = re.compile(rb"(?m)^\.")
LINE_BREAK = re.compile(r"[\r\n\0]")
ANY_LINE_BREAK = re.compile(r"\r\n|\r|\n")
EOL = b"\r\n"


class BadAddress(Exception):
    """No mail can be sent to this address."""


@dataclass(frozen=True)
class Letter:
    """A mail in its envelope: `text` is ready for the wire, dots doubled and closed by the final dot."""

    sender: str
    receiver: str
    text: bytes


def letter_of(draft: Draft, *, message_id: str, at: dt.datetime) -> Letter:
    """The draft as bytes to one receiver. Raises BadAddress; ValueError when a header holds a line break."""
    receiver = wire_address(draft.to)
    head = [f"{name}: {_header_text(name, value)}" for name, value in _headers(draft, receiver, message_id, at)]
    whole = "\r\n".join([*head, "MIME-Version: 1.0", ""]).encode("ascii") + _body(draft, message_id)
    return Letter(
        sender=_sender(settings.DEFAULT_FROM_EMAIL)[1],
        receiver=receiver,
        text=LINE_START_DOT.sub(b"..", whole).rstrip(EOL) + b"\r\n.\r\n",
    )


def wire_address(address: str) -> str:
    """The address as ASCII, its domain in IDNA. One address only, and nothing that could begin a new header."""
    local, at, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddress from None
    is_plain = local.isascii() and local.isprintable() and not re.search(r"[\s<>,;:\"()\[\]\\@]", local)
    if not (at and local and is_plain and re.fullmatch(r"[A-Za-z0-9.-]+", ascii_domain)):
        raise BadAddress
    return f"{local}@{ascii_domain}"


def _headers(draft: Draft, receiver: str, message_id: str, at: dt.datetime) -> Iterator[tuple[str, str]]:
    yield "Subject", draft.subject
    yield "From", formataddr(_sender(settings.DEFAULT_FROM_EMAIL))
    yield "To", receiver
    yield "Date", format_datetime(at)
    yield "Message-ID", message_id
    yield "Auto-Submitted", "auto-generated"
    yield "Content-Language", draft.language
    yield from draft.headers.items()


@lru_cache(maxsize=4)
def _sender(configured: str) -> tuple[str, str]:
    """Name and address."""
    return parseaddr(configured)


def _header_text(name: str, value: str) -> str:
    """The value as ASCII, in encoded words where it needs them."""
    if LINE_BREAK.search(name + value):
        raise ValueError(f"a line break in the header {name!r}")
    if value.isascii():
        return value
    return _encoded_words(name, value)


@lru_cache(maxsize=64)
def _encoded_words(name: str, value: str) -> str:
    """Slow to fold, and the same for all who get the same letter in one language."""
    return Header(value, "utf-8", maxlinelen=FOLD_AT, header_name=name).encode(linesep="\r\n")


def _body(draft: Draft, message_id: str) -> bytes:
    """Text alone, or text and HTML as alternatives, or these with the attachments behind them; with their headers."""
    name = re.sub(r"[^0-9A-Za-z]", "", message_id)[:40]
    body = _text_part(draft.text, "plain")
    if draft.html:
        body = _multipart("alternative", f"=_{name}_1", [body, _text_part(draft.html, "html")])
    if draft.attachments:
        body = _multipart("mixed", f"=_{name}_0", [body, *map(_attached_part, draft.attachments)])
    return body


def _multipart(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    """The parts between boundaries named after the Message-ID: the same letter is the same bytes.

    No part can hold one: `=_` stands in neither encoding, and text that goes as it is does not know the Message-ID.
    """
    line = b"--" + boundary.encode("ascii")
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"'.encode("ascii") + EOL + EOL
    return head + b"".join(line + EOL + part.removesuffix(EOL) + EOL for part in parts) + line + b"--" + EOL


def _text_part(text: str, kind: str) -> bytes:
    """One text in seven bits, for servers that never learned 8BITMIME: as it is, or in the shorter encoding."""
    content = ANY_LINE_BREAK.sub("\r\n", text if text.endswith("\n") else f"{text}\n").encode()
    charset, encoding = "utf-8", "7bit"
    if content.isascii() and max(map(len, content.split(EOL))) <= LONGEST_LINE:
        charset = "us-ascii"
    else:
        encoding, content = min(_quoted(content), _base64(content), key=lambda encoded: len(encoded[1]))
    head = f'Content-Type: text/{kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode("ascii") + content


def _quoted(content: bytes) -> tuple[str, bytes]:
    return "quoted-printable", binascii.b2a_qp(content, istext=True)


def _base64(content: bytes) -> tuple[str, bytes]:
    return "base64", base64.encodebytes(content).replace(b"\n", EOL)


def _attached_part(attachment: Attachment) -> bytes:
    """A file with the MIME type's own parameters kept, because calendars need theirs."""
    for value in (attachment.mime_type, attachment.filename):
        if LINE_BREAK.search(value) or not value.isascii() or '"' in value:
            raise ValueError(f"an attachment cannot be named {value!r}")
    head = (
        f"Content-Type: {attachment.mime_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{attachment.filename}"\r\n\r\n'
    )
    return head.encode("ascii") + _base64(attachment.content)[1]
