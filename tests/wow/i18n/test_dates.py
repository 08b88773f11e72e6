"""Days and clocks in 19 languages."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import formats, translation

from wow.i18n.dates import DAY_PATTERNS, STOCKHOLM, clock_text, day_and_clock_text, day_text
from wow.i18n.languages import BY_CODE

THURSDAY = date(2024, 4, 11)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sv", "torsdag 11 april"),
        ("en", "Thursday 11 April"),
        ("ar", "الخميس، 11 أبريل"),
        ("so", "Khamiis, 11 Abriil"),
        ("ti", "ሓሙስ፣ 11 ሚያዝያ"),
        ("fa", "پنجشنبه 11 آوریل"),
        ("prs", "پنجشنبه 11 اپریل"),
        ("ps", "پينځنۍ، د اپریل 11"),
        ("ckb", "پێنجشەممە، 11ی نیسان"),
        ("kmr", "pêncşem, 11ê nîsanê"),
        ("uk", "четвер, 11 квітня"),
        ("ru", "четверг, 11 апреля"),
        ("pl", "czwartek, 11 kwietnia"),
        ("tr", "11 Nisan Perşembe"),
        ("es", "jueves, 11 de abril"),
        ("fr", "jeudi 11 avril"),
        ("bs", "četvrtak, 11. april"),
        ("am", "ሐሙስ፣ 11 ኤፕሪል"),
        ("sq", "e enjte, 11 prill"),
    ],
)
def test_a_day_in_words(code: str, words: str) -> None:
    assert day_text(THURSDAY, code, with_year=False) == words


def test_every_language_has_a_pattern() -> None:
    assert set(DAY_PATTERNS) == set(BY_CODE)


def test_the_year_is_told_when_it_is_not_this_one() -> None:
    this_year = datetime.now(STOCKHOLM).date()
    assert day_text(THURSDAY, "sv") == "torsdag 11 april 2024"
    assert str(this_year.year) not in day_text(this_year, "sv")
    assert day_text(THURSDAY, "kmr", with_year=True) == "pêncşem, 11ê nîsana 2024an"


def test_moments_are_shown_on_a_clock_in_stockholm() -> None:
    summer = datetime(2024, 4, 11, 10, 15, tzinfo=UTC)
    winter = datetime(2024, 3, 7, 11, 15, tzinfo=UTC)
    assert (clock_text(summer, "sv"), clock_text(winter, "en")) == ("12.15", "12:15")
    assert day_text(datetime(2024, 4, 11, 22, 30, tzinfo=UTC), "sv", with_year=False) == "fredag 12 april"
    assert clock_text(time(9, 5), "ar") == "09:05"


def test_day_and_clock_keeps_both_parts_in_order() -> None:
    words = day_and_clock_text(datetime(2024, 4, 11, 10, 15, tzinfo=UTC), "en", with_year=False)
    assert words == "Thursday 11 April at 12:15"


def test_an_unknown_or_missing_language_reads_as_the_active_one_or_swedish() -> None:
    with translation.override("en"):
        assert day_text(THURSDAY, with_year=False) == "Thursday 11 April"
        assert day_text(THURSDAY, "xx", with_year=False) == "torsdag 11 april"


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_django_s_own_filters_write_24_hours_and_read_iso_days(code: str) -> None:
    with translation.override(code):
        evening = formats.time_format(time(18, 5))
        assert evening.replace(".", ":") == "18:05"
        assert "%Y-%m-%d" in formats.get_format("DATE_INPUT_FORMATS")
        assert formats.date_format(THURSDAY, "SHORT_DATE_FORMAT") != "04/11/2024"
