"""The Content-Security-Policy: strict for everybody, a little wider on the staff's own pages for django-unfold.

What unfold needs: Alpine evaluates its attributes ('unsafe-eval'), its colours stand in a <style> block, htmx writes one,
and Alpine sets style attributes. The blocks are allowed by their hashes alone. The hash of the colours is made from
unfold's own template and our colours, so that neither an update nor a new colour breaks the page.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from csp.constants import SELF
from csp.middleware import CSPMiddleware as StrictCSPMiddleware
from csp.middleware import PolicyParts
from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.template import Context, engines

STAFF_PATH = "/admin/"
STYLED_TEMPLATES = ("unfold/layouts/skeleton.html", "admin/change_list.html")
STYLE_BLOCK = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
HTMX_STYLE_HASH = "'sha256-bsV5JivYxvGywDAZ22EZJKBFip65Ng9xoJVLbBg7bdo='"  # htmx's .htmx-indicator rules


def style_hash(text: str) -> str:
    """The source expression that allows exactly this <style> block."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def staff_style_hashes() -> tuple[str, ...]:
    """Hashes of the <style> blocks that unfold's templates write with our colours; made once a process."""
    site = admin.site
    colours = {"colors": site._get_colors("COLORS", None), "border_radius": site._get_config("BORDER_RADIUS", None)}
    engine = engines["django"]
    hashes = [HTMX_STYLE_HASH]
    for name in STYLED_TEMPLATES:
        source = engine.get_template(name).template.source
        hashes += [style_hash(engine.from_string(block).render(colours)) for block in STYLE_BLOCK.findall(source)]
    return tuple(hashes)


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
