"""The small components as text: what a template of one line would say, without the cost of a template.

Every value is escaped by `format_html`; nothing here is kept between two calls.
"""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from wow.i18n.languages import Language
from wow.ui.icons import icon_svg

NOTHING = SafeString()


def attributes(**values: str | bool) -> SafeString:
    """` name="value"` of what is not empty, ` name` of what is True; `aria_label` means aria-label, `class_` class."""
    found = ((name.rstrip("_").replace("_", "-"), value) for name, value in values.items() if value)
    return mark_safe(
        "".join(f" {name}" if value is True else f' {name}="{conditional_escape(value)}"' for name, value in found)
    )


def optional_icon(name: str) -> SafeString:
    """A pictogram as decoration, or nothing."""
    return icon_svg(name) if name else NOTHING


def button(tag: str, label: str, values: SafeString, *, kind: str, icon: str, large: bool) -> SafeString:
    """A link (`a`) or a button that sends its form, with further attributes."""
    size = " is-large" if large else ""
    sends = "" if tag == "a" else mark_safe(' type="submit"')
    return format_html(
        '<{0}{1} class="button is-{2}{3}"{4}>{5}<span>{6}</span></{0}>\n',
        tag, sends, kind, size, values, optional_icon(icon), label,
    )  # fmt: skip


def badge(label: str, *, kind: str, icon: str) -> SafeString:
    """A few words in a pill."""
    return format_html('<span class="badge is-{}">{}{}</span>\n', kind, optional_icon(icon), label)


def card(content: str, *, tag: str, tone: str, labelled_by: str) -> SafeString:
    """A raised surface."""
    values = attributes(class_=f"card stack is-{tone}", aria_labelledby=labelled_by)
    return format_html("<{0}{1}>{2}</{0}>\n", tag, values, content)


def alert(content: str, *, kind: str, title: str, icon: str, role: str) -> SafeString:
    """A message in the page."""
    heading = format_html("<p><strong>{}</strong></p>", title) if title else NOTHING
    return format_html(
        '<div{}>{}<div class="stack">{}{}</div></div>\n',
        attributes(class_=f"alert is-{kind}", role=role), icon_svg(icon), heading, content,
    )  # fmt: skip


def facts(content: str) -> SafeString:
    """The list around facts."""
    return format_html('<ul class="facts">{}</ul>\n', content)


def fact(content: str, *, icon: str, title: str) -> SafeString:
    """One fact with what it means."""
    meaning = format_html('<div class="soft">{}</div>', content) if content.strip() else NOTHING
    return format_html("<li>{}<div><strong>{}</strong>{}</div></li>\n", icon_svg(icon), title, meaning)


def agenda(content: str, *, label: str) -> SafeString:
    """The list around the points of a programme."""
    return format_html('<ol class="agenda"{}>{}</ol>\n', attributes(aria_label=label), content)


def agenda_item(content: str, *, time: str, until: str) -> SafeString:
    """One point of a programme."""
    end = format_html("–{}", until) if until else NOTHING
    return format_html('<li><span class="when">{}{}</span><div>{}</div></li>\n', time, end, content)


def language_links(entries: Iterable[tuple[Language, str]]) -> SafeString:
    """Links to one page in several languages, each in its own."""
    return format_html_join(
        "",
        '<a href="{0}" lang="{1}" dir="{2}" hreflang="{1}">{3}</a>',
        ((address, language.code, language.direction, language.own_name) for language, address in entries),
    )
