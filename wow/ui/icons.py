"""The pictograms: one stroke style on a 24-unit grid, drawn in the colour of the text around them."""
# ruff: noqa: E501 - the drawing of a path is one word

from functools import lru_cache

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PERSON = '<circle cx="12" cy="7.5" r="3.5"/><path d="M5 20.5c0-4.5 3-6.5 7-6.5s7 2 7 6.5"/>'
_SLASH = '<path d="M4 4l16 16"/>'
_PIG = '<path d="M5 12.5c0-4 3-6 7-6l3-2v3c2 .8 3 2 3.3 3.5H20v4h-2c-.5 1-1 1.6-2 2.2V19h-2.5v-1.5H10V19H7.5v-2.3C6 15.8 5 14.5 5 12.5Z"/>'
_CAMERA = '<path d="M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17Z"/><circle cx="12" cy="13" r="3.5"/>'
_LEAF = '<path d="M5 19C4 10 9 5 19.5 5 20 15 15 20 7.5 18M5 20.5c2-5 5-8 9-10"/>'

ICONS: dict[str, str] = {
    "yes": '<path d="M4 12.5 9.5 18 20 6.5"/>',
    "no": '<path d="M6 6l12 12M18 6 6 18"/>',
    "wait": '<path d="M7 3.5h10M7 20.5h10M8 3.5c0 5 8 5.5 8 8.5s-8 3.5-8 8.5M16 3.5c0 5-8 5.5-8 8.5s8 3.5 8 8.5"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="3"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "calendar-add": '<path d="M20.5 11V8a3 3 0 0 0-3-3h-11a3 3 0 0 0-3 3v9.5a3 3 0 0 0 3 3H12M3.5 10h17M8 3v4M16 3v4"/>'
    '<path d="M18 14.5v6M15 17.5h6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "place": '<path d="M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21Z"/><circle cx="12" cy="9.5" r="2.5"/>',
    "bus": '<rect x="4.5" y="4" width="15" height="13.5" rx="2.5"/>'
    '<path d="M4.5 11.5h15M12 4v7.5M8 14.7h.01M16 14.7h.01M7.5 17.5V20M16.5 17.5V20"/>',
    "step-free": '<circle cx="10.5" cy="4.5" r="1.5"/>'
    '<path d="M10.5 8v6h5.5l2.5 5M10.5 10.5H15M8 11.5a5 5 0 1 0 6.5 6"/>',
    "talk": '<path d="M4 5h16v11H11l-5 4v-4H4Z"/>',
    "table": '<ellipse cx="12" cy="9" rx="8.5" ry="3.5"/><path d="M12 12.5V19M8.5 20.5c0-1 1.5-1.5 3.5-1.5s3.5.5 3.5 1.5"/>',
    "children": '<circle cx="8" cy="6.5" r="3"/><path d="M2.5 19.5c0-5 2-7 5.5-7s5.5 2 5.5 7"/>'
    '<circle cx="17.5" cy="12" r="2.3"/><path d="M16 19.5c0-2.5 4-3.5 5.5-.5"/>',
    "companion": '<circle cx="8" cy="7.5" r="3"/><circle cx="16" cy="7.5" r="3"/>'
    '<path d="M2.5 19.5c0-4.5 2-6.5 5.5-6.5 1.7 0 3 .5 4 1.5 1-1 2.3-1.5 4-1.5 3.5 0 5.5 2 5.5 6.5"/>',
    "pork-free": _PIG + _SLASH,
    "vegetarian": '<path d="M9 10.5c2.5-1.5 5 .5 4 3.5-1 3-5.5 6.5-9.5 7 .3-4 2.5-9 5.5-10.5Z"/>'
    '<path d="M13 10.5c0-3 1-5 4-6M13.5 10c2-1 4.5-1 6.5.5M12.5 9.5C11.5 7 12 5 13 3.5"/>',
    "vegan": _LEAF,
    "halal": '<path d="M15.5 4.5a8 8 0 1 0 3.5 12 7 7 0 0 1-3.5-12Z"/><path d="M18.5 8.5l.9 1.9 2.1.2-1.6 1.4.5 2-1.9-1-1.9 1 .5-2-1.6-1.4 2.1-.200Z"/>',
    "gluten": '<path d="M12 21V8M12 8c-1.5-1-1.5-3.5 0-5 1.5 1.5 1.5 4 0 5ZM12 12.5c-3 0-4.5-1.5-4.5-4 3 0 4.5 1.5 4.5 4Z'
    'M12 12.5c3 0 4.5-1.5 4.5-4-3 0-4.5 1.5-4.5 4ZM12 17.5c-3 0-4.5-1.5-4.5-4 3 0 4.5 1.5 4.5 4ZM12 17.5c3 0 4.5-1.5 4.5-4-3 0-4.5 1.5-4.5 4Z"/>',
    "lactose": '<path d="M9 3.5h6M9.5 3.5v3L7 10.5v8a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-8l-2.5-4v-3M7 13.5c3.5-2 6.5 2 10 0"/>',
    "nuts": '<path d="M5 10c0 6 3.5 9.5 7 11 3.5-1.5 7-5 7-11M4 10c0-3.5 3.5-5.5 8-5.5s8 2 8 5.5ZM12 4.5v-2"/>',
    "fish": '<path d="M3 12c3-5 9.5-6.5 14-1.5L21 7v10l-4-3.5C12.5 18.5 6 17 3 12ZM8 11h.01"/>',
    "egg": '<path d="M12 3.5c-3.5 0-6.5 5.5-6.5 10a6.5 6.5 0 0 0 13 0c0-4.5-3-10-6.5-10Z"/>',
    "shellfish": '<path d="M12 20.5 4 12.5c-.5-5 3.5-8.5 8-8.5s8.5 3.5 8 8.5ZM12 20.5V4M12 20.5 8 5.5M12 20.5l4-15"/>',
    "camera": _CAMERA,
    "camera-off": _CAMERA + _SLASH,
    "listen": '<path d="M4 10v4h4l5 4V6L8 10Z"/><path d="M16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/>',
    "leave": '<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>',
    "language": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17c-5-5-5-12 0-17"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2.5"/><path d="M4 8l8 5.5L20 8"/>',
    "phone": '<path d="M7.5 3.5 5 5c-1.5 1-1.5 3 0 6 1.8 3.6 4.4 6.2 8 8 3 1.5 5 1.5 6 0l1.5-2.5-4.5-3-2 2c-2-.8-4.7-3.5-5.5-5.5l2-2Z"/>',
    "food": '<path d="M7 3.5v17M4.5 3.5V8a2.5 2.5 0 0 0 5 0V3.5M16.5 20.5v-7h-2.5c0-6 1-9 2.5-10Z"/>',
    "person": _PERSON,
    "people": '<circle cx="9" cy="8" r="3.2"/><path d="M2.5 19.5c0-4 2.5-6 6.5-6s6.5 2 6.5 6M15.5 5.2a3.2 3.2 0 0 1 0 5.6M18 14c2.3.8 3.5 2.6 3.5 5.5"/>',
    "home": '<path d="M3.5 11.5 12 4l8.5 7.5M6 9.5v10.5h12V9.5M10 20v-5.5h4V20"/>',
    "check": '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.5l2.8 2.8L16 9.5"/>',
    "warning": '<path d="M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2h.01"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8h.01"/>',
    "arrow-forward": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3"/>'
    '<circle cx="15" cy="7" r="2"/><circle cx="9" cy="12" r="2"/><circle cx="15" cy="17" r="2"/>',
    "edit": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19ZM14 6.5l3.5 3.5"/>',
    "heart": '<path d="M12 20S3.5 14.5 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 5.5-8.5 11-8.5 11Z"/>',
    "paper": '<path d="M6 3.5h8.5l4 4v13H6ZM14 3.5v4.5h4.5M9 12.5h6.5M9 16h6.5"/>',
    "door": '<path d="M6 20.5v-17h12v17M3.5 20.5h17M14.5 12v1.5"/>',
    "work": '<rect x="3.5" y="8" width="17" height="12" rx="2.5"/><path d="M9 8V5.5a1.5 1.5 0 0 1 1.5-1.5h3A1.5 1.5 0 0 1 15 5.5V8M3.5 13h17M12 12v2"/>',
    "run": '<circle cx="15" cy="4.5" r="1.75"/><path d="M5.5 10.5 9 7.5l4 1.5-2.5 5 4 2.5-.5 5M10.5 14 8.5 18H4M13 9l2.5 3H19"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="M11.2 12.3 20 3.5M16.5 7l3 3M13.5 10l2 2"/>',
}
MIRRORED = frozenset({"arrow-forward", "leave", "listen", "talk"})


@lru_cache(maxsize=256)
def icon_svg(name: str, label: str = "") -> SafeString:
    """The SVG of one pictogram; without a label it is hidden from screen readers.

    Raises TemplateSyntaxError for a name that is not drawn, so that a typing error never reaches a reader.
    """
    if name not in ICONS:
        raise TemplateSyntaxError(f"There is no icon called {name!r}")
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        " is-mirrored" if name in MIRRORED else "",
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        mark_safe(ICONS[name]),
    )
