"""Loads Django once in the fork server, and draws the map of its addresses, so that workers start in milliseconds."""

import django

django.setup()

from django.urls import get_resolver  # noqa: E402
from django.utils import translation  # noqa: E402

from tests.faults import kill_weakness  # noqa: E402, F401 what workers import
from wow.outbox import tasks  # noqa: E402, F401

for language in ("sv", "en"):
    with translation.override(language):
        get_resolver().reverse_dict  # noqa: B018 slow to draw: every worker would draw its own
