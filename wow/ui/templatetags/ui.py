"""The components as template tags; built in, so no {% load %} is needed. docs/components.md shows each.

One scheme: a leaf is `{% name positional key=value %}`, a wrapper is `{% name key=value %}...{% endname %}`.
Every prop is a keyword of the Python function here, so Django refuses an unknown one when the template is compiled;
a prop with fixed values (kind) raises TemplateSyntaxError for any other. Components see only their props, never the
page's context, except for the four that draw the page's own frame (language_chooser, message_list, pagination, field).
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, Form
from django.template import TemplateSyntaxError
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from wow.i18n.paths import in_language
from wow.ui import drawn, filters
from wow.ui.filters import localised_html
from wow.ui.icons import icon_svg
from wow.ui.ring import ring_svg
from wow.ui.steady import compile_steady

register = template.Library()
register.tag("steady", compile_steady)

BUTTON_KINDS = ("plain", "primary", "yes", "no", "danger", "leave", "quiet")
ALERT_ICONS = {"info": "info", "success": "check", "warning": "warning", "error": "warning"}
BADGE_KINDS = ("plain", "yes", "no", "wait", "warning")
Props = dict[str, Any]


def _one_of(component: str, prop: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise TemplateSyntaxError(f"{component}: {prop} is one of {', '.join(allowed)}, not {value!r}")
    return value


def _rendered(component: str, content: SafeString, **props: object) -> SafeString:
    return render_to_string(f"components/{component}.html", {"content": content, **props})


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """A pictogram; with `label` it is announced, without it is decoration."""
    return icon_svg(name, str(label))


@register.simple_tag
def ring(*, seats: int, taken: int, waiting: int = 0, label: str = "", middle: str = "", under: str = "") -> SafeString:
    """The round table, filling up; `middle` is the large number and `under` the words below it."""
    return ring_svg(seats=seats, taken=taken, waiting=waiting, label=str(label), middle=str(middle), under=str(under))


@register.simple_tag
def wordmark_ring() -> SafeString:
    """The small full table of the wordmark."""
    return ring_svg(seats=8, taken=8, size=64)


@register.simple_tag
def button(
    label: str,
    *,
    kind: str = "plain",
    icon: str = "",
    url: str = "",
    large: bool = False,
    name: str = "",
    value: str = "",
    form: str = "",
    described_by: str = "",
    download: bool = False,
    lang: str = "",
) -> SafeString:
    """A link when `url` is given, else a submit button of its form (or of the form with the id `form`)."""
    _one_of("button", "kind", kind, BUTTON_KINDS)
    if url:
        values = drawn.attributes(href=url, download=download, lang=lang, hreflang=lang, aria_describedby=described_by)
    else:
        values = drawn.attributes(name=name, value=value, form=form, aria_describedby=described_by)
    return drawn.button("a" if url else "button", label, values, kind=kind, icon=icon, large=large)


@register.simple_tag
def badge(label: str, *, kind: str = "plain", icon: str = "") -> SafeString:
    """A few words in a pill: the state of something."""
    _one_of("badge", "kind", kind, BADGE_KINDS)
    return drawn.badge(label, kind=kind, icon=icon)


@register.simple_block_tag
def card(content: SafeString, *, tone: str = "plain", tag: str = "section", labelled_by: str = "") -> SafeString:
    """A raised surface with space between its children."""
    _one_of("card", "tone", tone, ("plain", "sunken"))
    _one_of("card", "tag", tag, ("section", "article", "aside", "div", "li"))
    return drawn.card(content, tag=tag, tone=tone, labelled_by=labelled_by)


@register.simple_block_tag
def alert(content: SafeString, *, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A message in the page; an error is announced at once, another one when `live`."""
    _one_of("alert", "kind", kind, tuple(ALERT_ICONS))
    role = "alert" if kind == "error" else "status" if live else ""
    return drawn.alert(content, kind=kind, title=title, icon=ALERT_ICONS[kind], role=role)


@register.simple_block_tag
def facts(content: SafeString) -> SafeString:
    """The list around `fact`s: when, where, who."""
    return drawn.facts(content)


@register.simple_block_tag
def fact(content: SafeString, *, icon: str, title: str) -> SafeString:
    """One fact: a pictogram, the fact itself as `title`, what it means for her as content (may be empty)."""
    return drawn.fact(content, icon=icon, title=title)


