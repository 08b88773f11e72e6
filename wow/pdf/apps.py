"""Configuration of the documents app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class PdfConfig(AppConfig):
    name = "wow.pdf"
    label = "pdf"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Register what is known of a person here, what is forgotten, and the look at the fonts before a release."""
        from wow.pdf import privacy
        from wow.pdf.checks import fonts_are_there
        from wow.pdf.services import forget_old
        from wow.privacy import register as register_part
        from wow.retention import register as register_rule

        register(fonts_are_there, Tags.security, deploy=True)
        register_part("pdf", export=privacy.export_member, erase=privacy.erase_member)
        register_rule("documents", forget_old)  # also each minute, where a worker runs
