"""What a member may answer: yes or no first, then who comes with her, what she eats, and whether she is in pictures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import MAX_EXTRA_PEOPLE, Rsvp
from members.enums import FoodNeed, PhotoAnswer
from members.validators import is_forbidden
from wow.ui.forms import CheckCards, ChoiceCards, NumberPills

FOOD_ICONS: dict[str, str] = {
    FoodNeed.NO_PORK: "pork-free",
    FoodNeed.HALAL: "halal",
    FoodNeed.VEGETARIAN: "vegetarian",
    FoodNeed.VEGAN: "vegan",
    FoodNeed.NO_GLUTEN: "gluten",
    FoodNeed.NO_LACTOSE: "lactose",
    FoodNeed.NO_NUTS: "nuts",
    FoodNeed.NO_EGG: "egg",
    FoodNeed.NO_FISH: "fish",
    FoodNeed.NO_SHELLFISH: "shellfish",
}
PEOPLE = [(number, str(number)) for number in range(MAX_EXTRA_PEOPLE + 1)]


class AnswerForm(forms.Form):
    """Yes or no: the value of the button that was pressed."""

    answer = forms.ChoiceField(
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
        error_messages={
            "required": _("Press yes or no, so that we know."),
            "invalid_choice": _("Press yes or no, so that we know."),
        },
    )

    @property
    def is_coming(self) -> bool:
        """Whether she said yes; only after the form was found valid."""
        return bool(self.cleaned_data["answer"] == "yes")


def how_many(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """A number of people by choice; None when nothing was chosen."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=PEOPLE,
        coerce=int,
        empty_value=None,
        required=False,
        widget=NumberPills(most=MAX_EXTRA_PEOPLE),
        error_messages={"invalid_choice": _("Choose a number from 0 to 6.")},
    )


class DetailsForm(forms.Form):
    """The optional second half of a yes. What is left out stays as it stands."""

    children = how_many(_("How many children come with you?"), _("Children need a seat and food too."))
    companions = how_many(_("How many friends or relatives come with you?"), _("Only grown-ups. Count them here."))
    food_needs = forms.MultipleChoiceField(
        label=_("What must the kitchen know?"),
        choices=FoodNeed.choices,
        required=False,
        widget=CheckCards(icons=FOOD_ICONS),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    food_note = forms.CharField(
        label=_("More about food"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Please write at most 200 letters.")},
    )
    photo_answer = forms.ChoiceField(
        label=_("Sometimes we take pictures. May you be in them this time?"),
        choices=[
            (PhotoAnswer.YES, _("Yes, I may be in pictures")),
            (PhotoAnswer.NO, _("No pictures of me, please")),
        ],
        required=False,
        widget=ChoiceCards(icons={PhotoAnswer.YES: "camera", PhotoAnswer.NO: "camera-off"}),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args: Any, may_be_pictured: bool = True, is_food_ordered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_food_ordered:
            self.fields = {name: field for name, field in self.fields.items() if name == "photo_answer"}
        if not may_be_pictured:  # a protected identity: never pictured, so never asked
            self.fields.pop("photo_answer", None)

    def clean_food_note(self) -> str:
        """The note without hidden characters around it; refuses them inside it."""
        note = " ".join(str(self.cleaned_data["food_note"]).split())
        if any(is_forbidden(character) for character in note):
            raise forms.ValidationError(
                _("The text has a hidden character in it. Please write it again."), code="hidden"
            )
        return note

    @classmethod
    def preset(cls, rsvp: Rsvp, *args: Any, may_be_pictured: bool, is_food_ordered: bool) -> "DetailsForm":
        """The form as her answer stands; once the food is ordered only pictures are left to ask about."""
        initial = {
            "children": rsvp.children,
            "companions": rsvp.companions,
            "food_needs": rsvp.food_needs,
            "food_note": rsvp.food_note,
            "photo_answer": rsvp.photo_answer,
        }
        return cls(*args, initial=initial, may_be_pictured=may_be_pictured, is_food_ordered=is_food_ordered)
