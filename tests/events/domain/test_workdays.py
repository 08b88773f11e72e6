"""Mondays on which no kitchen takes an order."""

import datetime as dt

import pytest

from events.domain.workdays import DeadlineWarning, deadline_warning, holiday_name, workday_before


@pytest.mark.parametrize(
    ("lunch", "expected"),
    [
        ("2024-03-07", None),
        ("2024-04-04", DeadlineWarning(dt.date(2024, 4, 1), "Annandag påsk", dt.date(2024, 3, 28))),
        ("2025-01-08", DeadlineWarning(dt.date(2025, 1, 6), "Trettondedag jul", dt.date(2025, 1, 3))),
        ("2028-12-28", DeadlineWarning(dt.date(2028, 12, 25), "Juldagen", dt.date(2028, 12, 22))),
    ],
)
def test_warning(lunch: str, expected: DeadlineWarning | None) -> None:
    assert deadline_warning(dt.date.fromisoformat(lunch)) == expected


def test_an_eve_that_everybody_has_off_is_no_workday() -> None:
    assert holiday_name(dt.date(2024, 12, 24)) == "Julafton"
    assert workday_before(dt.date(2024, 12, 27)) == dt.date(2024, 12, 23)


def test_an_ordinary_sunday_has_no_name() -> None:
    assert holiday_name(dt.date(2024, 3, 3)) == ""
