"""What we ask a woman who joins, beside her e-mail. allauth mixes this into its own sign-up form."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from members.enums import Background
from members.forms.fields import MESSAGE_CHOICES, OFF, ON, ChapterField, SpokenNameField
from members.models import Member
from members.services import sign_up_member
from wow.i18n.languages import ALL_LANGUAGES, SOURCE_CODE
from wow.i18n.public import public_codes
from wow.ui.forms import ChoiceCards


def open_languages() -> list[tuple[str, str]]:
    """The languages a reader may choose, each in its own name."""
    opened = public_codes()
    return [(code, name) for code, name in ALL_LANGUAGES if code in opened]


class SignupDetailsForm(forms.Form):
    """Name, language, chapter, the wish for invitations, and her background if she wants to give it."""

    field_order = ("email", "name", "language", "chapter", "wants_messages", "background", "is_shared", "website")

    name = SpokenNameField()
    language = forms.ChoiceField(label=_("Your language"), widget=ChoiceCards(are_languages=True))
    chapter = ChapterField()
    # Nothing is chosen beforehand: a box that is ticked already is no consent.
    wants_messages = forms.ChoiceField(
        label=_("May we send you invitations and reminders by e-mail?"),
        choices=MESSAGE_CHOICES,
        widget=ChoiceCards(icons={ON: "mail", OFF: "no"}),
        help_text=_("You can turn them off whenever you want."),
    )
    background = forms.ChoiceField(
        label=_("Your background"),
        required=False,
        choices=Background.choices,
        initial=Background.UNSAID,
        widget=ChoiceCards(),
        help_text=_(
            "We sit every other seat: somebody established in Sweden beside somebody new in Sweden. "
            "If you answer, you agree that we use the answer for seats, pairs and groups, and nothing else. "
            "Only our staff see it. You can take it back at any time on your page."
        ),
    )
    is_shared = forms.BooleanField(
        label=_("Other people use this phone or computer"),
        required=False,
        help_text=_("Then we log you out when you close the browser."),
    )
    # A field that people do not see and programs fill in. Hidden by the style sheet, not by type.
    website = forms.CharField(label=_("Leave this field empty"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)  # noqa: S101
        languages.choices = open_languages()
        languages.initial = translation.get_language() or SOURCE_CODE
        self.fields["website"].template_name = "members/_trap_field.html"  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs.update({"tabindex": "-1", "autocomplete": "off"})

    def signup(self, request: HttpRequest, user: Member) -> None:
        """Fill in the member that allauth has just saved."""
        wanted = self.cleaned_data
        sign_up_member(
            member=user,
            now=timezone.now(),
            name=wanted["name"],
            language=wanted["language"],
            chapter=wanted["chapter"],
            wants_messages=wanted["wants_messages"] == ON,
            background=wanted["background"] or Background.UNSAID,
        )
