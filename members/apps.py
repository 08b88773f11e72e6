"""Configuration of the members app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Register what this app exports and erases, and how its mails are composed."""
        from allauth.account.signals import email_confirmed

        from members import mails, privacy, signals
        from wow.privacy import register

        register("members", export=privacy.export_member, erase=privacy.erase_member)
        mails.register_mails()
        email_confirmed.connect(signals.turn_messages_on, dispatch_uid="members.turn_messages_on")
