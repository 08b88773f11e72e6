"""Configuration of the infohub app. Its rooms are not furnished yet."""

from django.apps import AppConfig


class InfohubConfig(AppConfig):
    name = "infohub"
