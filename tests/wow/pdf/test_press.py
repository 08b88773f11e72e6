"""The press: prints in a process of its own, ends what takes too long or too much, and knows none of our secrets."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wow.pdf.papers import page, read
from wow.pdf.errors import DoesNotFit, PressDied, TooMuch, TooSlow
from wow.pdf.press import SECONDS, Press
from wow.pdf.rendering import Drawing, render

SLOW = page("<table><tr>" + "<td colspan=1000 rowspan=1000>x" * 200 + "</table>")
HUNGRY = page("<table>" + "<tr><td>a<td>b</tr>" * 8000 + "</table>")
DEEP = page("<div>" * 3000)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for the tests that leave it as it was, or replaced."""
    yield from started(Press())


@pytest.fixture
def hasty_press() -> Iterator[Press]:
    yield from started(Press(seconds=2))


@pytest.fixture
def narrow_press(press: Press) -> Iterator[Press]:
    """With little more memory than a short document takes on this machine."""
    press.stop()
    press.print_paper(page("Hej"))
    yield from started(Press(megabytes=most_megabytes(press) + 5))


def most_megabytes(press: Press) -> int:
    """The most address space that the process had so far."""
    assert press.process is not None
    status = Path(f"/proc/{press.process.pid}/status").read_text()
    return int(status.partition("VmPeak:")[2].split()[0]) // 1024


def started(press: Press) -> Iterator[Press]:
    yield press
    press.stop()


def test_it_prints_what_rendering_prints(press: Press) -> None:
    picture = Drawing(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "image/svg+xml")
    html = page('<h1>Hej</h1><img src="picture:a" alt="bild"><img src="http://x.example/" alt="ingen">')
    printed, here = press.print_paper(html, {"a": picture}), render(html, {"a": picture})
    assert (printed.pages, printed.refused, printed.unwritten) == (here.pages, here.refused, here.unwritten)
    assert read(printed.content).pages[0].extract_text() == read(here.content).pages[0].extract_text()


def test_one_process_prints_one_document_after_the_other(press: Press) -> None:
    press.print_paper(page("Ett"))
    first = press.process
    press.print_paper(page("Två"))
    assert press.process is first


def test_what_takes_too_long_ends_and_the_next_document_is_printed(hasty_press: Press) -> None:
    hasty_press.print_paper(page("Varm"))
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        hasty_press.print_paper(SLOW)
    assert time.monotonic() - begun < 2 + 3
    assert hasty_press.print_paper(page("Hej")).pages == 1


def test_what_takes_too_much_memory_ends_and_the_next_document_is_printed(narrow_press: Press) -> None:
    with pytest.raises(TooMuch):
        narrow_press.print_paper(HUNGRY)
    assert narrow_press.print_paper(page("Hej")).pages == 1


def test_what_is_too_deep_is_refused(press: Press) -> None:
    with pytest.raises(TooMuch):
        press.print_paper(DEEP)
    assert press.print_paper(page("Hej")).pages == 1


def test_the_limit_of_every_day_is_below_what_is_promised() -> None:
    assert SECONDS < 35


def test_refusals_come_back_as_themselves(press: Press) -> None:
    leaf = '<div data-fits style="height: 5mm; overflow: hidden">' + "ord " * 500 + "</div>"
    with pytest.raises(DoesNotFit):
        press.print_paper(page(leaf))
    assert press.print_paper(page("Hej")).pages == 1


def test_a_press_that_was_killed_is_told_and_replaced(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.print_paper(page("Ett"))
    assert press.process is not None
    press.process.kill()
    press.process.wait()
    assert press.print_paper(page("Två")).pages == 1
    monkeypatch.setattr(press.process, "poll", lambda: None)  # it dies between the look and the wish
    press.process.kill()
    with pytest.raises(PressDied):
        press.print_paper(page("Tre"))


def test_it_gets_none_of_our_secrets(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.stop()
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    monkeypatch.setenv("DATABASE_URL", "postgres://hemlig")
    press.print_paper(page("Hej"))
    assert press.process is not None
    environment = Path(f"/proc/{press.process.pid}/environ").read_text()
    assert ("hemlig" in environment, "PATH=" in environment) == (False, True)


OWNER = """
import sys, time
from wow.pdf.press import press
press.print_paper("<!doctype html><html lang=sv dir=ltr><title>t</title>hej")
print(press.process.pid, "weasyprint" in sys.modules, flush=True)
time.sleep(60)
"""


def test_it_ends_with_its_owner_who_never_loads_weasyprint() -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    number, loaded = owner.stdout.readline().split()
    owner.kill()
    owner.communicate()
    assert (loaded, gone(int(number))) == ("False", True)


def gone(number: int) -> bool:
    """Whether the process ends within a few seconds; a zombie of nobody has ended."""
    for _try in range(100):
        status = Path(f"/proc/{number}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_fork_starts_a_press_of_its_own() -> None:
    code = (
        "import os\nfrom wow.pdf.press import press\n"
        "press.process = object()\npid = os.fork()\n"
        "if pid == 0: os._exit(0 if press.process is None else 1)\n"
        "press.process = None\nraise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ)).returncode == 0
