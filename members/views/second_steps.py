"""Passkeys and the second step: allauth's views, which ask the phone, before our services, which change."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.internal.ratelimit import consume_or_429
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from members.errors import MemberError
from members.models import Member
from members.second_step import passkeys_of, second_steps
from members.services import add_passkey, remove_second_step, rename_passkey
from members.sessions import remember_whose_phone
from wow.i18n.languages import SOURCE_CODE


def _me(request: HttpRequest) -> Member:
    return cast(Member, request.user)


def _language() -> str:
    return translation.get_language() or SOURCE_CODE


class Passkeys(ListWebAuthnView):
    """Her passkeys."""

    def get_queryset(self) -> Any:
        """Oldest first."""
        return passkeys_of(_me(self.request))


class AddPasskey(AddWebAuthnView):
    """Let the phone make a passkey that opens by itself, and keep it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's, but the key must be found without a name and opened by face, finger or PIN."""
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        return {**context, "js_data": begin_registration(_me(self.request), passwordless=True)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Her list again; the recovery codes for staff who just got them."""
        member = _me(self.request)
        had = second_steps(member)
        try:
            add_passkey(member=member, language=_language(), now=timezone.now(), **_added(form))
        except MemberError as error:
            messages.error(self.request, str(error))
            return redirect("mfa_list_webauthn")
        # Her phone has just proved who she is: ask no second time before she sees her recovery codes.
        record_authentication(self.request, member, method="mfa", type="webauthn", reauthenticated=True)
        messages.success(self.request, _("Done. From now on you can log in with face, finger or PIN."))
        has_new_codes = Authenticator.Type.RECOVERY_CODES in second_steps(member) - had
        return redirect("mfa_view_recovery_codes" if has_new_codes else "mfa_list_webauthn")


def _added(form: Any) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"], "credential": form.cleaned_data["credential"]}


class RenamePasskey(EditWebAuthnView):
    """Another name."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Her list again."""
        rename_passkey(member=_me(self.request), passkey_id=self.object.pk, name=form.cleaned_data["name"])
        messages.success(self.request, _("Saved."))
        return redirect("mfa_list_webauthn")


class RemovePasskey(RemoveWebAuthnView):
    """Ask once, then remove."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Her list again, with why not when it is the last of a member of staff."""
        _remove(self.request, self.object.pk, _("Removed. It no longer logs you in."))
        return redirect("mfa_list_webauthn")


class RemoveApp(DeactivateTOTPView):
    """Ask once, then remove the app with codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The page of the second step again."""
        _remove(self.request, self.authenticator.pk, _("The app is no longer connected."))
        return redirect("mfa_index")


def _remove(request: HttpRequest, authenticator_id: int, done: str) -> None:
    try:
        remove_second_step(
            member=_me(request), authenticator_id=authenticator_id, language=_language(), now=timezone.now()
        )
    except MemberError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


class LogInByPasskey(LoginWebAuthnView):
    """GET gives a script the question for the phone; POST takes the phone's answer. It never tells who is a member."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """allauth's, counted like an answer: every question begins a session."""
        refused = consume_or_429(request, app="allauth.mfa", action="webauthn_login", limit_get=True)
        return cast(HttpResponse, refused or super().get(request, *args, **kwargs))

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """A code that was asked for a minute ago does not stand in the way."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Log her in for as long as she said."""
        remember_whose_phone(self.request.session, is_shared="is_shared" in self.request.POST)
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The door again, with the way back; the same words whatever was wrong."""
        messages.error(self.request, _("This phone could not log you in. Ask for a code by e-mail instead."))
        door = reverse("account_request_login_code")
        return HttpResponseRedirect(passthrough_next_redirect_url(self.request, door, REDIRECT_FIELD_NAME))


class TakeSecondStep(AuthenticateView):
    """The second step at log-in: by what she has."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's, and which ways she has."""
        return {**super().get_context_data(**kwargs), "ways": second_steps(self.stage.login.user)}


class ShowAgain(ReauthenticateView):
    """The second step once more, by a code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's, and which ways she has."""
        return {**super().get_context_data(**kwargs), "ways": second_steps(_me(self.request))}


class ShowAgainByPasskey(ReauthenticateWebAuthnView):
    """The second step once more, by passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with its way back."""
        messages.error(self.request, _("That did not work. Please try again."))
        return HttpResponseRedirect(self.request.get_full_path())


passkeys = Passkeys.as_view()
add = AddPasskey.as_view()
rename = RenamePasskey.as_view()
remove = RemovePasskey.as_view()
remove_app = RemoveApp.as_view()
log_in = LogInByPasskey.as_view()
take = TakeSecondStep.as_view()
again = ShowAgain.as_view()
again_by_passkey = ShowAgainByPasskey.as_view()
