"""Fresh databases for tests that race or kill whole processes: made, migrated, handed over as a URL, dropped."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


def environment(url: str) -> dict[str, str]:
    """The environment in which a Django process works on this database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "wow.settings.test",
        "TEST_DATABASE_URL": url,
        "PYTHONPATH": str(ROOT),
    }


def server_url() -> str:
    """The PostgreSQL server that tests may make databases on."""
    url = os.environ.get("TEST_DATABASE_URL", "")
    return url if url.startswith("postgres") else DEFAULT_SERVER


def need_postgres() -> None:
    """Skip the test when no PostgreSQL answers; with CI=true that is a failure."""
    try:
        psycopg.connect(server_url(), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        message = f"no PostgreSQL at {urlsplit(server_url()).hostname}: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def migrate(url: str) -> None:
    """Bring an empty database up to date."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment(url), cwd=ROOT, check=True)


@contextmanager
def fresh_database(engine: str) -> Iterator[str]:
    """The URL of an empty migrated database, "sqlite" (a file) or "postgres"; gone afterwards."""
    make = {"sqlite": _sqlite_file, "postgres": _postgres_database}[engine]
    with make() as url:
        migrate(url)
        yield url


@contextmanager
def _sqlite_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/race.sqlite3"


@contextmanager
def _postgres_database() -> Iterator[str]:
    need_postgres()
    name = f"wow_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server_url())._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url(), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
