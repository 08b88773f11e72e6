"""Configuration of the events app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What visitors read on the first page and on the pages of lunches.
SHOWN_TO_VISITORS = (
    "events.Event",
    "events.Venue",
    "events.AgendaItem",
    "events.DiscussionQuestion",
    "events.Rsvp",
    "members.Chapter",
    "languages.PublicLanguage",
)


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register how this app's mails are composed, and what it exports and erases of a person."""
        from events import privacy
        from events.notifications import register_composers
        from wow.privacy import register
        from wow.visitor_pages import forget_when_changed

        register_composers()
        forget_when_changed(*SHOWN_TO_VISITORS)
        register("events", export=privacy.export_member, erase=privacy.erase_member)
