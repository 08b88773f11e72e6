"""Configuration of the demo; it refuses to load under any settings but the demo's own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from wow.demo.guard import refuse_outside_demo


class DemoConfig(AppConfig):
    name = "wow.demo"
    label = "demo"
    verbose_name = _("Demo")

    def ready(self) -> None:
        """Stop the start of anything that is not the demo. Raises ImproperlyConfigured."""
        refuse_outside_demo()
