"""The whole portal as docker-compose.yml describes it, without Docker: databases, web, worker, beat, and a proxy."""

import datetime as dt
import os
import secrets
import shlex
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.faults.postgres_cluster import cluster
from tests.production.certificate import write_certificate
from tests.production.compose import ROOT, command_of
from tests.production.processes import Services
from tests.smtp import Keeper, MailServer, free_port, mail_server

START_SECONDS = 90
STATIC = ROOT / "var" / "production-like" / "static"  # kept from run to run: making it takes longest
PHONE = "08-465 004 10"  # a number kept free for fiction


@dataclass
class Stack:
    """What runs: `url` is its address, `services` its processes, `mail` what has been sent."""

    url: str
    has_proxy: bool
    services: Services
    mail: MailServer

    def health(self) -> tuple[int, str]:
        """Status and text of the health page."""
        return read(f"{self.url}/health/")

    def manage(self, *words: str) -> str:
        """Run `manage.py` as an operator would in this environment; returns what it printed."""
        return self.run("python", "manage.py", *words)

    def run(self, *words: str) -> str:
        """Run a program in this environment; returns what it printed."""
        done = subprocess.run(
            words, cwd=ROOT, env=dict(self.services.variables), check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


def read(url: str, **headers: str) -> tuple[int, str]:
    """Status and text of a page whose certificate nobody has signed; 0 when nobody answers."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        with urlopen(Request(url, headers=headers), timeout=10, context=trusting) as reply:  # noqa: S310 ours
            return reply.status, reply.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, OSError):
        return 0, ""


def wait_until(is_true: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Return once it is true. Raises SystemExit when that takes too long."""
    patient_until = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > patient_until:
            raise SystemExit(f"Waited {seconds:.0f} seconds in vain for {what}.")
        time.sleep(0.1)


def environment(folder: Path, *, database: str, redis_port: int, mail_port: int, port: int) -> dict[str, str]:
    """The variables of .env.example for this run; stands in `.env` of the folder too."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "wow.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"https://localhost:{port}",
        "ALLOWED_HOSTS": "localhost",
        "TRUSTED_PROXY_COUNT": "1" if shutil.which("caddy") else "0",
        "DATABASE_URL": database,
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DEFAULT_FROM_EMAIL": "WOW <hej@wow.example>",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_port),
        "EMAIL_USE_TLS": "false",
        "WOW_CONTACT_PHONE": PHONE,
        "WOW_CONTACT_EMAIL": "hej@wow.example",
        "WEB_CONCURRENCY": "2",
        "WORKER_CONCURRENCY": "2",
        "STATIC_ROOT": str(STATIC),
        "TMPDIR": str(folder / "tmp"),
        "C_FORCE_ROOT": "1",  # in a container nobody is root
    }
    (folder / ".env").touch(mode=0o600)
    (folder / ".env").write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in ours.items()))
    return {**{name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}, **ours}


@contextmanager
def stack(folder: Path, *, port: int = 0, keeper: Keeper | None = None) -> Iterator[Stack]:
    """Everything running and answering on 127.0.0.1, with empty databases; ended afterwards."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "tmp", ignore_errors=True)
    (folder / "tmp").mkdir()
    with cluster() as postgres, mail_server(keeper) as mail:
        redis_port = free_port()
        variables = environment(folder, database=postgres.url, redis_port=redis_port, mail_port=mail.port, port=port)
        services = Services(folder, variables)
        try:
            redis = ["--bind", "127.0.0.1", "--port", str(redis_port), "--dir", str(folder / "tmp")]
            services.start("redis", [*command_of("redis"), *redis])
            services.finish(("migrate", command_of("migrate")), *static_files())
            has_proxy = start_web(services, folder, port)
            services.start("worker", command_of("worker"))
            services.start("beat", command_of("beat"))
            ours = Stack(f"https://localhost:{port}", has_proxy, services, mail)
            wait_until(lambda: ours.health()[0] in {200, 503}, "the web server")
            yield ours
        finally:
            services.stop()


def static_files() -> list[tuple[str, list[str]]]:
    """What collects them: once, and again when a file of ours has changed since."""
    made = STATIC / "staticfiles.json"
    newest = max(path.stat().st_mtime for path in ROOT.glob("*/static/**/*") if path.is_file())
    if made.exists() and made.stat().st_mtime > newest:
        return []
    return [("static", ["python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"])]


def start_web(services: Services, folder: Path, port: int) -> bool:
    """The web server behind the proxy; without one it speaks TLS itself. Tells whether there is a proxy."""
    if not shutil.which("caddy"):
        certificate, key = write_certificate(folder, dt.datetime.now(dt.UTC))
        own = f"--bind=127.0.0.1:{port} --certfile={certificate} --keyfile={key}"
        services.start("web", command_of("web"), GUNICORN_CMD_ARGS=own)
        return False
    behind = f"127.0.0.1:{free_port()}"
    services.start("web", command_of("web"), GUNICORN_CMD_ARGS=f"--bind={behind}")
    services.start(
        "proxy",
        command_of("proxy"),
        BIND_ADDRESS="127.0.0.1",
        HTTP_PORT=str(free_port()),
        HTTPS_PORT=str(port),
        WEB_ADDRESS=behind,
        XDG_DATA_HOME=str(folder / "certificates"),
        XDG_CONFIG_HOME=str(folder / "tmp"),
    )
    return True
