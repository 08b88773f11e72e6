"""What a greeter's page sends: which row was pressed, how many came with her, a guest without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.door import Whom
from events.forms import how_many
from members.forms.fields import SpokenNameField


class WhomField(forms.CharField):
    """A row's key, cleaned to whom it names."""

    def clean(self, value: Any) -> Whom | None:
        """Raise ValidationError for what is no key of ours."""
        key = super().clean(value)
        whom = Whom.parse(key)
        if key and whom is None:
            raise forms.ValidationError(self.error_messages["required"], code="unknown")
        return whom


class PressForm(forms.Form):
    """One press on a row: she is `here`, `undo` it, or her `party` is "key:children:companions".

    `attendance` is the row's own id when the page has chosen one.
    """

    here = WhomField(required=False, max_length=33)
    undo = WhomField(required=False, max_length=33)
    party = forms.RegexField(r"[mg][0-9a-f]{32}:[0-6]:[0-6]", required=False, strip=True)
    attendance = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three must be pressed; `party` becomes whom, children and companions."""
        pressed = super().clean() or {}
        if sum(bool(pressed.get(name)) for name in ("here", "undo", "party")) != 1:
            raise forms.ValidationError(_("That did not work. Press again."), code="nothing")
        if pressed.get("party"):
            key, children, companions = pressed["party"].split(":")
            pressed["party"] = (Whom.parse(key), int(children), int(companions))
        return pressed


class GuestForm(forms.Form):
    """Somebody without an account. Everything may be left as it is."""

    attendance = forms.UUIDField(widget=forms.HiddenInput)
    guest_name = SpokenNameField(
        label=_("Her first name"),
        help_text=_("You may leave it empty. We forget it after seven days."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    children = how_many(_("Children with her"))
    companions = how_many(_("Grown-ups with her"))
