"""How every form looks: our own field component around Django's widgets, and cards to choose from instead of lists."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget

from wow.i18n.languages import BY_CODE

Icons = Mapping[str, str]


class PortalFormRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `as_field_group` with our components; widgets keep Django's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class _Cards(ChoiceWidget):
    """Options as large cards; `icons` and `hints` map an option's value to a pictogram and to a line of help."""

    template_name = "components/choice_cards.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        icons: Icons | None = None,
        hints: Icons | None = None,
        are_languages: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.icons = dict(icons or {})
        self.hints = dict(hints or {})
        self.are_languages = are_languages

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        key = str(value)
        option["icon"] = self.icons.get(key, "")
        option["hint"] = self.hints.get(key, "")
        if self.are_languages and key in BY_CODE:
            option["lang"] = key
            option["direction"] = "rtl" if BY_CODE[key].is_rtl else "ltr"
        return option


class ChoiceCards(_Cards, forms.RadioSelect):
    """One of several; `are_languages` marks every option with its own language and direction."""

    template_name = "components/choice_cards.html"


class CheckCards(_Cards, forms.CheckboxSelectMultiple):
    """Any of several."""

    template_name = "components/choice_cards.html"


class NumberPills(ChoiceCards):
    """A small number without typing: radio pills 0 to `most`. For a TypedChoiceField(coerce=int)."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), *, most: int = 6) -> None:
        pills = choices or [(number, str(number)) for number in range(most + 1)]
        super().__init__({"class": "is-pills", **(attrs or {})}, pills)


class DayInput(forms.DateInput):
    """The device's own calendar; always speaks ISO to the server."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The device's own clock; always speaks HH:MM to the server."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
