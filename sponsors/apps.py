"""Configuration of the sponsors app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SponsorsConfig(AppConfig):
    name = "sponsors"
    verbose_name = _("Sponsors")

    def ready(self) -> None:
        """Visitors' pages thank sponsors: a change makes the kept ones old."""
        from wow.visitor_pages import forget_when_changed

        forget_when_changed("sponsors.Sponsor", "sponsors.Logo")
