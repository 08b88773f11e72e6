"""Backup and restore as an operator does it, on both databases: all comes back but who was erased; nothing is sent."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.databases import ROOT, environment, fresh_database

MEMBERS = int(os.environ.get("WOW_DRILL_MEMBERS", "3"))
LONGEST_SECONDS = 300  # also for 10,000 members
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]
DAMAGE = {
    "sqlite": "refused: This is no whole backup of the portal: /damaged. Nothing was changed.",
    "postgres": "refused: pg_restore failed: pg_restore: error: could not read from input file: end of file "
    "Nothing was changed.",
}


def drill(engine: str, folder: Path) -> dict[str, Any]:
    """What the drill says; its mail server is the discard port, so nothing can have been sent unseen."""
    with fresh_database(engine) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.production.drill", str(folder), str(MEMBERS)],
            env=environment(url),
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


@pytest.mark.parametrize("engine", ENGINES)
def test_everything_comes_back_but_who_was_erased(engine: str, tmp_path: Path) -> None:
    facts = drill(engine, tmp_path)
    erased = dict.fromkeys(("members.Member", "events.Invitation", "outbox.Message"), 2)
    before = {name: count - erased.get(name, 0) for name, count in facts["before"].items()}
    left = MEMBERS - 2
    assert facts["after"] == before
    assert facts["before"]["members.Member"] == MEMBERS
    assert (facts["still_here"], facts["capacity"], facts["sessions"]) == (0, 40, 0)
    assert facts["said"] == f"restored; erased again: 2; held: {left}; everybody logs in anew"
    assert facts["held"] == left
    assert facts["mode"] == "0o600"
    assert facts["refused"] == [
        DAMAGE[engine],
        "refused: This replaces everything in the database. Say --yes when that is what you want.",
    ]
    assert facts["untouched"] == [1, MEMBERS - 1]
    assert facts["again"] == [True, "restored; erased again: 0; held: 0; everybody logs in anew", True]
    assert max(facts["seconds"].values()) < LONGEST_SECONDS
