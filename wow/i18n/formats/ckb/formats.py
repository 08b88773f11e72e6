"""Sorani: digits, because Django's month names follow another calendar than our readers' phones; 24 hours."""

from wow.i18n.formats.digits import *  # noqa: F403
