"""The demo runs in processes of its own, under its own settings and in a folder that is thrown away."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Manage = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of one demo of its own."""
    folder = tmp_path_factory.mktemp("demo")
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "wow.settings.demo", "DEMO_DIR": str(folder)}


@pytest.fixture(scope="session")
def manage(demo_environment: dict[str, str]) -> Manage:
    """Run `manage.py` under the demo's settings; `environment` overrides single variables."""

    def run(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**demo_environment, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def loaded(manage: Manage) -> Manage:
    """The same, after the demo was loaded."""
    result = manage("load_demo")
    assert (result.stdout, result.returncode) == ("The demo is loaded.\n", 0), result.stderr
    return manage
