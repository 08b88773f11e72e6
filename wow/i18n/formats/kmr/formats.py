"""Kurmanji: Django knows no month names here, so its own filters write digits; words come from wow.i18n.dates."""

from wow.i18n.formats.digits import *  # noqa: F403

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
