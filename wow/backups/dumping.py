"""Writing the database to a file and putting one in its place, for PostgreSQL and for SQLite."""

import os
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj
from typing import IO, cast

from django.db import connection

OURS_ALONE = 0o600  # a backup holds everything that the portal knows about people
PSQL = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
NO_BACKUP = "This is no whole backup of the portal"


class BackupFailed(Exception):
    """Says in one sentence what went wrong; the database is as it was."""


def write_backup(target: Path) -> None:
    """Copy the whole database, as it is at one moment, while the portal runs. Raises BackupFailed."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.touch(mode=OURS_ALONE)
        unfinished.chmod(OURS_ALONE)
        {"postgresql": _dump_postgres, "sqlite": _dump_sqlite}[connection.vendor](unfinished)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise BackupFailed(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def put_in_place(source: Path) -> None:
    """Make the database what it was when the backup was written. Raises BackupFailed and leaves it as it is."""
    if not source.is_file():
        raise BackupFailed(f"There is no file {source}.")
    {"postgresql": _restore_postgres, "sqlite": _restore_sqlite}[connection.vendor](source)
    connection.close()


def _dump_postgres(target: Path) -> None:
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _restore_postgres(source: Path) -> None:
    """All or nothing: the old tables go and the new ones come in one transaction."""
    whole = ["pg_restore", "--no-owner", "--no-privileges"]
    _run([*whole, "--file=/dev/null", str(source)])  # reads all of it: nothing is touched when it is damaged
    with connection.cursor() as cursor:
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
    connection.close()
    drop = f"DROP TABLE IF EXISTS {', '.join(tables)} CASCADE" if tables else "SELECT 1"
    _replay([*whole, "--file=-", str(source)], [*PSQL, f"--command={drop}", "--file=-"])


def _replay(reader_words: list[str], writer_words: list[str]) -> None:
    """Let psql do what pg_restore says. Its transaction ends well only when both came to their end."""
    reader = subprocess.Popen(reader_words, stdout=subprocess.PIPE)  # noqa: S603 our own words
    writer = subprocess.Popen(  # noqa: S603 our own words
        writer_words, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with suppress(BrokenPipeError):  # psql says why in its last words
        copyfileobj(cast(IO[bytes], reader.stdout), cast(IO[bytes], writer.stdin))
    if reader.wait():
        writer.kill()  # before it hears that there is no more, so that its transaction is undone
    _output, last_words = writer.communicate()
    _refuse_failure("psql", writer.returncode, last_words.decode(errors="replace"))


def _run(words: list[str]) -> None:
    """Run a program of PostgreSQL's on the portal's database; the password never stands among its words."""
    done = subprocess.run(  # noqa: S603 our own words
        words, env=_environment(), stderr=subprocess.PIPE, text=True, check=False
    )
    _refuse_failure(words[0], done.returncode, done.stderr)


def _refuse_failure(program: str, code: int, last_words: str) -> None:
    if code:
        reason = next((line for line in last_words.splitlines() if line.strip()), "it did not say why.")
        raise BackupFailed(f"{program} failed: {reason}")


def _environment() -> dict[str, str]:
    return {**os.environ, **_postgres_names(), "PGOPTIONS": "-c lock_timeout=10s"}


def _postgres_names() -> dict[str, str]:
    settings = connection.settings_dict
    wanted = {
        "PGDATABASE": settings["NAME"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"]),
    }
    return {name: value for name, value in wanted.items() if value}


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()


def _restore_sqlite(source: Path) -> None:
    saved = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if saved.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupFailed(f"{NO_BACKUP}: {source}.")
        connection.ensure_connection()
        saved.backup(connection.connection)
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"{NO_BACKUP}: {source}.") from error
    finally:
        saved.close()
