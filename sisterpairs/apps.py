"""Configuration of the sisterpairs app. Its rooms are not furnished yet."""

from django.apps import AppConfig


class SisterpairsConfig(AppConfig):
    name = "sisterpairs"
