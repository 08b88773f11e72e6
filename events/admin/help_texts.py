"""What each field of the lunches' forms is for, where the model itself does not say it."""

from django.utils.translation import gettext_lazy as _

LUNCH_HELP = {
    "chapter": _("Its members are invited."),
    "venue": _("Where you meet. New places are written in under Places."),
    "title": _("Short: it stands first on the page and in every mail."),
    "topic": _("What the tables talk about after the presentation."),
}
AGENDA_HELP = {
    "starts": _("On the clock of the day."),
    "minutes": _("How long it takes."),
    "what": _("As it is printed on the programme."),
}
QUESTION_HELP = {
    "position": _("The question with 1 comes first."),
    "text": _("One question, so short that it can be read aloud."),
}
VENUE_HELP = {
    "name": _("What members call the place."),
    "chapter": _("Lunches of this chapter can be held here."),
    "address": _("As on the map: street, number and town."),
}
