"""A real gunicorn on production's settings, and members who use it while its broker is away."""

import datetime as dt
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.faults.databases import ROOT
from tests.faults.kill_portal import wait_until
from tests.faults.kill_stage import LIFE_SECONDS, PROCESSES
from tests.faults.kill_worker import connect
from tests.faults.redis_broker import Broker
from tests.smtp import MailServer, free_port

TOKEN = "c" * 32
SECRET = "only-for-the-tests-of-a-broker-that-is-away-0123456789"


@dataclass(frozen=True)
class Answered:
    """One request: what it asked for, its status, and how many seconds it took."""

    path: str
    status: int
    seconds: float


@dataclass
class Visits:
    """A browser of one member; notes every answer."""

    port: int
    slug: str
    session: str
    answered: list[Answered] = field(default_factory=list)

    def read(self, path: str) -> None:
        """GET as the member."""
        self._ask("GET", path, {})

    def answer(self, *, is_coming: bool) -> None:
        """Press yes or no on the lunch's page."""
        self._ask("POST", f"/sv/lunches/{self.slug}/answer/", {"answer": "yes" if is_coming else "no"})

    def ask_for_code(self, address: str) -> None:
        """Ask to log in, as somebody whom the browser does not know."""
        self._ask("POST", "/sv/account/login/", {"email": address}, is_known=False)

    def _ask(self, method: str, path: str, form: dict[str, str], *, is_known: bool = True) -> None:
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if is_known else "")
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if form else None
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.monotonic()
        line.request(method, path, body, headers)
        reply = line.getresponse()
        reply.read()
        line.close()
        self.answered.append(Answered(path, reply.status, time.monotonic() - began))


def set_up_people(url: str, addresses: list[str], report: Path) -> None:
    """A published lunch in a month's time; the first member invited and logged in."""
    connect(url)
    from django.test import Client

    from events.models import Invitation
    from tests.factories.events import lunch, member

    now = dt.datetime.now(dt.UTC)
    event = lunch(now.date() + dt.timedelta(days=30), now=now - dt.timedelta(days=1))
    people = [member(email=address) for address in addresses]
    Invitation.objects.create(event=event, member=people[0], invited_at=now)
    client = Client()
    client.force_login(people[0])
    report.write_text(json.dumps({"slug": event.slug, "session": client.cookies["sessionid"].value}))


@contextmanager
def web(
    url: str, redis: Broker, mail: MailServer, folder: Path, addresses: list[str], **extra: str
) -> Iterator[Visits]:
    """Two workers of gunicorn on this database, answering; the first address is the member who visits."""
    report = folder / "people.json"
    builder = PROCESSES.Process(target=set_up_people, args=(url, addresses, report))
    builder.start()
    builder.join(LIFE_SECONDS)
    assert builder.exitcode == 0
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.faults.away_wsgi", "--workers", "2", "--no-control-socket"]
    with (folder / "gunicorn.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
            env={**os.environ, **_names(url, redis, mail), **extra},
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        facts: dict[str, Any] = json.loads(report.read_text())
        wait_until(lambda: _answers(port), "gunicorn")
        yield Visits(port, **facts)
    finally:
        process.terminate()
        process.wait(60)


def _names(url: str, redis: Broker, mail: MailServer) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.faults.away_settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": SECRET,
        "SITE_URL": "https://wow.example",
        "ALLOWED_HOSTS": "127.0.0.1,wow.example",
        "DATABASE_URL": url,
        "REDIS_URL": redis.url,
        "DEFAULT_FROM_EMAIL": "WOW <hej@wow.example>",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail.port),
        "EMAIL_USE_TLS": "false",
        "WOW_CONTACT_PHONE": "08-465 004 10",
        "WOW_CONTACT_EMAIL": "hej@wow.example",
    }


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request("GET", "/sv/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()
