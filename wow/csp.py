"""The Content-Security-Policy: strict for everybody, a little wider on the staff's own pages for django-unfold.

What unfold needs: Alpine evaluates its attributes ('unsafe-eval') and sets style attributes, and two fixed <style>
blocks are written, one by htmx and one by the list of a model. Those are allowed by their hashes alone. Our colours
stand in a file of ours, so that no block changes with them.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from csp.constants import SELF
from csp.middleware import CSPMiddleware as StrictCSPMiddleware
from csp.middleware import PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import get_template

STAFF_PATH = "/admin/"
STYLED_TEMPLATE = "admin/change_list.html"
STYLE_BLOCK = re.compile(r"<style>(.*?)</style>", re.DOTALL)
HTMX_STYLE = (
    "      .htmx-indicator{opacity:0}"
    "      .htmx-request .htmx-indicator{opacity:1; transition: opacity 200ms ease-in;}"
    "      .htmx-request.htmx-indicator{opacity:1; transition: opacity 200ms ease-in;}      "
)


def style_hash(text: str) -> str:
    """The source expression that allows exactly this <style> block."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def staff_style_hashes() -> tuple[str, ...]:
    """Hashes of the fixed <style> blocks of the staff pages; read once a process from the installed unfold."""
    source: str = get_template(STYLED_TEMPLATE).template.source  # type: ignore[attr-defined]
    return tuple(style_hash(block) for block in (HTMX_STYLE, *STYLE_BLOCK.findall(source)))


class CSPMiddleware(StrictCSPMiddleware):
    """django-csp's middleware with the staff pages' exceptions."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of settings; on the staff's pages with what unfold needs."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(STAFF_PATH):
            parts.update = {
                **(parts.update or {}),
                "script-src": ["'unsafe-eval'"],
                "style-src-elem": [SELF, *staff_style_hashes()],
                "style-src-attr": ["'unsafe-inline'"],
            }
        return parts
