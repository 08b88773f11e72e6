"""The components in a real browser: accessible, whole at every width, light on the line, and quick to leave."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.utils import timezone
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.members import logged_in, make_member, make_staff
from wow.i18n.public import using
from wow.outbox.services import beat

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
HARMLESS = "harmless"
BUDGET = 14 * 1024  # bytes of HTML, CSS and JavaScript of one page, compressed

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.wow.ui.styleguide"),
]
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: Any, settings: Any) -> Iterator[OpenPage]:
    """Opens a path in a new browser of a given size, colour scheme and with or without JavaScript."""
    beat("tick", timezone.now())  # the harmless page is the health page, which is red while the clock is silent
    settings.WOW_LEAVE_URL = f"{live_server.url}/health/?{HARMLESS}"
    contexts: list[BrowserContext] = []

    def visit(path: str, *, width: int = 360, height: int = 740, scheme: Any = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
            base_url=live_server.url,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/sv/styleguide/?errors=1", "/ar/styleguide/", "/so/leave-help/", "/ar/nowhere/"])
def test_axe_finds_nothing(open_page: OpenPage, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, height=800, scheme=scheme)
    page.evaluate(AXE + ";0")  # through the debugger, so that the page's policy stays strict
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run(document)).violations")
    assert [f"{item['id']}: {item['nodes'][0]['html']}" for item in found] == []


@pytest.mark.parametrize("path", ["/sv/styleguide/", "/ar/styleguide/"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_reaches_outside_the_screen(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_pressed_is_large_enough_for_a_thumb(open_page: OpenPage) -> None:
    page = open_page("/sv/styleguide/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, .choice, summary, select, .page-foot a")]
            .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 43.5)
            .map((it) => it.outerHTML)"""
    )
    assert small == []


def test_a_page_is_light(open_page: OpenPage, client: Any) -> None:
    root = Path(__file__).parents[3] / "wow" / "static" / "wow"
    open_page("/sv/leave-help/")
    parts = [client.get("/sv/leave-help/").content] + [
        (root / name).read_bytes() for name in ("tokens.css", "portal.css", "portal.js")
    ]
    assert sum(len(gzip.compress(part)) for part in parts) <= BUDGET


def test_a_page_asks_for_four_things_and_an_icon(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0].rsplit("/", 1)[-1]))
    page.reload()
    assert sorted(set(asked) - {"favicon.svg"}) == ["", "portal.css", "portal.js", "tokens.css"]


def test_leaving_goes_away_at_once_and_back_shows_nothing(open_page: OpenPage) -> None:
    page = open_page("/sv/styleguide/")
    page.goto("/sv/leave-help/")
    with using("sv"):
        words = gettext("Leave this page at once")
    page.get_by_role("link", name=words).last.click()
    page.wait_for_url(f"**?{HARMLESS}")
    for _ in range(3):
        page.go_back()
        page.wait_for_timeout(300)
        if page.url == "about:blank":
            break
        assert page.url.endswith(HARMLESS)
    assert page.locator("main").count() == 0


def test_an_address_opened_anew_after_leaving_is_shown(open_page: OpenPage) -> None:
    page = open_page("/sv/styleguide/")
    page.locator("#leave").click()
    page.wait_for_url(f"**?{HARMLESS}")
    page.goto("/sv/leave-help/")
    expect(page.locator("main")).to_be_visible()


def test_shift_three_times_leaves_and_another_key_starts_again(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    status = page.locator("[data-leave-status]")
    page.keyboard.press("Shift")
    expect(status).not_to_be_empty()
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    expect(status).to_be_empty()
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url.endswith("/sv/leave-help/")
    page.keyboard.press("Shift")
    page.wait_for_url(f"**?{HARMLESS}")


def test_escape_does_not_leave(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.url.endswith("/sv/leave-help/")


def test_speech_stops_before_the_page_is_left(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    page.evaluate("window.speechSynthesis.cancel = () => sessionStorage.setItem('silenced', '1')")
    page.locator("#leave").click()
    page.wait_for_url(f"**?{HARMLESS}")
    assert page.evaluate("sessionStorage.getItem('silenced')") == "1"


def test_leaving_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/", script=False)
    page.locator("#leave").click()
    page.wait_for_url(f"**?{HARMLESS}")


@pytest.mark.parametrize("script", [True, False])
def test_the_language_is_chosen_and_remembered(open_page: OpenPage, script: bool) -> None:
    page = open_page("/sv/leave-help/", script=script)
    page.locator("summary").first.click()
    page.get_by_role("button", name="العربية").click()
    page.wait_for_url("**/ar/leave-help/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto("/")
    page.wait_for_url("**/ar/")


def test_the_first_stops_of_the_keyboard_are_the_content_and_the_way_out(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/lamna/"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**?{HARMLESS}")


def test_errors_take_the_focus(open_page: OpenPage) -> None:
    page = open_page("/sv/styleguide/?errors=1")
    expect(page.locator("[data-error-summary]")).to_be_focused()


def test_paper_shows_no_buttons_of_the_frame(open_page: OpenPage) -> None:
    page = open_page("/sv/leave-help/")
    page.emulate_media(media="print")
    expect(page.locator("#leave")).to_be_hidden()
    expect(page.locator(".page-foot")).to_be_hidden()


@pytest.fixture
def known(open_page: OpenPage) -> Callable[..., Page]:
    """Opens a path as somebody who is logged in, with the list of what its policy refused."""

    def visit(member: Any, path: str, **options: Any) -> tuple[Page, list[str]]:
        page = open_page("/sv/leave-help/", **options)
        session = logged_in(member).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])
        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
        page.goto(path)
        return page, refused

    return visit  # type: ignore[return-value]


@pytest.mark.parametrize("path", ["/admin/", "/admin/members/member/", "/admin/members/member/add/"])
def test_the_policy_refuses_nothing_of_the_staff_s_frame(known: Any, path: str) -> None:
    page, refused = known(make_staff(is_superuser=True), path, width=1280, height=800)
    assert page.url.endswith(path)
    page.wait_for_timeout(300)  # Alpine and htmx write their styles after the page is loaded
    assert refused == []


@pytest.mark.parametrize("path", ["/sv/account/logout/", "/ar/account/app/", "/sv/account/email/"])
def test_account_pages_look_like_us_and_refuse_nothing(known: Any, path: str) -> None:
    page, refused = known(make_member(), path)
    assert page.url.endswith(path)
    page.evaluate(AXE + ";0")
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run(document)).violations")
    assert [f"{item['id']}: {item['nodes'][0]['html']}" for item in found] == []
    assert refused == []
    assert page.locator("article.card").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_menu_stands_at_thumb_height_on_a_phone_and_on_top_on_a_laptop(known: Any) -> None:
    member = make_member()
    phone, _ = known(member, "/sv/leave-help/")
    box = phone.locator("nav.tabs").bounding_box()
    assert round(box["y"] + box["height"]) == 740
    assert phone.locator("nav.tabs li").count() == 3
    laptop, _ = known(member, "/sv/leave-help/", width=1280, height=800)
    assert laptop.locator("nav.tabs").bounding_box()["y"] < 150
