"""What is printed for a lunch: its programme in every language, the lists of the door, the kitchen and the camera."""

from django.utils.translation import gettext_lazy as _

from events.documents import door, kitchen, photos, programme
from wow.pdf.registry import register

PROGRAMME, PROGRAMME_PAGES = "events.programme", "events.programme_pages"
DOOR, KITCHEN, PHOTOS = "events.door", "events.kitchen", "events.photos"
IN_EVERY_LANGUAGE = (PROGRAMME, PROGRAMME_PAGES)
# What staff read beside each, in the order of the day before and the day itself.
ABOUT = {
    PROGRAMME: _("One sheet of A4, both sides: turn on the short edge, fold once."),
    PROGRAMME_PAGES: _("The same four pages one after the other, for a screen or to mail."),
    KITCHEN: _("Portions and needs in numbers. No names."),
    DOOR: _("Who comes, how her name is said, who is new. Room for who comes unannounced."),
    PHOTOS: _("Who must not be in pictures, and who may. For whoever holds the camera."),
}

SEES_LUNCHES = "events.view_event"
SEES_PEOPLE = "events.change_rsvp"  # whoever may only view answers stands at the door: her list is on her phone


def register_documents() -> None:
    """Call once in `ready()`."""
    register(PROGRAMME, programme.folded, label=_("Programme to fold"), permission=SEES_LUNCHES, is_personal=False)
    register(
        PROGRAMME_PAGES, programme.page_by_page, label=_("Programme page by page"), permission=SEES_LUNCHES,
        is_personal=False,
    )  # fmt: skip
    register(DOOR, door.door_list, label=_("Door list"), permission=SEES_PEOPLE)
    register(KITCHEN, kitchen.kitchen_list, label=_("Kitchen list"), permission=SEES_PEOPLE)
    register(PHOTOS, photos.photo_list, label=_("Photo list"), permission=SEES_PEOPLE)
