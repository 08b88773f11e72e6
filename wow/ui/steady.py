"""`{% steady %}`: a part of a page that is the same for everybody who reads a language, drawn once a process.

The part is drawn with nothing but the props that the tag names, never with the page's context: no member, request or
form can get into what is kept. Put in it words, pictograms, days and links that depend on the language and the props
alone, and never what one person told us.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.db.models import Model
from django.template import Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Template, Token, token_kwargs
from django.template.context import Context
from django.utils import translation
from django.utils.safestring import SafeString

from wow.i18n.dates import STOCKHOLM

KEPT = 2048  # parts; a language has about fifty, and five of each lunch that is ahead
Props = tuple[tuple[str, type, Any], ...]


class SteadyNode(Node):
    """One part; `props` are the only names it can see."""

    def __init__(self, nodelist: NodeList, props: Mapping[str, FilterExpression]) -> None:
        self.nodelist, self.props = nodelist, props

    def render(self, context: Context) -> SafeString:
        """The part in the active language; its props must be plain values, because they are the key it is kept by."""
        values = [(name, expression.resolve(context)) for name, expression in self.props.items()]
        # The type is part of the key: a text that is safe and one that is not are equal.
        props = tuple([(name, type(value), value) for name, value in values])
        year = datetime.now(STOCKHOLM).year  # days of this year are written without it
        return _drawn(self, context.template, (translation.get_language(), year), props)


@lru_cache(maxsize=KEPT)
def _drawn(node: SteadyNode, template: Template, _read: tuple[str | None, int], props: Props) -> SafeString:
    rows = [name for name, _type, value in props if isinstance(value, Model)]
    if rows:
        raise TypeError(f"steady: {rows[0]!r} is a row, which is equal to what it was before it was changed")
    own = Context({name: value for name, _type, value in props})
    with own.bind_template(template):
        return node.nodelist.render(own)


def forget_steady_parts(**_signal: Any) -> None:
    """Draw every part anew: connected to changes of settings, which only tests make."""
    _drawn.cache_clear()


setting_changed.connect(forget_steady_parts)


def compile_steady(parser: Parser, token: Token) -> SteadyNode:
    """`{% steady name=value ... %}...{% endsteady %}`; TemplateSyntaxError for anything but names with values."""
    bits = token.split_contents()[1:]
    props = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"steady: {bits[0]!r} is not name=value")
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodelist, props)
