"""Configuration of the languages app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class I18nConfig(AppConfig):
    name = "wow.i18n"
    label = "languages"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from wow.i18n.public import forget_public_codes

        language = self.get_model("PublicLanguage")
        post_save.connect(forget_public_codes, sender=language, dispatch_uid="forget-public-codes-saved")
        post_delete.connect(forget_public_codes, sender=language, dispatch_uid="forget-public-codes-deleted")
