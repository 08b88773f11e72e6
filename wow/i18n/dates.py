"""Days and clocks as people write them in each of the 19 languages, in plain text for mails, calendars and pages.

Month and day names come from CLDR through Babel, because Django lacks six of our languages. The order of the parts is
written down here: CLDR's own patterns shorten the weekday in most languages, and a beginner reads the whole word.
Clocks have 24 hours everywhere, as on every poster in Sweden. Aware moments are shown in Europe/Stockholm.
"""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext

from wow.i18n.languages import BY_CODE, SOURCE_CODE

STOCKHOLM = ZoneInfo("Europe/Stockholm")

# Per language: the day without a year, and with one (CLDR pattern letters; EEEE weekday, d day, MMMM month, y year).
DAY_PATTERNS: dict[str, tuple[str, str]] = {
    "sv": ("EEEE d MMMM", "EEEE d MMMM y"),
    "en": ("EEEE d MMMM", "EEEE d MMMM y"),
    "ar": ("EEEE، d MMMM", "EEEE، d MMMM y"),
    "so": ("EEEE, d MMMM", "EEEE, d MMMM y"),
    "ti": ("EEEE፣ d MMMM", "EEEE፣ d MMMM y"),
    "fa": ("EEEE d MMMM", "EEEE d MMMM y"),
    "prs": ("EEEE d MMMM", "EEEE d MMMM y"),
    "ps": ("EEEE، د MMMM d", "EEEE، د y د MMMM d"),
    "ckb": ("EEEE، dی MMMM", "EEEE، dی MMMMی y"),
    "kmr": ("EEEE, d'ê' MMMM'ê'", "EEEE, d'ê' MMMM'a' y'an'"),
    "uk": ("EEEE, d MMMM", "EEEE, d MMMM y 'р'."),
    "ru": ("EEEE, d MMMM", "EEEE, d MMMM y 'г'."),
    "pl": ("EEEE, d MMMM", "EEEE, d MMMM y"),
    "tr": ("d MMMM EEEE", "d MMMM y EEEE"),
    "es": ("EEEE, d 'de' MMMM", "EEEE, d 'de' MMMM 'de' y"),
    "fr": ("EEEE d MMMM", "EEEE d MMMM y"),
    "bs": ("EEEE, d. MMMM", "EEEE, d. MMMM y."),
    "am": ("EEEE፣ d MMMM", "EEEE፣ d MMMM y"),
    "sq": ("EEEE, d MMMM", "EEEE, d MMMM y"),
}


def _code(language: str | None) -> str:
    code = language or translation.get_language() or SOURCE_CODE
    return code if code in BY_CODE else SOURCE_CODE


def in_stockholm(moment: datetime) -> datetime:
    """The same moment on a clock in Stockholm; a naive one is taken to be that clock already."""
    return moment if moment.tzinfo is None else moment.astimezone(STOCKHOLM)


def _local_date(day: date | datetime) -> date:
    return in_stockholm(day).date() if isinstance(day, datetime) else day


@lru_cache(maxsize=1024)
def _written_day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def day_text(day: date | datetime, language: str | None = None, *, with_year: bool | None = None) -> str:
    """`torsdag 11 april`; the year is added when it is not this one, always with True, never with False.

    Without a language the active one is used; an unknown language reads as Swedish.
    """
    local = _local_date(day)
    code = _code(language)
    shows_year = local.year != datetime.now(STOCKHOLM).year if with_year is None else with_year
    return _written_day(local, DAY_PATTERNS[code][shows_year], BY_CODE[code].cldr)


def clock_text(clock: time | datetime, language: str | None = None) -> str:
    """`12.15` in Swedish, `12:15` elsewhere, always with 24 hours; an aware moment is shown in Stockholm."""
    local = in_stockholm(clock) if isinstance(clock, datetime) else clock
    return local.strftime("%H.%M" if _code(language) == SOURCE_CODE else "%H:%M")


def day_and_clock_text(moment: datetime, language: str | None = None, *, with_year: bool | None = None) -> str:
    """`torsdag 11 april, klockan 12.15`, the joint taken from the catalogue of the language."""
    code = _code(language)
    with translation.override(code):
        joint = gettext("%(day)s at %(clock)s")
    return joint % {"day": day_text(moment, code, with_year=with_year), "clock": clock_text(moment, code)}


def short_moment_text(moment: datetime, language: str | None = None) -> str:
    """`7 nov. 12.20` for the narrow columns of lists; the year stands in the place of the clock when it is another."""
    code, local = _code(language), in_stockholm(moment)
    is_this_year = local.year == datetime.now(STOCKHOLM).year
    day = _written_day(local.date(), "d MMM" if is_this_year else "d MMM y", BY_CODE[code].cldr)
    return f"{day} {clock_text(local, code)}" if is_this_year else day
