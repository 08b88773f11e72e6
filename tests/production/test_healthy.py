"""The container's own question: does the web server answer, and has it its database."""

import pytest

from wow.healthy import is_healthy


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        (200, "ok", True),
        (503, "clock", True),  # no tick has run yet: not this process's fault
        (503, "clock\nreminders", True),
        (503, "database", False),
        (502, "", False),
        (500, "", False),
    ],
)
def test_only_the_database_and_silence_count(status: int, text: str, expected: bool) -> None:
    assert is_healthy(status, text) is expected
