"""How answers come in as a chart: this lunch a full line with discs, the one before it dashed with squares.

Time runs in the reader's direction; a table below says the same.
"""

from collections.abc import Callable, Sequence

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.admin.pace import Pace

WIDTH, HEIGHT, SIDE, HEAD, FOOT = 340, 130, 14, 24, 26
MARKED = (28, 21, 14, 7, 0)
CLASH = 24  # nearer than this the two numbers would stand on each other
NOW, BEFORE = "now", "before"
PAINT = {
    NOW: 'fill="none" stroke="var(--seat-two)" stroke-width="3.5" stroke-linejoin="round"',
    BEFORE: 'fill="none" stroke="var(--ink-soft)" stroke-width="2" stroke-dasharray="5 4"',
}
Point = tuple[int, float, float]  # days left, x, y


def swatch(series: str) -> SafeString:
    """The look of one line, for the words that explain it."""
    marks = _mark(series, 8, 8)
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M0 8H16" {}/>{}</svg>', mark_safe(PAINT[series]), marks
    )


def pace_chart(pace: Pace, *, label: str) -> SafeString:
    """The two lines; `label` is what a screen reader says."""
    values = [value for day in pace.days for value in (day.answers, day.before) if value is not None]
    place = _placer(pace.days[0].days_left, max([*values, 1]))
    now = [place(day.days_left, day.answers) for day in pace.days if day.answers is not None]
    before = [place(day.days_left, day.before) for day in pace.days if day.before is not None]
    foot = HEAD + HEIGHT
    return format_html(
        '<svg class="staff-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="M0 {}H{}" stroke="var(--ink-soft)"/>{}{}{}{}</svg>',
        WIDTH, foot + FOOT, label, foot, WIDTH,
        _line(BEFORE, before), _line(NOW, now), _days(place), _counts(now, before, pace),
    )  # fmt: skip


def _placer(first_day: int, most: int) -> Callable[[int, int], Point]:
    is_mirrored = translation.get_language_bidi()

    def place(left: int, count: int) -> Point:
        along = (WIDTH - 2 * SIDE) * (first_day - left) / first_day
        x = WIDTH - SIDE - along if is_mirrored else SIDE + along
        return left, x, HEAD + HEIGHT * (1 - count / most)

    return place


def _line(series: str, points: Sequence[Point]) -> SafeString:
    if not points:
        return SafeString()
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for _left, x, y in points)
    marks = format_html_join("", "{}", ((_mark(series, x, y),) for left, x, y in points if left in MARKED))
    return format_html('<path d="{}" {}/>{}', path, mark_safe(PAINT[series]), marks)


def _mark(series: str, x: float, y: float) -> SafeString:
    if series == NOW:
        return format_html('<circle cx="{}" cy="{}" r="5" fill="var(--seat-two)"/>', f"{x:.1f}", f"{y:.1f}")
    return format_html(
        '<rect x="{}" y="{}" width="7" height="7" fill="var(--ink-soft)"/>', f"{x - 3.5:.1f}", f"{y - 3.5:.1f}"
    )


def _days(place: Callable[[int, int], Point]) -> SafeString:
    """The days left, below the line."""
    shown = [(left, place(left, 0)[1]) for left in MARKED]
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-size="15" fill="var(--ink-soft)">{}</text>',
        ((f"{x:.1f}", HEAD + HEIGHT + 19, left) for left, x in shown),
    )


def _counts(now: Sequence[Point], before: Sequence[Point], pace: Pace) -> SafeString:
    """How many there are today at the end of this lunch's line, and how many the one before had in the end."""
    _left, x, y = now[-1]
    is_near = bool(before) and abs(y - before[-1][2]) + abs(x - before[-1][1]) < CLASH
    stands_below = is_near and y >= before[-1][2]
    drawn = _number(x, y + 22 if stands_below else y - 9, pace.latest.answers, 'font-weight="800" fill="var(--ink)"')
    if not before or is_near:
        return drawn
    _left, x, y = before[-1]
    return _number(x, y - 9, pace.days[-1].before, 'fill="var(--ink-soft)"') + drawn


def _number(x: float, y: float, count: int | None, paint: str) -> SafeString:
    """With a halo, so that a line behind it does not cross it out."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" font-size="16" paint-order="stroke" stroke="var(--surface)" '
        'stroke-width="4" {}>{}</text>',
        f"{x:.1f}", f"{max(y, 16):.1f}", mark_safe(paint), count,
    )  # fmt: skip
