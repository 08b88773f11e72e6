"""What every test may use."""

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys drive a browser in threads of their own; Django must not refuse its database there."""
    if any(item.get_closest_marker("journey") for item in items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
