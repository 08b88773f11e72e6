"""Configuration of the composition: commands, static files, roles."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WowConfig(AppConfig):
    name = "wow"
    verbose_name = "WOW"

    def ready(self) -> None:
        """Give the groups their rights when the last app has made its permissions; register what is forgotten."""
        from wow.forgetting import register_rules
        from wow.roles import sync_roles

        register_rules()
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(sync_roles, sender=last, dispatch_uid="wow.roles")
