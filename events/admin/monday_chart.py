"""The last Mondays as a chart: one column a lunch, mirrored for right-to-left readers, readable without colour.

What was sent is a full column, what stopped is hatched, what came too late is an empty frame. The table says the same.
"""

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.mondays import MondayFigures

STEP, BAR, HEIGHT, FOOT, HEAD = 64, 34, 120, 26, 22
PAINT = {
    "sent": 'fill="var(--seat-two)"',
    "stopped": 'fill="url(#monday-hatch)" stroke="var(--seat-one)" stroke-width="1.5"',
    "late": 'fill="none" stroke="var(--leave)" stroke-width="1.5" stroke-dasharray="4 3"',
    "waiting": 'fill="var(--line)"',
}
HATCH = (
    '<defs><pattern id="monday-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="var(--surface)"/>'
    '<path d="M0 6 6 0M-1 1 1 -1M5 7 7 5" stroke="var(--seat-one)" stroke-width="2"/></pattern></defs>'
)


def swatch(part: str) -> SafeString:
    """The look of one part, for the words that explain it."""
    paint = mark_safe(PAINT[part])
    return format_html(
        '<svg viewBox="0 0 16 16" aria-hidden="true"><rect x="1" y="1" width="14" height="14" {}/></svg>', paint
    )


def monday_chart(mondays: list[MondayFigures], *, label: str) -> SafeString:
    """The columns, the oldest first in the reader's direction. `label` is what a screen reader says."""
    ordered = list(mondays) if translation.get_language_bidi() else list(reversed(mondays))
    most = max((monday.expected for monday in ordered), default=0) or 1
    columns = format_html_join("", "{}", ((_column(monday, place, most),) for place, monday in enumerate(ordered)))
    return format_html(
        '<svg class="monday-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}'
        '<path d="M0 {}H{}" stroke="var(--ink-soft)"/></svg>',
        STEP * max(len(ordered), 1), HEAD + HEIGHT + FOOT, label, mark_safe(HATCH), columns,
        HEAD + HEIGHT, STEP * max(len(ordered), 1),
    )  # fmt: skip


def _column(monday: MondayFigures, place: int, most: int) -> SafeString:
    left = place * STEP + (STEP - BAR) // 2
    parts = (
        ("sent", monday.sent),
        ("waiting", monday.on_the_way),
        ("stopped", monday.stopped),
        ("late", monday.too_late),
    )
    bars, top = [], float(HEAD + HEIGHT)
    for part, count in parts:
        height = HEIGHT * count / most
        top -= height
        if count:
            bars.append((left, f"{top:.1f}", BAR, f"{height:.1f}", mark_safe(PAINT[part])))
    middle, day = left + BAR // 2, monday.event.local_date
    return format_html(
        '{}<text x="{}" y="{}" {}>{}/{}</text><text x="{}" y="{}" {}>{}/{}</text>',
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" {}/>', bars),
        middle, f"{top - 5:.1f}", _text("var(--ink)"), monday.sent, monday.expected,
        middle, HEAD + HEIGHT + 19, _text("var(--ink-soft)"), day.day, day.month,
    )  # fmt: skip


def _text(colour: str) -> SafeString:
    return format_html('text-anchor="middle" direction="ltr" font-size="15" fill="{}"', colour)
