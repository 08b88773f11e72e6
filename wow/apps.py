"""Configuration of the composition: commands, static files, roles."""

from django.apps import AppConfig


class WowConfig(AppConfig):
    name = "wow"
    verbose_name = "WOW"
