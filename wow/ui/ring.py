"""The round table where every other seat has another shape and colour: wordmark, favicon, progress and empty state.

Discs in the first colour and rounded squares in the second alternate, so that the two are told apart without colour.
A taken seat is filled, a free one is an outline, a person who waits stands outside the table as a small dashed shape.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SEATS_A_CIRCLE = 60
SHOWN_SEATS = 240  # more shapes than this run into each other and weigh more than the rest of the page
SHOWN_WAITING = 24  # more dots than this say nothing; the words beside the picture carry the number
TOKENS = ("var(--seat-one)", "var(--seat-two)", "var(--sunken)")


@dataclass(frozen=True)
class Seat:
    """One place round the table in the units of the view box; `half` is half its width."""

    x: float
    y: float
    half: float
    is_disc: bool


def _circle(count: int, centre: float, radius: float, half: float, offset: int = 0) -> list[Seat]:
    return [
        Seat(
            x=centre + radius * sin(2 * pi * place / count),
            y=centre - radius * cos(2 * pi * place / count),
            half=half,
            is_disc=(place + offset) % 2 == 0,
        )
        for place in range(count)
    ]


def seat_places(seats: int, size: float) -> list[Seat]:
    """Where the seats stand: one circle up to 60, two or three above; the outermost is filled first."""
    if seats <= 0:
        return []
    circles = min(3, ceil(seats / SEATS_A_CIRCLE))
    outer = size * 0.39
    step = size * 0.075
    radii = [outer - step * number for number in range(circles)]
    shares = [round(seats * radius / sum(radii)) for radius in radii]
    shares[0] += seats - sum(shares)
    places: list[Seat] = []
    for radius, count in zip(radii, shares, strict=True):
        largest = size * 0.1 if seats <= 8 else size * 0.06
        half = min(largest, step * 0.42 if circles > 1 else largest, 2 * pi * radius / count * 0.37)
        places += _circle(count, size / 2, radius, half)
    return places


def _unit(length: float) -> str:
    """A length as SVG writes it."""
    return f"{length:.1f}"


def _shape(seat: Seat, *, is_taken: bool, colours: tuple[str, str, str]) -> str:
    colour = colours[0] if seat.is_disc else colours[1]
    outline = f'fill="none" stroke="{colour}" stroke-width="{_unit(max(seat.half * 0.24, 0.8))}"'
    return _drawn(seat, f'fill="{colour}"' if is_taken else outline)


def _drawn(seat: Seat, paint: str) -> str:
    """Numbers and colours of ours only: nothing to escape."""
    if seat.is_disc:
        return f'<circle cx="{_unit(seat.x)}" cy="{_unit(seat.y)}" r="{_unit(seat.half)}" {paint}/>'
    side = seat.half * 1.75
    corner = f'x="{_unit(seat.x - side / 2)}" y="{_unit(seat.y - side / 2)}"'
    return f'<rect {corner} width="{_unit(side)}" height="{_unit(side)}" rx="{_unit(side * 0.28)}" {paint}/>'


def _waiting(waiting: int, size: float) -> SafeString:
    paint = 'fill="none" stroke="var(--ink-soft)" stroke-width="1.5" stroke-dasharray="2 2"'
    shown = min(waiting, SHOWN_WAITING)
    whole = _circle(max(SHOWN_WAITING, shown), size / 2, size * 0.475, size * 0.015)
    return mark_safe("".join(_drawn(seat, paint) for seat in whole[:shown]))


def _seats(seats: int, taken: int, size: float, colours: tuple[str, str, str]) -> tuple[SafeString, float]:
    """The places and the radius of the innermost circle."""
    shown, filled = shares_shown(seats, taken)
    places = seat_places(shown, size)
    shapes = (_shape(seat, is_taken=order < filled, colours=colours) for order, seat in enumerate(places))
    inner = min((((seat.x - size / 2) ** 2 + (seat.y - size / 2) ** 2) ** 0.5 for seat in places), default=size * 0.39)
    return mark_safe("".join(shapes)), inner


def shares_shown(seats: int, taken: int) -> tuple[int, int]:
    """How many shapes are drawn and filled: one a seat up to SHOWN_SEATS, above that each stands for several.

    A picture of shares is full only when every seat is taken, and empty only when none is.
    """
    if seats <= SHOWN_SEATS:
        return seats, taken
    taken = min(taken, seats)
    share = round(SHOWN_SEATS * taken / seats)
    return SHOWN_SEATS, min(max(share, min(taken, 1)), SHOWN_SEATS - (taken < seats))


def _words(middle: str, under: str, size: float) -> SafeString:
    if not middle:
        return SafeString()
    centre = size / 2
    return format_html(
        '<text x="{0}" y="{1}" text-anchor="middle" font-size="{2}" font-weight="800" fill="var(--ink)">{3}</text>'
        '<text x="{0}" y="{4}" text-anchor="middle" font-size="{5}" fill="var(--ink-soft)">{6}</text>',
        _unit(centre), _unit(centre - 2), _unit(size * 0.17), middle,
        _unit(centre + size * 0.085), _unit(size * 0.055), under,
    )  # fmt: skip


@lru_cache(maxsize=512, typed=True)
def ring_svg(
    *,
    seats: int,
    taken: int,
    waiting: int = 0,
    label: str = "",
    middle: str = "",
    under: str = "",
    size: int = 320,
    colours: tuple[str, str, str] = TOKENS,
) -> SafeString:
    """The table as inline SVG with `seats` places of which `taken` are filled and `waiting` people stand around.

    `label` is what a screen reader says; without it the picture is decoration. Numbers out of range are clamped.
    The same table is drawn once.
    """
    drawn, inner = _seats(seats, taken, size, colours)
    return format_html(
        '<svg class="table-ring" viewBox="0 0 {0} {0}" {1}>'
        '<circle cx="{2}" cy="{2}" r="{3}" fill="{4}"/>{5}{6}{7}</svg>',
        size,
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        _unit(size / 2),
        _unit(inner * (0.68 if seats <= SEATS_A_CIRCLE else 0.8)),
        colours[2],
        drawn,
        _waiting(waiting, size),
        _words(middle, under, size),
    )


def favicon_svg() -> SafeString:
    """The wordmark's table as a file of its own: fixed colours of the light tokens, no classes, its own name space."""
    drawn = ring_svg(seats=8, taken=8, size=64, colours=("#e3a008", "#2a7355", "#f3ebdf"))
    return mark_safe(drawn.replace('<svg class="table-ring"', '<svg xmlns="http://www.w3.org/2000/svg"', 1) + "\n")
