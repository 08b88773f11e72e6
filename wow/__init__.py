"""The composition of the portal and its kernel; docs/architecture.md has the map."""

from wow.celery import app as celery_app

__all__ = ["celery_app"]
