"""The forms around passkeys. Subclasses of allauth's: the phone's answer arrives in a hidden field."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.forms.fields import PlainTextField
from members.validators import is_forbidden

NAME_LABEL = _("What do you call this phone?")
LONGEST_NAME = 60
NOT_UNDERSTOOD = (AttributeError, KeyError, TypeError, ValueError)  # what allauth lets through of a malformed answer


class ReadsAnswer:
    """Whatever is not an answer of a phone is refused like a wrong one: never a server error, never a hint."""

    def _refusal(self) -> ValidationError:
        return ValidationError(_("That did not work. Please try again."), code="passkey_refused")

    def clean_credential(self) -> Authenticator:
        """The passkey that signed the question this session was asked."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except NOT_UNDERSTOOD as error:
            raise self._refusal() from error
        return found


class LogInForm(ReadsAnswer, LoginWebAuthnForm):
    """Log in by passkey alone."""


class SecondStepForm(ReadsAnswer, AuthenticateWebAuthnForm):
    """The second step at log-in, by passkey."""


class AgainForm(ReadsAnswer, ReauthenticateWebAuthnForm):
    """The second step once more, before something important, by passkey."""


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey. A name that cannot be is replaced, because the phone has made its key already."""

    passwordless = None
    name = forms.CharField(
        label=NAME_LABEL,
        help_text=_("So that you know it again in your list."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_NAME, "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        """The name in one line without hidden characters, or one of ours."""
        typed = "".join(sign for sign in self.cleaned_data["name"] if not is_forbidden(sign))
        name = " ".join(typed.split())[:LONGEST_NAME].strip()
        return name or get_adapter().generate_authenticator_name(self.user, Authenticator.Type.WEBAUTHN)

    def clean(self) -> dict[str, Any]:
        """The phone answered this session's question, here, and made sure who holds it."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except NOT_UNDERSTOOD as error:
            raise ValidationError(_("That did not work. Please try again."), code="passkey_refused") from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for the same passkey."""

    name = PlainTextField(
        label=NAME_LABEL, max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
