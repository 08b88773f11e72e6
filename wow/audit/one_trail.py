"""For staff pages whose services write the trail: Django's own log would be a second one, and keep names
that erasing cannot find."""

from typing import Any


class OneTrail:
    """Mixed into a ModelAdmin, before ModelAdmin itself: Django's log stays empty."""

    def log_addition(self, *_args: Any) -> None:
        """The service has written it."""

    def log_change(self, *_args: Any) -> None:
        """The service has written it."""

    def log_deletions(self, *_args: Any) -> None:
        """The service has written it."""
