"""A browser, a mail server and a portal that answers, all real and all on this machine."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.smtp import MailServer, mail_server
from wow.outbox.services import deliver_due

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
BROWSER_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


AXE_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def chromium_path() -> str:
    """The machine's own Chromium; without one the journeys skip, and fail where CI=true."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    message = "No Chromium on this machine: apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all journeys."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def mails(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server of this test's own; the portal's settings point to it."""
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@dataclass
class Visitor:
    """A person at a screen: pages are opened by path, checked by axe, and pictured when WOW_PICTURES names a folder."""

    page: Page
    base_url: str
    name: str
    problems: list[str]
    has_javascript: bool = True

    def open(self, path: str) -> None:
        """Go to a path (or a whole address) and check the page."""
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        self.check()

    def click(self, name: str | re.Pattern[str], role: Any = "button") -> None:
        """Press what a screen reader would call `name`, wait for the page that follows, and check it."""
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.check()

    def check(self) -> None:
        """No accessibility problem (WCAG 2.2 AA), no sideways scroll, nothing refused by the CSP."""
        if self.has_javascript:
            assert axe_problems(self.page) == []
            assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
        assert self.problems == []
        if folder := os.environ.get("WOW_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            count = len(list(Path(folder).glob(f"{self.name}-*.png")))
            self.page.screenshot(path=str(Path(folder) / f"{self.name}-{count:02}.png"), full_page=True)

    def text(self) -> str:
        """What the main part of the page says."""
        return self.page.locator("main").inner_text()


def axe_problems(page: Page) -> list[str]:
    """What axe finds on the page, one line a violation with the first element it concerns."""
    page.evaluate(AXE_SOURCE + ";0")  # through the debugger, so that the page's CSP stays strict
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run(document)).violations")
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]


@pytest.fixture
def visit(
    browser: Browser, live_server: Any, settings: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Opens a new browser for one person: `visit("amina", PHONE, javascript=False)`."""
    settings.SITE_URL = live_server.url
    contexts: list[BrowserContext] = []

    def open_browser(
        name: str, viewport: dict[str, int] = PHONE, *, javascript: bool = True, **options: Any
    ) -> Visitor:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        page.on("console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None)
        return Visitor(page, live_server.url, f"{request.node.name}-{name}", problems, javascript)

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def post_is_delivered(mails: MailServer) -> Callable[[], list[EmailMessage]]:
    """Lets the outbox send what is due and returns every mail that has arrived so far, oldest first."""

    def deliver() -> list[EmailMessage]:
        deliver_due(clock=timezone.now)
        return mails.inbox()

    return deliver


def link_in(mail: EmailMessage, part: str) -> str:
    """The first address in a mail's plain text that contains `part`."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = [address for address in re.findall(r"https?://\S+", body.get_content()) if part in address]
    return found[0]


def code_in(mail: EmailMessage) -> str:
    """The log-in code in a mail's plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", body.get_content(), re.MULTILINE)
    assert found is not None, body.get_content()
    return found[1]
