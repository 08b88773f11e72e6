"""My page, one thing at a time: each form is one screen with one Save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.enums import Background, FoodNeed, PhotoAnswer
from members.forms.fields import FOOD_ICONS, MESSAGE_CHOICES, OFF, ON, ChapterField, PlainTextField, SpokenNameField
from members.forms.signup import open_languages
from wow.i18n.languages import ALL_LANGUAGES
from wow.ui.forms import CheckCards, ChoiceCards


class NameForm(forms.Form):
    """What she wants to be called."""

    name = SpokenNameField()


class SaidAsForm(forms.Form):
    """How her name sounds, for whoever greets her."""

    said_as = SpokenNameField(
        label=_("How is your name said?"),
        help_text=_("Write the sound as you hear it. For example: AH-mi-na."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LanguageForm(forms.Form):
    """The language of pages and mails."""

    preferred_language = forms.ChoiceField(
        label=_("Your language"),
        widget=ChoiceCards(are_languages=True),
        help_text=_("Pages and mails come in this language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred_language"].choices = open_languages()  # type: ignore[attr-defined]


class LanguagesForm(forms.Form):
    """Languages she speaks, and languages she wants to practise."""

    speaks = forms.MultipleChoiceField(
        label=_("I speak"), choices=ALL_LANGUAGES, required=False, widget=CheckCards(are_languages=True)
    )
    practises = forms.MultipleChoiceField(
        label=_("I want to practise"), choices=ALL_LANGUAGES, required=False, widget=CheckCards(are_languages=True)
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a language in both lists."""
        wanted = super().clean() or {}
        if set(wanted.get("speaks", ())) & set(wanted.get("practises", ())):
            raise ValidationError(_("Choose each language once: you speak it, or you practise it."), code="twice")
        return wanted


class ChapterForm(forms.Form):
    """Where she wants to meet."""

    chapter = ChapterField()


class BackgroundForm(forms.Form):
    """Her own word about herself; choosing "I do not want to say" withdraws the consent."""

    background = forms.ChoiceField(label=_("Your background"), choices=Background.choices, widget=ChoiceCards())


class FoodForm(forms.Form):
    """What the kitchen must know."""

    food_needs = forms.MultipleChoiceField(
        label=_("What do you not eat?"),
        choices=FoodNeed.choices,
        required=False,
        widget=CheckCards(icons={code.value: icon for code, icon in FOOD_ICONS.items()}),
    )
    food_note = PlainTextField(label=_("Something else about food"), max_length=200, required=False)


class PicturesForm(forms.Form):
    """May she be in pictures?"""

    photo_answer = forms.ChoiceField(
        label=_("Pictures from our meetings"),
        choices=[
            (PhotoAnswer.YES, _("Yes, I may be in pictures")),
            (PhotoAnswer.NO, _("No, no pictures of me")),
        ],
        widget=ChoiceCards(icons={PhotoAnswer.YES.value: "camera", PhotoAnswer.NO.value: "camera-off"}),
    )


class MessagesForm(forms.Form):
    """Invitations and reminders."""

    wants_messages = forms.ChoiceField(
        label=_("Invitations and reminders"),
        choices=MESSAGE_CHOICES,
        widget=ChoiceCards(icons={ON: "mail", OFF: "no"}),
        help_text=_("If you say no, we send log-in codes only. You see every lunch on the first page."),
    )
