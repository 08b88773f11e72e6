"""The demo's doors exist under the demo's settings only."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.demo.conftest import ROOT
from wow.demo.guard import objections, refuse_outside_demo

DEMO = {
    "DEMO": True,
    "SECRET_KEY": "only-for-development-and-never-for-real-people",
    "SITE_URL": "http://localhost:8000",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}},
}
POSTGRES = {"default": {"ENGINE": "django.db.backends.postgresql"}}


def test_the_demo_is_let_in() -> None:
    assert objections(SimpleNamespace(**DEMO)) == []


@pytest.mark.parametrize(
    ("changed", "objection"),
    [
        ({"DEMO": False}, "DEMO is not True"),
        ({"DEMO": "yes"}, "DEMO is not True"),
        ({"SECRET_KEY": "real"}, "SECRET_KEY is a real one"),
        ({"SITE_URL": "https://portal.wow.example"}, "SITE_URL is not this machine"),
        ({"DATABASES": POSTGRES}, "the database is not the demo's SQLite file"),
    ],
)
def test_each_sign_of_something_real_is_an_objection(changed: dict[str, object], objection: str) -> None:
    assert objections(SimpleNamespace(**{**DEMO, **changed})) == [objection]


def test_the_tests_own_settings_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="DEMO is not True"):
        refuse_outside_demo()


def test_other_settings_do_not_know_its_addresses(db: None) -> None:
    for path in ("/demo/", "/demo/mailbox/", "/demo/log-in/"):
        assert Client().get(path).status_code == 404, path


def test_production_with_the_demo_added_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "mixed.py").write_text(
        "from wow.settings.production import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'wow.demo']\nDEMO = True\n"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "mixed",
        "PYTHONPATH": str(tmp_path),
        "SECRET_KEY": "k3Yq8-long-enough-for-production-and-nobodys-real-secret-0042",
        "SITE_URL": "https://portal.wow.example",
        "ALLOWED_HOSTS": "portal.wow.example",
        "DATABASE_URL": "postgres://wow@127.0.0.1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DEFAULT_FROM_EMAIL": "WOW <hej@wow.example>",
        "EMAIL_HOST": "127.0.0.1",
        "WOW_CONTACT_PHONE": "08-465 004 10",
        "WOW_CONTACT_EMAIL": "hej@wow.example",
    }
    result = run_python("import django; django.setup()", environment)
    assert result.returncode == 1
    assert "ImproperlyConfigured: wow.demo logs anybody in" in result.stderr


def run_python(code: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
