"""A sponsor's picture: the logo that staff uploaded, or her name drawn in the portal's own hand.

The drawn one is never an imitation of a logo: the name in plain letters over a row of discs and squares, like the seats
round our table. Each line is set to a width worked out here, so it fits whatever font the reader's device has.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import ceil
from textwrap import wrap
from typing import NamedTuple
from unicodedata import east_asian_width

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sponsors.models import Logo, Sponsor

SIZE = 40  # of the letters; every other length follows
LINE = 48
HEAD = 6  # room above for the dots of an Ö
SEAT = 5  # half the width of a disc or a square
PITCH = 22
LONG_LINE = 16  # letters; a longer name stands on several lines
NARROW, WIDE = frozenset("fijlrtI1.,:;!'|()[]-· "), frozenset("mwMWÅÄÆŒ@%&—")
FONTS = "system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif"


class Colours(NamedTuple):
    """What a name is drawn in: its letters, its discs, its squares."""

    ink: str
    disc: str
    square: str


ON_PAPER = Colours("#2b1a2e", "#e3a008", "#2a7355")  # the light tokens
ON_SCREEN = Colours("var(--ink)", "var(--seat-one)", "var(--seat-two)")


@dataclass(frozen=True)
class Picture:
    """A picture as a file, with its size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def picture_of(sponsor: Sponsor) -> Picture:
    """The stored logo, or the name drawn for a light ground. `select_related("logo")` spares the query."""
    try:
        logo = sponsor.logo
    except Logo.DoesNotExist:
        width, height = drawn_size(sponsor.name)
        return Picture(drawn_name(sponsor.name).encode(), "image/svg+xml", width, height)
    return Picture(bytes(logo.content), logo.media_type, logo.width, logo.height)


def digest_of(content: bytes) -> str:
    """What a stored logo is addressed by: another picture has another address."""
    return sha256(content).hexdigest()


def drawn_size(name: str) -> tuple[int, int]:
    """Width and height of the drawn name."""
    lines = _lines(name)
    return max(_length(line) for line in lines), HEAD + LINE * len(lines) + 2 * SEAT + 4


@lru_cache(maxsize=256)
def drawn_name(name: str, colours: Colours = ON_PAPER) -> SafeString:
    """The name as an SVG of its own size, that of `drawn_size`; `ON_SCREEN` follows the page's colour mode."""
    width, height = drawn_size(name)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="sponsor-name" viewBox="0 0 {0} {1}" width="{0}" height="{1}"'
        ' role="img" aria-label="{2}"><g font-family="{3}" font-size="{4}" font-weight="700" fill="{5}"'
        ' text-anchor="middle">{6}</g>{7}</svg>',
        width, height, name, FONTS, SIZE, colours.ink, _letters(_lines(name), width), _seats(width, height, colours),
    )  # fmt: skip


def _lines(name: str) -> list[str]:
    """The name on one line, or on as many lines of about the same length as it needs."""
    count = ceil(len(name) / LONG_LINE)
    for length in range(ceil(len(name) / count), len(name) + 1):
        lines = wrap(name, length, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return lines
    return [name]


def _length(line: str) -> int:
    return max(ceil(sum(map(_share, line)) * SIZE), 2 * PITCH)


def _share(letter: str) -> float:
    """How wide a bold letter is, as a share of the size of the type."""
    if letter in NARROW:
        return 0.36
    if letter in WIDE or east_asian_width(letter) in "WF":
        return 0.95
    return 0.74 if letter.isupper() else 0.62


def _letters(lines: list[str], width: int) -> SafeString:
    return format_html_join(
        "",
        '<text x="{}" y="{}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>',
        ((width / 2, HEAD + LINE * number - 12, _length(line), line) for number, line in enumerate(lines, start=1)),
    )


def _seats(width: int, height: int, colours: Colours) -> SafeString:
    """Discs and squares in turn under the whole name; numbers and colours of ours only, nothing to escape."""
    count = max(width // PITCH, 2)
    step = (width - 2 * SEAT) / (count - 1)
    row = height - SEAT - 1
    return mark_safe("".join(_seat(SEAT + step * place, row, place % 2 == 0, colours) for place in range(count)))


def _seat(x: float, y: float, is_disc: bool, colours: Colours) -> str:
    if is_disc:
        return f'<circle cx="{x:.1f}" cy="{y}" r="{SEAT}" fill="{colours.disc}"/>'
    side = 2 * SEAT - 1
    corner = f'x="{x - side / 2:.1f}" y="{y - side / 2}"'
    return f'<rect {corner} width="{side}" height="{side}" rx="2.5" fill="{colours.square}"/>'
