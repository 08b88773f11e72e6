"""For staff pages about one person: whoever opens one leaves a line in the trail."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wow.audit.record import saw


class SeenOnTrail:
    """Mixed into a ModelAdmin, before ModelAdmin itself: reading a row's page is noted under the code `seen_page`."""

    seen_page = ""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """The page, once the trail knows of it."""
        if obj is not None and request.user.is_authenticated:
            saw(actor=request.user, row=obj, page=self.seen_page, now=timezone.now())
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)  # type: ignore[misc,no-any-return]
