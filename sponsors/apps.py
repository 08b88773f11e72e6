"""Configuration of the sponsors app. Its rooms are not furnished yet."""

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "sponsors"
