"""What every document of a lunch shares: the lunch itself, words in a language, pictures by name, a file name."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from events.models import Event
from wow.i18n.content import LocalisedText
from wow.i18n.dates import clock_text, day_text
from wow.i18n.languages import BY_CODE, SOURCE_CODE, direction
from wow.pdf.errors import SubjectGone
from wow.pdf.registry import Manuscript
from wow.pdf.rendering import Drawing
from wow.ui.icons import icon_svg
from wow.ui.ring import ring_svg

INK, PRIMARY, DISC, SQUARE, SUNKEN = "#2b1a2e", "#5a2a5e", "#e3a008", "#2a7355", "#f3ebdf"  # the light tokens
SVG = "image/svg+xml"
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


def lunch_of(event_id: uuid.UUID) -> Event:
    """The lunch with its place and chapter. Raises SubjectGone."""
    event: Event | None = Event.objects.select_related("venue", "chapter").filter(pk=event_id).first()
    if event is None:
        raise SubjectGone(str(event_id))
    return event


def said(msgid: str, language: str, **values: object) -> LocalisedText:
    """A phrase of ours in `language`, or in Swedish and marked so where the catalogue has none. Mark `msgid` for the
    catalogue with gettext_noop."""
    with translation.override(SOURCE_CODE):
        swedish = gettext(msgid)
    with translation.override(language):
        text = gettext(msgid)
    code = SOURCE_CODE if text == swedish else language
    return LocalisedText(text % values if values else text, code, direction(code), is_fallback=code != language)


def times_of(event: Event, language: str) -> str:
    """From when to when."""
    return f"{clock_text(event.starts_at, language)}–{clock_text(event.ends_at, language)}"


def day_of(event: Event, language: str) -> str:
    """The day in words, always with the year: paper is kept."""
    return day_text(event.starts_at, language, with_year=True)


def file_name(name: str, event: Event, language: str = SOURCE_CODE) -> str:
    """A name that says what it is in any folder: WOW, what, when, in which language."""
    return f"wow-{name}-{event.local_date.isoformat()}-{language}.pdf"


def icon(name: str, colour: str = INK) -> Drawing:
    """One of the portal's pictograms."""
    drawn = icon_svg(name).replace("<svg ", f"<svg {XMLNS} ", 1).replace("currentColor", colour)
    return Drawing(drawn.encode(), SVG)


def ring(seats: int) -> Drawing:
    """The round table with every seat taken."""
    drawn = ring_svg(seats=seats, taken=seats, size=320, colours=(DISC, SQUARE, SUNKEN))
    return Drawing(drawn.replace("<svg ", f"<svg {XMLNS} ", 1).encode(), SVG)


def manuscript(
    template: str,
    context: Mapping[str, Any],
    *,
    name: str,
    language: str,
    pictures: Mapping[str, Drawing] | None = None,
    sizes: Sequence[str] = ("is-roomy",),
) -> Manuscript:
    """One template in one language, set in each of `sizes` (classes of the root, from roomy to tight)."""
    spoken = BY_CODE[language]
    with translation.override(language):
        html = render_to_string(
            template,
            {**context, "language": spoken.code, "direction": spoken.direction, "size": mark_safe("@size@")},
        )
    return Manuscript(name, tuple(html.replace("@size@", size, 1) for size in sizes), pictures or {})
