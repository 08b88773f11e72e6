"""A browser, a mail server and a portal that answers, all real and all on this machine."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.visitor import Visitor
from tests.smtp import MailServer, mail_server
from wow.i18n.public import forget_public_codes
from wow.outbox.quiet import after_quiet
from wow.outbox.services import beat, deliver_due

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}

Post = Callable[[], list[EmailMessage]]
Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Neither pages nor open languages from the test before."""
    forget_public_codes()
    cache.clear()


@pytest.fixture
def mails(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server of this test's own; the portal's settings point to it."""
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def visit(browser: Browser, live_server: Any, settings: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens a new browser for one person: `visit("amina", PHONE, language="ar", javascript=False)`."""
    settings.SITE_URL = live_server.url
    settings.WOW_LEAVE_URL = f"{live_server.url}/health/"  # nobody's weather is asked for in a test
    beat("tick", timezone.now())  # the health page is red while the clock is silent
    contexts: list[BrowserContext] = []

    def open_browser(
        name: str, viewport: dict[str, int] = PHONE, *, language: str = "sv", javascript: bool = True, **options: Any
    ) -> Visitor:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale=language,
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        name = re.sub(r"[^\w-]+", "-", f"{request.node.name}-{name}")
        return Visitor(context.new_page(), live_server.url, name, [], language, javascript)

    yield open_browser
    for context in contexts:
        context.close()


def daytime() -> dt.datetime:
    """Now, or this coming morning when the test runs at night: invitations do not go out in the quiet hours."""
    return after_quiet(timezone.now())


@pytest.fixture
def post(mails: MailServer) -> Post:
    """Lets the outbox send what is due and returns the mails that came by it, in order of receiver."""

    def deliver() -> list[EmailMessage]:
        before = len(mails.inbox())
        deliver_due(clock=timezone.now)  # codes, which grow old within minutes
        deliver_due(clock=daytime)
        return sorted(mails.inbox()[before:], key=lambda mail: str(mail["To"]))

    return deliver
