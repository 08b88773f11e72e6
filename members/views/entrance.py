"""The door: allauth's views, with what she says about her phone kept until she is in."""

from typing import Any

from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import EmailView, RequestLoginCodeView, SignupView
from allauth.decorators import rate_limit
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from members.models import Member
from members.services.addresses import keep_address_in_step
from members.sessions import remember_whose_phone


class LoginRedirect(RedirectView):
    """allauth's name for the door leads to the one door there is."""

    def get_redirect_url(self, *_args: Any, **_kwargs: Any) -> str:
        """The page that asks for the e-mail, with the way back."""
        door = reverse("account_request_login_code")
        return str(passthrough_next_redirect_url(self.request, door, REDIRECT_FIELD_NAME))


@method_decorator(never_cache, name="dispatch")
class RequestCode(RequestLoginCodeView):
    """Ask for the e-mail; the next page looks the same whether a member has it or not."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code, to an address that the code can verify."""
        remember_whose_phone(self.request.session, is_shared=form.cleaned_data["is_shared"])
        if isinstance(form._user, Member):
            keep_address_in_step(form._user)
        response: HttpResponse = super().form_valid(form)
        return response


class SignUp(SignupView):
    """Join."""

    def get_initial(self) -> dict[str, Any]:
        """Nothing from the address of the page: no personal data travels there."""
        return {}

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the member and send the code that shows that the e-mail is hers."""
        remember_whose_phone(self.request.session, is_shared=form.cleaned_data["is_shared"])
        response: HttpResponse = super().form_valid(form)
        return response


class ChangeEmail(EmailView):
    """Another e-mail address; it counts once its code is typed."""

    success_url = reverse_lazy("account_email_verification_sent")


def login(request: HttpRequest) -> HttpResponseBase:
    """See LoginRedirect."""
    return LoginRedirect.as_view()(request)


request_code = rate_limit(action="login")(RequestCode.as_view())
sign_up = SignUp.as_view()
change_email = ChangeEmail.as_view()
