"""A person at a screen: she finds what she presses by the words that a screen reader would say, in her language."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from django.test import Client
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Locator, Page, Response

from members.models import Member

AXE_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ISOLATES = re.compile("[\u2066-\u2069]")  # marks around what keeps its own direction; nobody sees them


def said(msgid: str, language: str = "sv", context: str = "", **filled: object) -> str:
    """A sentence of ours as the catalogue of a language has it."""
    with override(language):
        words = pgettext(context, msgid) if context else gettext(msgid)
    return words % filled if filled else words


def axe_problems(page: Page) -> list[str]:
    """What axe finds on the page, one line a violation with the first element it concerns."""
    page.evaluate(AXE_SOURCE + ";0")  # through the debugger, so that the page's CSP stays strict
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run(document)).violations")
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]


@dataclass
class Visitor:
    """Pages are opened by path, checked by axe, and pictured when WOW_PICTURES names a folder."""

    page: Page
    base_url: str
    name: str
    problems: list[str]
    language: str = "sv"
    has_javascript: bool = True
    statuses: list[int] = field(default_factory=list)  # of every page she saw, in order

    def __post_init__(self) -> None:
        """Note the status of each page, and everything that the browser complains of."""
        self.page.on("response", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on(
            "console", lambda line: self.problems.append(line.text) if "Content Security" in line.text else None
        )

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.statuses.append(response.status)

    @property
    def status(self) -> int:
        """The HTTP status of the page she looks at."""
        return self.statuses[-1]

    @property
    def path(self) -> str:
        """Where she is, without host and question."""
        return self.page.url.removeprefix(self.base_url).split("?")[0]

    def says(self, msgid: str, context: str = "", **filled: object) -> str:
        """A sentence of ours in her language."""
        return said(msgid, self.language, context, **filled)

    def open(self, path: str) -> None:
        """Go to a path (or a whole address) and check the page."""
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        self.check()

    def enter(self, member: Member) -> None:
        """Give the browser the session of a member who has logged in."""
        client = Client()
        client.force_login(member)
        session = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.base_url}])

    def find(self, msgid: str, role: Any = "button") -> Locator:
        """The first control of a role whose whole name is this sentence in her language."""
        return self.page.get_by_role(role, name=self.says(msgid), exact=True).first

    def press(self, msgid: str, role: Any = "button") -> None:
        """Press a control, wait for the page that follows, and check it."""
        self.go(self.find(msgid, role))

    def follow(self, msgid: str) -> None:
        """Press a link."""
        self.press(msgid, "link")

    def go(self, control: Locator) -> None:
        """Press something that leads to another page, and check that page."""
        with self.page.expect_navigation():
            control.click()
        self.check()

    def write(self, msgid: str, words: str) -> None:
        """Fill in the field whose label begins with this sentence."""
        self.page.get_by_label(self.says(msgid)).first.fill(words)

    def choose(self, msgid: str, within: str = "") -> None:
        """Press a card of a choice, in the group named `within` where several have the same words."""
        group = self.page.get_by_role("group", name=self.says(within)) if within else self.page
        group.locator("label.choice", has_text=re.compile(rf"^\s*{re.escape(self.says(msgid))}\s*$")).first.click()

    def text(self) -> str:
        """What the main part of the page says."""
        return ISOLATES.sub("", self.page.locator("main").inner_text())

    def reads(self, msgid: str, context: str = "", **filled: object) -> bool:
        """Whether the page says this sentence in her language."""
        return self.says(msgid, context, **filled) in self.text()

    def check(self) -> None:
        """No accessibility problem (WCAG 2.2 AA), no sideways scroll, nothing refused by the CSP."""
        if self.has_javascript:  # axe's promises never end in a page without it
            self.problems.extend(axe_problems(self.page))
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            self.problems.append("wider than the screen")
        assert self.problems == [], f"{self.path}: {self.problems}"
        if folder := os.environ.get("WOW_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            count = len(list(Path(folder).glob(f"{self.name}-??.png")))
            self.page.screenshot(path=str(Path(folder) / f"{self.name}-{count:02}.png"), full_page=True)
