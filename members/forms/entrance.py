"""The forms at the door: ask for a code, type the code, join, change the address. Subclasses of allauth's."""

import unicodedata
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

EMAIL_LABEL = _("Your e-mail address")


def _ask_for_email(form: forms.Form) -> None:
    field = form.fields["email"]
    field.label = EMAIL_LABEL
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"dir": "ltr", "autocomplete": "email", "inputmode": "email"})


def _ask_for_code(form: forms.Form, label: Any) -> None:
    field = form.fields["code"]
    field.label = label
    field.widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "class": "code"}
    )


def western_digits(code: str) -> str:
    """The same code in 0 to 9: an Arabic or Persian keyboard types digits of its own."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in code)


class RequestCodeForm(RequestLoginCodeForm):
    """Her e-mail, and whether others use the phone."""

    is_shared = forms.BooleanField(
        label=_("Other people use this phone or computer"),
        required=False,
        help_text=_("Then we log you out when you close the browser. Otherwise you stay logged in for 90 days."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self)


class SignUpForm(SignupForm):
    """Join. A program that fills in the hidden field sees the door again and no member is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self)
        self.fields["email"].help_text = _("We send a code to it. There is no password to remember.")

    def try_save(self, request: HttpRequest) -> Any:
        """allauth's, behind the trap for programs."""
        if self.cleaned_data.get("website"):
            return None, get_adapter().respond_email_verification_sent(request, None)
        return super().try_save(request)


class ConfirmCodeForm(ConfirmLoginCodeForm):
    """The code that logs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, _("The six digits in the mail"))

    def clean_code(self) -> str:
        """allauth's, with the digits of every keyboard."""
        self.cleaned_data["code"] = western_digits(self.cleaned_data["code"])
        return str(super().clean_code())


class ConfirmEmailForm(ConfirmEmailVerificationCodeForm):
    """The code that shows that the address is hers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, _("The six digits in the mail"))

    def clean_code(self) -> str:
        """allauth's, with the digits of every keyboard."""
        self.cleaned_data["code"] = western_digits(self.cleaned_data["code"])
        return str(super().clean_code())


class NewEmailForm(AddEmailForm):
    """Another address for the same member."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_email(self)
        self.fields["email"].label = _("Your new e-mail address")


class AppCodeForm(AuthenticateForm):
    """The second step at log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, _("The six digits in the app, or a recovery code"))


class AppCodeAgainForm(ReauthenticateForm):
    """The second step once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, _("The six digits in the app, or a recovery code"))


class ActivateAppForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, _("The six digits in the app"))
