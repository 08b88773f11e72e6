"""A list of choices in one column, the same on SQLite and PostgreSQL."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoiceListField(models.JSONField):
    """A sorted list of distinct codes, each one of `choices`; empty when nothing is chosen."""

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        self.allowed = [(str(value), label) for value, label in choices]
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["choices"] = [(value, value) for value, _label in self.allowed]
        return name, path, list(args), kwargs

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse anything but a list of known codes."""
        known = {code for code, _label in self.allowed}
        if not isinstance(value, list) or not all(isinstance(item, str) and item in known for item in value):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")

    def clean(self, value: Any, model_instance: Any) -> list[str]:
        """The valid codes, each once, in the order of the choices."""
        self.run_validators(value)
        self.validate(value, model_instance)
        return [code for code, _label in self.allowed if code in value]

    def formfield(self, **kwargs: Any) -> Any:
        """Checkboxes; the form field's cleaned value is a list of codes."""
        from django import forms

        options: dict[str, Any] = {
            "choices": self.allowed,
            "required": False,
            "label": self.verbose_name,
            "help_text": self.help_text,
            "widget": forms.CheckboxSelectMultiple,
        }
        options.update({key: kwargs[key] for key in ("widget", "label", "help_text") if key in kwargs})
        return forms.MultipleChoiceField(**options)
