"""The staff screens of lunches, answers and places. Transitions are confirmed views that call services."""

from events.admin.answers import RsvpAdmin
from events.admin.lunches import LunchAdmin
from events.admin.venues import VenueAdmin

__all__ = ["LunchAdmin", "RsvpAdmin", "VenueAdmin"]
