"""Configuration of the documents app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class PdfConfig(AppConfig):
    name = "wow.pdf"
    label = "pdf"
    verbose_name = _("Documents")

    def ready(self) -> None:
        """Register what is known of a person here, and the look at the machine's fonts before a release."""
        from wow.pdf import privacy
        from wow.pdf.checks import fonts_are_there
        from wow.privacy import register as register_part

        register(fonts_are_there, Tags.security, deploy=True)
        register_part("pdf", export=privacy.export_member, erase=privacy.erase_member)
