"""E-mail by SMTP, spoken step by step: the outbox must know the moment before the text leaves."""

import datetime as dt
import re
import smtplib
import ssl
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from wow.outbox.registry import Attachment, Draft

MAIL_POLICY = policy.SMTP.clone(cte_type="7bit")  # readable by servers that never learned 8BITMIME
LINE_START_DOT = re.compile(rb"(?m)^\.")
READY_FOR_TEXT = 354
SERVER_CODES = frozenset({421, 530, 534, 535, 538})  # closing, or our own log-in: says nothing about the receiver
SIZE_REFUSED = 552


class BadAddress(Exception):
    """No mail can be sent to this address."""


class ServerAway(Exception):
    """Our mail server cannot be reached or does not want us; the text has not left."""


class Uncertain(Exception):
    """The text left and the server's answer never came."""


class Refused(Exception):
    """The server said no to this one mail. `is_final` is False when it may say yes later (4xx)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    @property
    def is_final(self) -> bool:
        """Whether trying again is pointless."""
        return self.code >= 500


@dataclass(frozen=True)
class Letter:
    """A mail in its envelope: `text` is ready for the wire, dots doubled and closed by the final dot."""

    sender: str
    receiver: str
    text: bytes


def letter_of(draft: Draft, *, message_id: str, at: dt.datetime) -> Letter:
    """The draft as bytes to one receiver. Raises BadAddress; ValueError when a header holds a line break."""
    receiver = _wire_address(draft.to)
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["Subject"] = draft.subject
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = receiver
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = draft.language
    for name, value in draft.headers.items():
        mail[name] = value
    mail.set_content(draft.text)
    if draft.html:
        mail.add_alternative(draft.html, subtype="html")
    for attachment in draft.attachments:
        _attach(mail, attachment)
    return Letter(
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        receiver=receiver,
        text=LINE_START_DOT.sub(b"..", mail.as_bytes()).rstrip(b"\r\n") + b"\r\n.\r\n",
    )


def _wire_address(address: str) -> str:
    """The address as ASCII, its domain in IDNA. One address only, and nothing that could begin a new header."""
    local, at, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddress from None
    is_plain = local.isascii() and local.isprintable() and not re.search(r"[\s<>,;:\"()\[\]\\]", local)
    if not (at and local and is_plain and re.fullmatch(r"[A-Za-z0-9.-]+", ascii_domain)):
        raise BadAddress
    return f"{local}@{ascii_domain}"


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


class Courier:
    """One line to the mail server, opened at the first mail and kept for the next ones.

    `offer` then either `hand_over` or `withdraw`, for each letter. `breaks` counts the broken lines since a letter was
    last answered.
    """

    def __init__(self) -> None:
        self.breaks = 0
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is None:
            return
        try:
            self._line.quit()
        except (OSError, smtplib.SMTPException):
            self._line.close()
        self._line = None

    def offer(self, letter: Letter) -> None:
        """Name sender and receiver. Raises Refused or ServerAway; nothing has been sent then."""
        was_open = self._line is not None
        try:
            self._name_both(letter)
        except ServerAway:
            if not was_open:
                raise
            self.breaks -= 1  # servers may close a line that was idle: once more on a new one
            self._name_both(letter)

    def hand_over(self, letter: Letter) -> None:
        """Send the text. Returns when the server has taken it. Raises Refused, ServerAway (not sent) or Uncertain."""
        line = self._open()
        try:
            code, _ = line.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            raise self._broken() from error
        if code != READY_FOR_TEXT:
            raise self._refusal(code)
        try:
            line.send(letter.text)
            code, _ = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._broken()
            raise Uncertain from error
        if not 200 <= code < 300:
            raise self._refusal(code, is_text_answered=True)
        self.breaks = 0

    def withdraw(self) -> None:
        """Take an offer back: the letter must not be sent after all."""
        if self._line is None:
            return
        try:
            self._line.rset()
        except (OSError, smtplib.SMTPException):
            self._broken()

    def _name_both(self, letter: Letter) -> None:
        line = self._open()
        try:
            code, _ = line.mail(letter.sender)
            if not 200 <= code < 300:
                # Every mail has the same sender: it is us the server does not want, unless it names the letter's size.
                raise self._refusal(code) if code == SIZE_REFUSED or 400 <= code < 500 else self._broken()
            code, _ = line.rcpt(letter.receiver)
            if not 200 <= code < 300:
                raise self._refusal(code)
        except (OSError, smtplib.SMTPException) as error:
            raise self._broken() from error

    def _open(self) -> smtplib.SMTP:
        if self._line is not None:
            return self._line
        try:
            self._line = _connect()
        except (OSError, smtplib.SMTPException) as error:
            raise self._broken() from error
        return self._line

    def _refusal(self, code: int, *, is_text_answered: bool = False) -> Refused | ServerAway:
        """The error for a reply that is not yes; afterwards the line is ready for the next letter, or closed."""
        if code in SERVER_CODES and not is_text_answered:
            return self._broken()
        self.breaks = 0
        self.withdraw()
        return Refused(code)

    def _broken(self) -> ServerAway:
        self.breaks += 1
        if self._line is not None:
            self._line.close()
            self._line = None
        return ServerAway()


def _connect() -> smtplib.SMTP:
    """A greeted line to EMAIL_HOST, encrypted and logged in as the settings say."""
    line_class = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    line = line_class(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        local_hostname=urlsplit(settings.SITE_URL).hostname or "localhost",
        timeout=settings.EMAIL_TIMEOUT,
    )
    try:
        line.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            line.starttls(context=ssl.create_default_context())
            line.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        line.close()
        raise
    return line
