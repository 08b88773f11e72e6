"""Filters of the pages: days, clocks, and runs of digits that must not turn round in right-to-left text."""

from datetime import date, datetime, time

from django.db.models import Model
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wow.i18n.content import localised
from wow.i18n.dates import clock_text, day_text
from wow.i18n.languages import SOURCE_CODE


def ltr(value: object) -> SafeString:
    """A number, phone, date or code that keeps its order inside Arabic text; empty stays empty."""
    text = "" if value is None else str(value)
    return format_html('<span dir="ltr" class="number">{}</span>', text) if text else SafeString()


def isolated(value: object) -> str:
    """The twin of `ltr` for plain text: in right-to-left languages wrapped in the marks that keep a number's order."""
    text = "" if value is None else str(value)
    return f"\u2066{text}\u2069" if text and translation.get_language_bidi() else text


def day(value: date | datetime | None) -> str:
    """`torsdag 11 april` in the reader's language, with the year when it is not this one."""
    return day_text(value) if value else ""


def day_with_year(value: date | datetime | None) -> str:
    """`torsdag 11 april 2024` in the reader's language."""
    return day_text(value, with_year=True) if value else ""


def clock(value: time | datetime | None) -> str | SafeString:
    """`12.15` as the language writes it; kept in order inside right-to-left text."""
    if value is None:
        return ""
    text = clock_text(value)
    return ltr(text) if translation.get_language_bidi() else text


def day_and_clock(value: datetime | None) -> str | SafeString:
    """`torsdag 11 april, klockan 12.15` in the reader's language."""
    if value is None:
        return ""
    return format_html(gettext("%(day)s at %(clock)s").replace("%(day)s", "{day}").replace("%(clock)s", "{clock}"),
                       day=day(value), clock=clock(value))  # fmt: skip


def localised_html(instance: Model, field: str) -> str | SafeString:
    """The text in the reader's language; a Swedish fallback is marked with its own language and direction."""
    found = localised(instance, field)
    if not found.is_fallback:
        return found.text
    return format_html('<span lang="{}" dir="ltr">{}</span>', SOURCE_CODE, found.text)
