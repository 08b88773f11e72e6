"""No log of production holds the address of an answer or a calendar."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from wow.masking import SECRET_ADDRESS, MaskSecretAddresses, masked

CADDYFILE = Path(__file__).parents[2] / "wow" / "settings" / "Caddyfile"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /sv/lunches/answer/3fY:1:x-Y_z/", "Not Found: /sv/lunches/answer/***/"),
        ("Gone: /ar/lunches/answer/3fY:1:x/details/", "Gone: /ar/lunches/answer/***/details/"),
        ("/calendar/abc.def.ics?x=1", "/calendar/***?x=1"),
        ("'/sv/me/messages/abc:def'", "'/sv/me/messages/***'"),
        ("/sv/lunches/soup-and-work/calendar.ics", "/sv/lunches/soup-and-work/calendar.ics"),
        ("/sv/lunches/soup-and-work/answer/", "/sv/lunches/soup-and-work/answer/"),
    ],
)
def test_the_signed_part_is_left_out(said: str, kept: str) -> None:
    assert masked(said) == kept


def routes(resolver: Any, before: str = "/") -> Iterator[str]:
    """Every address of the portal as it is written in the code."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def test_every_address_with_a_token_is_known() -> None:
    with_token = [route.replace("<str:token>", "SECRET") for route in routes(get_resolver()) if "<str:token>" in route]
    assert len(with_token) >= 4
    assert [route for route in with_token if "SECRET" in masked(route)] == []


def test_a_line_of_the_log_is_masked_with_its_arguments(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", "/lunches/answer/a:b/"), None
    )
    assert MaskSecretAddresses().filter(record) is True
    assert (record.getMessage(), record.args) == ("Gone: /lunches/answer/***/", None)


def test_the_proxy_masks_the_same_addresses() -> None:
    ours = SECRET_ADDRESS.pattern.split(")")[0].strip("(")
    line = next(line for line in CADDYFILE.read_text().splitlines() if "request>uri" in line)
    assert line.split('"')[1].split(")")[0].strip("(") == ours
