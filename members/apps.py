"""Configuration of the members app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Register what this app exports and erases, and how its mails are composed."""
        from allauth.account.signals import email_confirmed
        from allauth.mfa.signals import authenticator_added

        from members import mails, privacy, signals
        from wow.privacy import register

        register("members", export=privacy.export_member, erase=privacy.erase_member)
        mails.register_mails()
        authenticator_added.connect(signals.count_new_app_as_proof, dispatch_uid="members.count_new_app_as_proof")
        email_confirmed.connect(signals.turn_messages_on, dispatch_uid="members.turn_messages_on")
