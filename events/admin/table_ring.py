"""The table of one lunch as staff see it: who sits there by background, told apart by shape as well as by colour.

A disc is somebody established in Sweden, a rounded square somebody new, a diamond somebody who has not said; children
and companions are small dots, a free seat is an outline. Only for those who may see backgrounds.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from members.enums import Background
from wow.ui.ring import SHOWN_SEATS, Seat, seat_places

ESTABLISHED, NEWCOMER, UNSAID = Background.ESTABLISHED.value, Background.NEWCOMER.value, Background.UNSAID.value
WITH_HER, FREE = "with_her", "free"
SIZE = 320
WAITING_SHOWN = 24


def seated_kinds(established: int, newcomers: int, unsaid: int, with_them: int) -> list[str]:
    """The kinds round the table: every other seat another background as far as it goes, who has not said in between."""
    left = {ESTABLISHED: established, NEWCOMER: newcomers}
    kinds: list[str] = []
    while any(left.values()):
        first, second = sorted(left, key=lambda kind: -left[kind])
        last = kinds[-1] if kinds else ""
        wanted = second if first == last and left[second] else first
        if wanted == last and unsaid:
            kinds.append(UNSAID)
            unsaid -= 1
        left[wanted] -= 1
        kinds.append(wanted)
    return kinds + [UNSAID] * unsaid + [WITH_HER] * with_them


def table_ring(kinds: Sequence[str], *, seats: int, waiting: int, label: str, middle: int, under: str) -> SafeString:
    """The picture: `kinds` sit down in this order, the other seats are free; `label` is what a screen reader says.

    More than SHOWN_SEATS seats are drawn by shares, as on the members' pages.
    """
    shown = _shares(kinds, seats)
    places = seat_places(len(shown), SIZE)
    drawn = mark_safe("".join(_shape(seat, kind) for seat, kind in zip(places, shown, strict=True)))
    return format_html(
        '<svg class="table-ring" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
        '<circle cx="{2}" cy="{2}" r="{3}" fill="var(--sunken)"/>{4}{5}'
        '<text x="{2}" y="158" text-anchor="middle" font-size="54" font-weight="800" fill="var(--ink)">{6}</text>'
        '<text x="{2}" y="187" text-anchor="middle" font-size="18" fill="var(--ink-soft)">{7}</text></svg>',
        SIZE, label, SIZE // 2, 84 if seats <= 60 else 70, drawn, _waiting_dots(waiting), middle, under,
    )  # fmt: skip


def swatch(kind: str) -> SafeString:
    """The look of one kind, for the words that explain it."""
    shape = mark_safe(_shape(Seat(x=8, y=8, half=6.5, is_disc=True), kind))
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>', shape)


def _shares(kinds: Sequence[str], seats: int) -> list[str]:
    whole = [*kinds, *[FREE] * max(0, seats - len(kinds))]
    if len(whole) <= SHOWN_SEATS:
        return whole
    return [whole[place * len(whole) // SHOWN_SEATS] for place in range(SHOWN_SEATS)]


def _shape(seat: Seat, kind: str) -> str:
    """Numbers and colours of ours only: nothing to escape."""
    x, y, half = seat.x, seat.y, seat.half
    if kind == ESTABLISHED:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" fill="var(--seat-one)"/>'
    if kind == NEWCOMER:
        side = half * 1.75
        corner = f'x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"'
        return f'<rect {corner} rx="{side * 0.28:.1f}" fill="var(--seat-two)"/>'
    if kind == UNSAID:
        return f'<path d="M{x:.1f} {y - half:.1f}l{half:.1f} {half:.1f} -{half:.1f} {half:.1f} -{half:.1f} -{half:.1f}z" fill="var(--ink-soft)"/>'  # noqa: E501
    if kind == WITH_HER:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half * 0.55:.1f}" fill="var(--ink-soft)"/>'
    stroke = f'fill="none" stroke="var(--ink-soft)" stroke-width="{max(half * 0.2, 0.8):.1f}"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half * 0.85:.1f}" {stroke} opacity=".55"/>'


def _waiting_dots(waiting: int) -> SafeString:
    """Who waits stands round the table, small and dashed; the words carry the number."""
    places = seat_places(WAITING_SHOWN, SIZE)[: min(waiting, WAITING_SHOWN)]
    middle, paint = SIZE / 2, 'fill="none" stroke="var(--ink-soft)" stroke-width="1.5" stroke-dasharray="2 2"'
    dots = (
        f'<circle cx="{middle + (seat.x - middle) * 1.22:.1f}" cy="{middle + (seat.y - middle) * 1.22:.1f}" r="4.5" {paint}/>'  # noqa: E501
        for seat in places
    )
    return mark_safe("".join(dots))
