"""Configuration of the components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wow.ui"
    label = "ui"
