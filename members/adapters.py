"""Where allauth meets the portal: mails through the outbox, no passwords, sessions that end on shared phones."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.errors import LastSecondStep
from members.mails import MAILS, send_account_mail
from members.second_step import TYPES, is_asked_for_second_step, second_steps
from members.sessions import apply_session_length
from wow.i18n.languages import SOURCE_CODE


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by mailed code alone; every mail is a row of the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That is not the code. Look in the newest mail from us and type the six digits again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then ask for a new code."),
        "rate_limited": _("Too many attempts. Wait a little, then try again."),
        "email_taken": _("This e-mail address cannot be used. Write another one, or call us."),
        "same_as_current": _("This is the address you have now. Write the new one."),
        "account_inactive": _("This account is closed. Call us if that is a mistake."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the language of the page; the request waits for no mail server's answer."""
        send_account_mail(
            mail=MAILS[template_prefix],
            address=email,
            language=translation.get_language() or SOURCE_CODE,
            code=context.get("code", ""),
            now=timezone.now(),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signed up with a member's address: tell the address alone, never the page."""
        self.send_mail("account/email/account_already_exists", email, {})

    def is_safe_url(self, url: str) -> bool:
        """Only addresses within the portal, without a host."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in for 90 days, or until the browser closes when she said that others use the phone."""
        super().login(request, user)
        if not get_authentication_records(request, user):  # she has just joined, by the code that verified her address
            record_authentication(request, user, method="code")
        apply_session_length(request.session)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Her own page, which welcomes her the first time."""
        return reverse("members:welcome")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Her own page, where the new address now stands."""
        return reverse("members:my_page")

    def get_login_stages(self) -> list[str]:
        """allauth's, with a second step that no member is asked for because of her passkey."""
        own = {"allauth.mfa.stages.AuthenticateStage": "members.stages.SecondStep"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever is asked for a second step shows it again; a member who lost her phone can take it off her list."""
        return super().is_reauthentication_required(app=app, **kwargs) and is_asked_for_second_step(self.request.user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """What she has, the passkey first; there are no passwords to ask for."""
        have = second_steps(user) if user.is_authenticated else set()
        methods = []
        if Authenticator.Type.WEBAUTHN in have:
            methods.append(_way("mfa_reauthenticate_webauthn", _("Use face, finger or PIN")))
        if Authenticator.Type.TOTP in have:
            methods.append(_way("mfa_reauthenticate", _("Use the app with codes")))
        elif Authenticator.Type.RECOVERY_CODES in have:
            methods.append(_way("mfa_reauthenticate", _("Use a recovery code")))
        return methods


def _way(name: str, description: Any) -> dict[str, Any]:
    return {"id": name, "description": description, "url": reverse(name)}


class MFAAdapter(DefaultMFAAdapter):
    """The second factor of staff."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code. Wait for the next six digits in the app and type them."),
        "cannot_delete_authenticator": LastSecondStep.message,
        "unverified_email": _("Log in once by a mailed code before you add the second step."),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows as the name of the service."""
        return "WOW"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the app shows below the name: the name she goes by here, no address."""
        return str(user)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep one."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=TYPES).exclude(pk=authenticator.pk)
        return not authenticator.user.is_staff or others.exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """What a passkey is called until she says otherwise."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("My phone") if number == 1 else f"{gettext('My phone')} {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom passkeys belong to: the portal's own host, never a request's."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": "WOW"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the phone shows beside the key: the name she goes by here, no address."""
        return {**super().get_public_key_credential_user_entity(user), "name": str(user), "display_name": str(user)}

    def build_totp_svg(self, url: str) -> str:
        """The QR picture as inline SVG: our policy lets no picture in by data address."""
        import qrcode  # type: ignore[import-untyped]
        from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage, border=4).save(picture)
        drawing = picture.getvalue().decode()
        return drawing[drawing.index("<svg") :]
