"""Which of the registered languages the public may choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wow.i18n.languages import ALL_LANGUAGES


class PublicLanguage(models.Model):
    """One row a language that readers may choose; a registered language without a row answers in Swedish."""

    code = models.CharField(_("language"), max_length=3, choices=ALL_LANGUAGES, primary_key=True)
    is_public = models.BooleanField(
        _("open to readers"),
        default=False,
        help_text=_("Open a language when a person has read its texts. Swedish is always open."),
    )

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.get_code_display())
