"""What of a sponsor is written in every language."""

from modeltranslation.translator import TranslationOptions, register

from sponsors.models import Sponsor


@register(Sponsor)
class SponsorTranslation(TranslationOptions):
    fields = ("gives",)
