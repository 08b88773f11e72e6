"""E-mail by SMTP, spoken step by step: the outbox must know the moment before the text leaves."""

import smtplib
import ssl
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from wow.outbox.channels.letter import Letter

READY_FOR_TEXT = 354
SERVER_CODES = frozenset({421, 530, 534, 535, 538})  # closing, or our own log-in: says nothing about the receiver
SIZE_REFUSED = 552


class ServerAway(Exception):
    """Our mail server cannot be reached or does not want us; the text has not left."""


class LineLost(ServerAway):
    """A line that was kept from the letter before has gone: servers may close one that was idle. Worth a new offer."""


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


class Courier:
    """One line to the mail server, opened at the first mail and kept for the next ones.

    For each letter: `offer`, then `withdraw`, or `dispatch` and `hear_answer`. `breaks` counts the broken lines since a
    letter was last answered.
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
        """Name sender and receiver. Raises Refused, ServerAway or LineLost; nothing has been sent then."""
        was_open = self._line is not None
        try:
            self._name_both(letter)
        except ServerAway as error:
            if not was_open:
                raise
            self.breaks -= 1
            raise LineLost from error

    def dispatch(self, letter: Letter) -> None:
        """Send the text without waiting for the answer. Raises Refused, ServerAway (not sent) or Uncertain."""
        line = self._open()
        try:
            code, _ = line.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            raise self._broken() from error
        if code != READY_FOR_TEXT:
            raise self._refusal(code)
        try:
            line.send(letter.text)
        except (OSError, smtplib.SMTPException) as error:
            self._broken()
            raise Uncertain from error

    def hear_answer(self) -> None:
        """Wait for the answer to the text. Returns when the server has taken it. Raises Refused or Uncertain."""
        line = self._open()
        try:
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
