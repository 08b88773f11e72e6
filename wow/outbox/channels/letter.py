"""A draft as it goes over the wire: headers, text, attachments, final dot."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings

from wow.outbox.registry import Attachment, Draft

# Seven bits: for servers that never learned 8BITMIME. Headers are laid out here: Python 3.11 folds slowly, and loses
# spaces between encoded words.
MAIL_POLICY = policy.SMTP.clone(cte_type="7bit", refold_source="none")
FOLD_AT = 76  # characters of a header's line; RFC 2047
LINE_START_DOT = re.compile(rb"(?m)^\.")
LINE_BREAK = re.compile(r"[\r\n\0]")


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
    mail = EmailMessage(policy=MAIL_POLICY)
    mail.set_content(draft.text)
    if draft.html:
        mail.add_alternative(draft.html, subtype="html")
    for attachment in draft.attachments:
        _attach(mail, attachment)
    _set_boundaries(mail, message_id)
    for name, value in _headers(draft, receiver, message_id, at):
        mail.set_raw(name, _header_text(name, value))
    return Letter(
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        receiver=receiver,
        text=LINE_START_DOT.sub(b"..", mail.as_bytes()).rstrip(b"\r\n") + b"\r\n.\r\n",
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
    yield "From", formataddr(parseaddr(settings.DEFAULT_FROM_EMAIL))
    yield "To", receiver
    yield "Date", format_datetime(at)
    yield "Message-ID", message_id
    yield "Auto-Submitted", "auto-generated"
    yield "Content-Language", draft.language
    yield from draft.headers.items()


def _header_text(name: str, value: str) -> str:
    """The value as ASCII, in encoded words where it needs them."""
    if LINE_BREAK.search(name + value):
        raise ValueError(f"a line break in the header {name!r}")
    if value.isascii():
        return value
    return Header(value, "utf-8", maxlinelen=FOLD_AT, header_name=name).encode(linesep="\r\n")


def _set_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Name the boundaries after the Message-ID: the same letter is the same bytes, and no text can hold one."""
    name = re.sub(r"[^0-9A-Za-z]", "", message_id)[:40]
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{name}_{number}")


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    """Attach with the MIME type's own parameters kept: calendars need theirs."""
    mime_type, *parameters = [part.strip() for part in attachment.mime_type.split(";")]
    main_type, _, sub_type = mime_type.partition("/")
    mail.add_attachment(
        attachment.content,
        maintype=main_type,
        subtype=sub_type,
        filename=attachment.filename,
        params=dict(parameter.split("=", 1) for parameter in parameters),
    )
