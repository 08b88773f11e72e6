"""The compose file's own processes on real servers: a member and a first administrator use them, and one is killed."""

import os
import signal
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Browser

from tests.journeys.conftest import PHONE
from tests.journeys.letters import code_in
from tests.journeys.visitor import Visitor
from tests.production.people import MEMBER
from tests.production.stack import Stack, stack, wait_until
from wow.outbox.quiet import is_quiet

pytestmark = [pytest.mark.journey, pytest.mark.services, pytest.mark.xdist_group("production")]
STINA = "stina@example.org"
WEB_MOST, WORKER_MOST = 150, 250  # MB of memory that one process may hold
MAIL_SECONDS = 60
TOTP_SECONDS = 30  # that each number of her app holds


@pytest.fixture(scope="module", name="portal")
def _portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with stack(tmp_path_factory.mktemp("production")) as ours:
        yield ours
        groups = [service.process.pid for service in ours.services.running.values()]
    assert [process for group in groups for process in processes_of(group)] == []  # the end leaves nothing running


@pytest.fixture(name="visit")
def _visit(portal: Stack, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        ignore_https_errors=True,
        reduced_motion="reduce",
        locale="sv",
    )
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), portal.url, "production", [])
    context.close()


def mail_to(portal: Stack, address: str, number: int = 1) -> EmailMessage:
    """The so-manieth mail to somebody, once it has come."""
    wait_until(lambda: len(portal.mail.to(address)) >= number, "the mail", MAIL_SECONDS)
    return portal.mail.to(address)[number - 1]


def log_in(visitor: Visitor, portal: Stack, address: str) -> None:
    """By the code that the worker mails."""
    number = len(portal.mail.to(address)) + 1
    visitor.write("Your e-mail address", address)
    visitor.press("Send me a code")
    visitor.write("The six digits in the mail", code_in(mail_to(portal, address, number)))
    visitor.press("Go on")


def app_code(secret: str) -> str:
    """The six digits that an app with this key shows now, and for some seconds more."""
    if (left := TOTP_SECONDS - time.time() % TOTP_SECONDS) < 5:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_SECONDS)))


def processes_of(group: int) -> list[Path]:
    """The living processes of a group, in /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group and state != "Z":
            found.append(stat.parent)
    return found


def memory_of(process: Path) -> int:
    """Megabytes that it holds in memory."""
    line = next(line for line in (process / "status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def test_a_member_answers_and_the_first_administrator_comes_in(portal: Stack, visit: Visitor) -> None:
    lunch = portal.run("python", "-m", "tests.production.people")
    portal.manage("reminders_tick")  # beat's first one comes a minute after its start
    assert portal.health() == (200, "ok")
    asked = timezone.now()
    visit.open(f"/sv/account/login/?next={lunch}")
    log_in(visit, portal, MEMBER)
    visit.open(lunch)
    before = len(portal.mail.to(MEMBER))
    visit.press("Yes, I am coming")
    visit.press("Done")
    if not is_quiet(asked):  # at night the confirmation waits for the morning
        mail_to(portal, MEMBER, before + 1)
    visit.page.context.clear_cookies()
    portal.manage("first_administrator", STINA, "--name", "Stina")
    visit.open("/admin/")
    log_in(visit, portal, STINA)
    assert visit.path == "/sv/me/second-step/"
    visit.open("/sv/account/app/add/")
    visit.page.locator("details summary", has_text=visit.says("I cannot use the picture")).click()
    secret = visit.page.locator("details[open] .number").inner_text().strip()
    visit.write("The six digits in the app", app_code(secret))
    visit.press("Connect the app")
    visit.open("/admin/events/rsvp/")
    assert (visit.status, visit.path) == (200, "/admin/events/rsvp/")
    assert visit.page.get_by_text("Amina").count() == 1


def kill(portal: Stack, name: str) -> None:
    """As when the machine runs out of memory."""
    service = portal.services.running[name]
    service.signal(signal.SIGKILL)
    service.process.wait()


def test_whatever_is_killed_holds_nothing_up_and_comes_back(portal: Stack, visit: Visitor) -> None:
    kill(portal, "worker")
    before = len(portal.mail.to(MEMBER))
    visit.open("/sv/account/login/")
    visit.write("Your e-mail address", MEMBER)
    visit.press("Send me a code")
    assert len(portal.mail.to(MEMBER)) == before
    portal.manage("reminders_tick")  # cron's clock, which needs neither worker nor Redis
    assert len(portal.mail.to(MEMBER)) == before + 1
    for name in ("redis", "web"):
        kill(portal, name)
    assert sorted(portal.services.revive()) == ["redis", "web", "worker"]
    wait_until(lambda: portal.health() == (200, "ok"), "the web server")
    visit.page.context.clear_cookies()
    visit.open("/sv/account/login/")
    log_in(visit, portal, MEMBER)


def test_each_process_is_as_small_as_promised(portal: Stack) -> None:
    groups = {name: processes_of(service.process.pid) for name, service in portal.services.running.items()}
    assert [name for name, found in groups.items() if not found] == []
    heaviest = {name: max(memory_of(process) for process in groups[name]) for name in ("web", "worker", "beat")}
    if report := os.environ.get("WOW_MEMORY_REPORT"):
        Path(report).write_text(
            str({name: [memory_of(process) for process in found] for name, found in groups.items()})
        )
    assert heaviest["web"] < WEB_MOST
    assert max(heaviest["worker"], heaviest["beat"]) < WORKER_MOST


def test_no_log_knows_who_was_here(portal: Stack) -> None:
    said = "".join(log.read_text(errors="replace") for log in portal.services.folder.glob("*.log"))
    assert [word for word in (MEMBER, STINA, "Amina", "sessionid", "?next") if word in said] == []
