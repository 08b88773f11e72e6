"""Configuration of the events app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What visitors read on the first page and on the pages of lunches.
SHOWN_TO_VISITORS = (
    "events.Event",
    "events.Venue",
    "events.AgendaItem",
    "events.DiscussionQuestion",
    "events.LunchSponsor",
    "events.Rsvp",
    "members.Chapter",
    "languages.PublicLanguage",
)


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Register how this app's mails are composed, and what it exports, erases and forgets."""
        from events import privacy
        from events.documents import register_documents
        from events.notifications import register_composers
        from events.services.door import forget_guest_names
        from events.services.forgetting import forget_food
        from members.neighbours import Neighbour, add_neighbour
        from wow import retention
        from wow.privacy import register
        from wow.visitor_pages import forget_when_changed

        register_composers()
        register_documents()
        forget_when_changed(*SHOWN_TO_VISITORS)
        retention.register("food", forget_food)
        retention.register("guest names", forget_guest_names)
        words = _("Let your calendar fetch the lunches by itself.")
        add_neighbour(Neighbour(_("Calendar"), words, "calendar-add", "events:calendars"))
        register("events", export=privacy.export_member, erase=privacy.erase_member)
