"""What of a meeting is written in every language."""

from modeltranslation.translator import TranslationOptions, register

from events.models import AgendaItem, DiscussionQuestion, Event, Venue


@register(Venue)
class VenueTranslation(TranslationOptions):
    fields = ("directions",)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "presentation", "topic")
    required_languages = ("sv",)


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("what",)
    required_languages = ("sv",)


@register(DiscussionQuestion)
class DiscussionQuestionTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("sv",)