@register.simple_block_tag
def agenda(content: SafeString, *, label: str = "") -> SafeString:
    """The list around `agenda_item`s."""
    return drawn.agenda(content, label=label)


@register.simple_block_tag
def agenda_item(content: SafeString, *, time: str, until: str = "") -> SafeString:
    """One point of a programme; `time` and `until` are texts, as the `clock` filter makes them."""
    return drawn.agenda_item(content, time=time, until=until)


@register.simple_block_tag
def steps(content: SafeString) -> SafeString:
    """The list around `step`s, numbered in discs and squares."""
    return _rendered("steps", content)


@register.simple_block_tag
def step(content: SafeString, *, title: str, heading: int = 2) -> SafeString:
    """One step of what happens, with a heading of the given level."""
    return _rendered("step", content, title=title, heading=heading)


@register.inclusion_tag("components/progress.html")
def progress(*, current: int, total: int, label: str) -> Props:
    """Step `current` of `total` of a form in several pages; `label` says it in words."""
    return {"label": label, "current": current, "steps": range(1, total + 1)}


@register.simple_block_tag
def dialog(content: SafeString, *, title: str, icon: str = "warning") -> SafeString:
    """The one question of a confirmation page, with what happens next as content."""
    return _rendered("dialog", content, title=title, icon=icon)


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str, heading: int = 2) -> SafeString:
    """Nothing here yet: a table without guests, and what she can do instead."""
    return _rendered("empty_state", content, title=title, heading=heading, ring=ring_svg(seats=12, taken=0, size=200))


@register.inclusion_tag("components/choice_card.html")
def choice_card(
    *,
    name: str,
    value: str,
    label: str,
    icon: str = "",
    hint: str = "",
    checked: bool = False,
    kind: str = "radio",
    id: str = "",
) -> Props:
    """One radio button or checkbox as a large card; inside a <fieldset> of your own. Prefer the form widgets."""
    _one_of("choice_card", "kind", kind, ("radio", "checkbox"))
    return {**locals(), "id": id or f"id_{name}_{value}"}


@register.inclusion_tag("components/field.html", name="field")
def field_tag(bound: BoundField, *, icon: str = "", hint: str = "", says_optional: bool = True) -> Props:
    """One form field with label, help and error; `{{ form }}` draws all of them by itself.

    `says_optional=False` where the page has already said, once, that everything may be skipped.
    """
    return {"field": bound, "icon": icon, "hint": hint, "hides_optional": not says_optional}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Form) -> Props:
    """What has to be mended, first on the page, each error a link to its field; nothing when the form is sound."""
    return {"form": form}


@register.inclusion_tag("components/leave_page.html")
def leave_page() -> Props:
    """The red button that leaves at once; works as a plain link without JavaScript."""
    return {}


@register.inclusion_tag("components/language_chooser.html", takes_context=True)
def language_chooser(context: Context) -> Props:
    """Every public language in its own name; a POST that remembers the choice and comes back to this page."""
    return {key: context.get(key) for key in ("page_languages", "page_language", "page_path")}


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """This page in every public language."""
    here = context.get("page_path") or "/"
    entries = ((language, in_language(here, language.code)) for language in context.get("page_languages") or ())
    return drawn.language_links(entries)


@register.inclusion_tag("components/message_list.html", takes_context=True)
def message_list(context: Context) -> Props:
    """What just happened (django.contrib.messages), each with pictogram and role."""
    shown = [(message, ALERT_ICONS.get(message.level_tag, "info")) for message in context.get("messages") or ()]
    return {"shown": shown}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: "Page[Any]", *, label: str = "") -> Props:
    """Earlier and later pages of a list; keeps the other query parameters."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    return {"page": page, "label": label, "query": query.urlencode() if query else ""}


@register.simple_tag(name="localised")
def localised_tag(instance: Model, field: str) -> str | SafeString:
    """`{% localised event "title" %}`: the reader's text, or the Swedish one marked as Swedish."""
    return localised_html(instance, field)


for name, function in (
    ("ltr", filters.ltr),
    ("isolated", filters.isolated),
    ("day", filters.day),
    ("day_with_year", filters.day_with_year),
    ("clock", filters.clock),
    ("day_and_clock", filters.day_and_clock),
):
    register.filter(name, function)
