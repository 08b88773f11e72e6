"""The press: a process of its own that prints, with a limit of time and of memory, and without the portal's secrets.

It starts at the first document and stays, because its start takes longer than a page. Web processes and workers never
load WeasyPrint themselves. A document that takes too long ends the press; the next document starts another.
"""

import atexit
import base64
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from wow.pdf.errors import ERRORS, PaperError, PressDied, TooMuch, TooSlow
from wow.pdf.press_process import OUT_OF_MEMORY
from wow.pdf.rendering import Drawing, Printed, refuse_too_much

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "wow.pdf.press_process")
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
DYING_SECONDS = 2
SECONDS = 30  # for one document; then the press ends itself
MEGABYTES = 1024  # of address space


class Press:
    """One press and its queue of one: threads of a process wait for each other."""

    def __init__(self, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.limits = (str(seconds), str(megabytes))
        self.turn = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def print_paper(self, html: str, pictures: Mapping[str, Drawing] | None = None) -> Printed:
        """As `rendering.render`, within the limits. Raises PaperError: TooSlow, TooMuch, DoesNotFit, FontsMissing."""
        handed = dict(pictures or {})
        refuse_too_much(html, handed)
        with self.turn:
            return self._printed(json.dumps({"html": html, "pictures": _packed(handed)}).encode() + b"\n")

    def stop(self) -> None:
        """End the process; the next document starts another. Twice is harmless."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _printed(self, wish: bytes) -> Printed:
        process = self._running()
        line = _told(process, wish)
        if not line.endswith(b"\n"):
            raise _cause_of_death(self._ended())
        answer = json.loads(line)
        if "error" in answer:
            raise ERRORS.get(answer["error"], PaperError)(answer["detail"])
        content = base64.b64decode(answer["content"])
        return Printed(content, answer["pages"], tuple(answer["refused"]), tuple(answer["unwritten"]))

    def _ended(self) -> int:
        """How the process that fell silent has ended; killed if it cannot by itself."""
        process = self.process
        if process is None:
            return 0
        with suppress(subprocess.TimeoutExpired):
            process.wait(DYING_SECONDS)
        self.stop()
        return process.returncode

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.stop()
            environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            self.process = subprocess.Popen(  # noqa: S603
                (*COMMAND, *self.limits),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.process


def _told(process: subprocess.Popen[bytes], wish: bytes) -> bytes:
    """The answer's line; without its end when the press died."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(wish)
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return b""


def _cause_of_death(code: int) -> PaperError:
    if code == -signal.SIGALRM:
        return TooSlow()
    # Without memory Python ends as we told it to, and C libraries by a signal.
    if code in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP):
        return TooMuch("memory")
    return PressDied(str(code))


def _packed(pictures: Mapping[str, Drawing]) -> dict[str, Any]:
    return {
        name: [picture.media_type, base64.b64encode(picture.content).decode()] for name, picture in pictures.items()
    }


press = Press()


def _forget_the_parents_press() -> None:
    """A forked process must not talk on its parent's line."""
    press.process = None
    press.turn = threading.Lock()


atexit.register(press.stop)
os.register_at_fork(after_in_child=_forget_the_parents_press)
