"""`make production-like`: production's settings and processes on this machine, until Ctrl-C."""

import os
import signal
import sys
import time
from email import message_from_bytes, policy
from types import FrameType
from typing import Any

from tests.production.compose import ROOT
from tests.production.people import MEMBER
from tests.production.stack import Stack, stack
from tests.smtp import Keeper

FOLDER = ROOT / "var" / "production-like"
MAIL = FOLDER / "mail"


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the system asked for the end."""


class Filer(Keeper):
    """Puts each mail that arrives into a file of its own, and its name on the screen."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        """Accept it."""
        answer = await super().handle_DATA(server, session, envelope)
        file = MAIL / f"{len(self.received):03}.txt"
        body = message_from_bytes(envelope.content, policy=policy.default).get_body(("plain",))
        file.write_text(body.get_content() if body else "")
        say(f"Mail: {file.relative_to(ROOT)}")
        return answer


def say(words: str) -> None:
    """On the screen at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def welcome(ours: Stack) -> str:
    """What the terminal says once everything runs."""
    way = "behind Caddy" if ours.has_proxy else "by gunicorn alone: Caddy is not installed (apt-get install caddy)"
    return (
        f"\nThe portal, {way}:\n  {ours.url}\n"
        "  The browser warns of its certificate: it is made here, and nobody has signed it.\n"
        f"Health:  {ours.url}/health/ is red until the first minute has passed.\n"
        f"Member:  {MEMBER} is invited to a lunch. Log-in codes arrive as files in {MAIL.relative_to(ROOT)}.\n"
        "Staff:   in another terminal, then log in at /admin/:\n"
        f"  set -a; . {(FOLDER / '.env').relative_to(ROOT)}; set +a\n"
        "  .venv/bin/python manage.py first_administrator you@example.org\n"
        f"Logs:    {FOLDER.relative_to(ROOT)}. Ctrl-C ends everything; the next run begins with an empty database.\n"
    )


def main() -> None:
    """Run until told to end; what dies is started again, as Docker would."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    MAIL.mkdir(parents=True, exist_ok=True)
    for old in MAIL.iterdir():
        old.unlink()
    say("Starting PostgreSQL, Redis, web, worker and beat ...")
    try:
        with stack(FOLDER, port=int(os.environ.get("PORT", "8443")), keeper=Filer()) as ours:
            ours.run("python", "-m", "tests.production.people")
            say(welcome(ours))
            while True:
                for name in ours.services.revive():
                    say(f"{name} had ended and runs again.")
                time.sleep(1)
    except Stopped:
        say("\nEverything has ended.")


def stop(_number: int, _frame: FrameType | None) -> None:
    """Leave the block above; the end itself is not interrupted."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


if __name__ == "__main__":
    main()
