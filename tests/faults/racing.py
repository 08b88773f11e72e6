"""Races run in processes of their own, which print what came of them as their last line."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.faults.databases import ROOT, environment

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]


def raced(script: str, url: str, *options: str) -> dict[str, Any]:
    """What came of one race, run on the database at `url`; `script` is a path from the root."""
    command = [sys.executable, str(ROOT / script), *options]
    done = subprocess.run(command, env=environment(url), cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
