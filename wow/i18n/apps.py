"""Configuration of the languages app."""

from django.apps import AppConfig


class I18nConfig(AppConfig):
    name = "wow.i18n"
    label = "languages"
    verbose_name = "Språk"
