"""The addresses at the door. Only what the portal uses of allauth: no password page can be reached.

The names are allauth's own, because allauth looks them up.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from members.views import entrance, second_steps

urlpatterns = [
    path("login/", entrance.request_code, name="account_request_login_code"),
    path("login/start/", entrance.login, name="account_login"),
    path("login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("join/", entrance.sign_up, name="account_signup"),
    path("join/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("email/", entrance.change_email, name="account_email"),
    path("app/", mfa.index, name="mfa_index"),
    path("app/code/", second_steps.take, name="mfa_authenticate"),
    path("app/again/", second_steps.again, name="mfa_reauthenticate"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", second_steps.remove_app, name="mfa_deactivate_totp"),
    path("phones/", second_steps.passkeys, name="mfa_list_webauthn"),
    path("phones/add/", second_steps.add, name="mfa_add_webauthn"),
    path("phones/again/", second_steps.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("phones/login/", second_steps.log_in, name="mfa_login_webauthn"),
    path("phones/<int:pk>/name/", second_steps.rename, name="mfa_edit_webauthn"),
    path("phones/<int:pk>/remove/", second_steps.remove, name="mfa_remove_webauthn"),
    path("app/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("app/recovery/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("app/recovery/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
