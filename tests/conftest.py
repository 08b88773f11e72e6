"""What every test may use."""

import os
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate

from tests.browsing import browser

__all__ = ["browser"]

# What migrations put in: a test that empties the tables (a browser's, a race's) would take it from the tests after it.
SEEDS = {
    "languages": ("wow.i18n.migrations.0002_open_first_languages", "open_languages"),
    "members": ("members.migrations.0002_first_chapters", "add_chapters"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: what is quick speaks first, and Playwright's event loop meets no other test."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)
    if any(item.get_closest_marker("journey") for item in items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # that loop makes Django think itself asynchronous


def put_seeds_back(app_config: Any, **_kwargs: Any) -> None:
    """Emptying the tables ends with Django's post_migrate signal: the place to sow again."""
    if app_config.label in SEEDS:
        module, function = SEEDS[app_config.label]
        getattr(import_module(module), function)(apps, None)


@pytest.fixture(scope="session", autouse=True)
def seeds_survive_emptied_tables() -> None:
    """Languages and chapters are there for every test, whatever ran before it."""
    post_migrate.connect(put_seeds_back, dispatch_uid="tests.seeds")
