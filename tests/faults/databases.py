"""Fresh databases for tests that race or kill whole processes: made, migrated, handed over as a URL, dropped."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.faults.size import folder_for_databases, size_of_run

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
    """The URL of an empty migrated database, "sqlite" (a file) or "postgres"; gone afterwards.

    A copy of one that this process migrated once and keeps until its end.
    """
    with {"sqlite": _sqlite_file, "postgres": _postgres_database}[engine]() as url:
        yield url


@contextmanager
def _sqlite_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=folder_for_databases()) as folder:
        shutil.copy(_sqlite_model(), f"{folder}/race.sqlite3")
        yield f"sqlite:///{folder}/race.sqlite3"


@cache
def _sqlite_model() -> Path:
    folder = tempfile.TemporaryDirectory(dir=folder_for_databases())
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "model.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@contextmanager
def _postgres_database() -> Iterator[str]:
    need_postgres()
    name = f"wow_{uuid.uuid4().hex[:12]}"
    _on_server("CREATE DATABASE {} TEMPLATE {}", name, _postgres_model())
    if size_of_run() == "small":
        _on_server("ALTER DATABASE {} SET synchronous_commit = off", name)  # no power fails in a test
    try:
        yield _url_of(name)
    finally:
        _on_server("DROP DATABASE {} WITH (FORCE)", name)


@cache
def _postgres_model() -> str:
    name = f"wow_model_{uuid.uuid4().hex[:12]}"
    _on_server("CREATE DATABASE {}", name)
    atexit.register(_on_server, "DROP DATABASE {} WITH (FORCE)", name)
    migrate(_url_of(name))
    return name


def _on_server(statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server_url(), autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(server_url())._replace(path=f"/{name}"))
