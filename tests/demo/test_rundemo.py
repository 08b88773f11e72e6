"""`make demo` as a person meets it: it comes up, logs her in, shows her mails, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.demo.conftest import ROOT, Manage
from tests.smtp import free_port

pytestmark = pytest.mark.xdist_group("demo")  # one demo, one worker, in this order

START_SECONDS = 60


class Demo:
    """A running demo."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, said: str, folder: Path) -> None:
        self.process, self.port, self.said, self.folder = process, port, said, folder
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.browser.open(f"http://localhost:{self.port}{path}", timeout=20) as response:
            return str(response.read().decode())

    def post(self, path: str, **fields: str) -> tuple[str, str]:
        page = self.get("/demo/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        with self.browser.open(f"http://localhost:{self.port}{path}", data=body, timeout=60) as response:
            return response.url, str(response.read().decode())

    def person(self, name: str) -> str:
        found = re.search(
            rf"<strong[^>]*>{name}</strong>.*?name=\"member\" value=\"([\w-]+)\"", self.get("/demo/"), re.S
        )
        assert found is not None
        return found[1]


@pytest.fixture(scope="module")
def demo(loaded: Manage, demo_environment: dict[str, str]) -> Iterator[Demo]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "rundemo"],
        cwd=ROOT,
        env={**demo_environment, "DEMO_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = ""
    patient_until = time.monotonic() + START_SECONDS
    while "Ctrl-C" not in said and process.poll() is None and time.monotonic() < patient_until:
        said += process.stdout.readline()
    assert "Ctrl-C" in said, said
    yield Demo(process, port, said, Path(demo_environment["DEMO_DIR"]))
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    process.stdout.close()


def test_it_says_where_it_is_and_who_one_can_be(demo: Demo) -> None:
    assert f"http://localhost:{demo.port}\n" in demo.said
    assert f"http://localhost:{demo.port}/demo/\n" in demo.said
    assert demo.said.count("@demo.example") == 16


def test_a_button_logs_a_member_in_and_shows_her_lunch(demo: Demo) -> None:
    address, page = demo.post("/demo/log-in/", member=demo.person("Kerstin"))
    assert address == f"http://localhost:{demo.port}/sv/"
    assert "Lunch om det första jobbet" in page


def test_a_button_logs_staff_in_past_the_second_step(demo: Demo) -> None:
    address, _page = demo.post("/demo/log-in/", member=demo.person(r"Lovisa \(WOW\)"))
    assert address == f"http://localhost:{demo.port}/admin/"


def test_a_stranger_has_no_button(demo: Demo) -> None:
    for member in ("", "nobody", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(OSError, match="404"):
            demo.post("/demo/log-in/", member=member)


def test_the_mailbox_shows_a_mail_with_links_that_work(demo: Demo) -> None:
    listed = demo.get(f"/demo/mailbox/?person={demo.person('Kerstin')}")
    numbers = re.findall(r"/demo/mailbox/(\d+)/", listed)
    assert len(numbers) == 5  # reminded of three lunches that are over, invited to two, none answered
    page = demo.get(f"/demo/mailbox/{numbers[0]}/")
    link = re.findall(rf'href="(http://localhost:{demo.port}/sv/lunches/answer/[^"]+)"', page)[0]
    assert "Lunch om" in demo.get(link.removeprefix(f"http://localhost:{demo.port}").replace("&amp;", "&"))


def test_a_mails_html_is_shut_in(demo: Demo) -> None:
    number = re.findall(r"/demo/mailbox/(\d+)/", demo.get("/demo/mailbox/"))[0]
    with demo.browser.open(f"http://localhost:{demo.port}/demo/mailbox/{number}/html/", timeout=20) as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy.split("; ")[:2] == [
        "sandbox allow-top-navigation-by-user-activation allow-popups",
        "default-src 'none'",
    ]


def test_mondays_reminders_can_be_sent_today(demo: Demo) -> None:
    before = len(list((demo.folder / "mailbox").glob("*.eml")))
    demo.post("/demo/monday/")
    after = len(list((demo.folder / "mailbox").glob("*.eml")))
    assert after - before == 31  # Järva's 36 less two to be called and three who said no


def test_a_second_one_is_refused_in_one_line(demo: Demo, loaded: Manage) -> None:
    taken = loaded("rundemo", environment={"DEMO_PORT": str(demo.port)})
    again = f"CommandError: Port {demo.port} is taken. Choose another one: make demo PORT={demo.port + 1}\n"
    assert (taken.returncode, taken.stderr) == (1, again)
    other = loaded("rundemo", environment={"DEMO_PORT": str(free_port())})
    lock = "CommandError: The demo runs already from this folder. End it with Ctrl-C first.\n"
    assert (other.returncode, other.stderr) == (1, lock)


def test_ctrl_c_ends_everything(demo: Demo) -> None:
    """Last in this module: afterwards the demo is gone."""
    family = descendants(demo.process.pid)
    assert len(family) >= 4  # web server, its two workers, the worker with beat
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=30) == 0
    assert [pid for pid in family if is_alive(pid)] == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", demo.port)) != 0


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in map(int, children) for found in [child, *descendants(child)]]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
