"""Saving a database and putting it back, as an operator does it."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


def save(url: str, file: Path) -> None:
    """A copy of the whole database at `url`, taken while it is in use."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(_path_of(url))) as source, closing(sqlite3.connect(file)) as copy:
            source.backup(copy)
        return
    subprocess.run(["pg_dump", "--clean", "--if-exists", "--file", str(file), _plain(url)], check=True)


def restore(url: str, file: Path) -> None:
    """Put the copy in the place of what is there."""
    if url.startswith("sqlite"):
        for suffix in ("-wal", "-shm"):
            Path(f"{_path_of(url)}{suffix}").unlink(missing_ok=True)
        shutil.copy(file, _path_of(url))
        return
    with psycopg.connect(_plain(url), autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    command = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(file), _plain(url)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _path_of(url: str) -> str:
    return urlsplit(url).path


def _plain(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1)
