"""Fields that more than one form about people uses."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.enums import FoodNeed
from members.models import Chapter
from members.phones import normalise_phone
from members.validators import validate_plain_text, validate_spoken_name
from wow.ui.forms import ChoiceCards

FOOD_ICONS = {
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

ON, OFF = "on", "off"
MESSAGE_CHOICES = [(ON, _("Yes, write to me")), (OFF, _("No, do not write to me"))]


class SpokenNameField(forms.CharField):
    """What she wants to be called, in any script; refused characters stay in the field so that she can see them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("What do you want to be called?"))
        kwargs.setdefault("help_text", _("A first name is enough. It need not be your real name."))
        super().__init__(max_length=60, **kwargs)
        self.validators.append(validate_spoken_name)
        self.widget.attrs.setdefault("autocomplete", "nickname")

    def to_python(self, value: Any) -> str:
        """Composed letters, single spaces."""
        text = super().to_python(value) or ""
        return " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()


class PlainTextField(forms.CharField):
    """One line of free text without hidden characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(validate_plain_text)


class PhoneField(forms.CharField):
    """A phone number however it is typed; cleaned to E.164, or to an empty text."""

    widget = forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        """Raise ValidationError with how to write it when nobody can have this number."""
        typed = super().clean(value)
        return normalise_phone(typed) if typed else ""


class ChapterField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The open chapters as cards."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Where do you want to meet?"))
        super().__init__(
            queryset=Chapter.objects.filter(is_open=True), widget=ChoiceCards(), empty_label=None, **kwargs
        )
