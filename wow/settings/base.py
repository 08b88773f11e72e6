"""What every way of running the portal shares. The environment is read here and refused when wrong."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from wow.i18n.languages import ALL_LANGUAGES, BIDI_CODES, register_languages

from .unfold import UNFOLD  # noqa: F401 - a setting like any other

register_languages()  # Django's LANG_INFO lacks so, ti, prs, ps, kmr and am

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
SITE_URL = "http://localhost:8000"  # in mails; never taken from a request's Host header

INSTALLED_APPS = [
    "modeltranslation",  # before the admin
    "unfold",
    "wow",
    "wow.i18n",
    "wow.outbox",
    "wow.audit",
    "wow.ui",
    "wow.pdf",
    "members",
    "events",
    "sisterpairs",
    "sponsors",
    "infohub",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wow.csp.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wow.i18n.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.StaffSecondFactorMiddleware",
    "wow.middleware.PrivatePagesMiddleware",
]

ROOT_URLCONF = "wow.urls"
WSGI_APPLICATION = "wow.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wow.ui.context_processors.page",
            ],
            "builtins": ["django.templatetags.i18n", "wow.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "wow.ui.forms.PortalFormRenderer"

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",  # a writer waits for its turn instead of failing half-way
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
}


def database(url: str) -> dict[str, Any]:
    """Django's settings of one database from a URL; SQLite gets the options that make it safe."""
    config: dict[str, Any] = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    return config


DATABASES = {"default": database(f"sqlite:///{VAR_DIR / 'wow.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: a mailed code, never a password ---------------------------------------------------
AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["members.backends.MemberBackend"]
ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "members.forms.signup.SignupDetailsForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_CHANGE_EMAIL = True  # one address a member; the new one counts once its code is typed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the old address hears of a change
ACCOUNT_FORMS = {
    "request_login_code": "members.forms.entrance.RequestCodeForm",
    "confirm_login_code": "members.forms.entrance.ConfirmCodeForm",
    "signup": "members.forms.entrance.SignUpForm",
    "confirm_email_verification_code": "members.forms.entrance.ConfirmEmailForm",
    "add_email": "members.forms.entrance.NewEmailForm",
}
MFA_FORMS = {
    "authenticate": "members.forms.entrance.AppCodeForm",
    "reauthenticate": "members.forms.entrance.AppCodeAgainForm",
    "activate_totp": "members.forms.entrance.ActivateAppForm",
    "add_webauthn": "members.forms.passkeys.AddPasskeyForm",
    "edit_webauthn": "members.forms.passkeys.RenamePasskeyForm",
    "login_webauthn": "members.forms.passkeys.LogInForm",
    "authenticate_webauthn": "members.forms.passkeys.SecondStepForm",
    "reauthenticate_webauthn": "members.forms.passkeys.AgainForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
SILENCED_SYSTEM_CHECKS = ["account.W001"]
MFA_ADAPTER = "members.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # face, finger or PIN each time: a found phone opens nothing
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # two requests a log-in; many sit on one network at a lunch
LOGIN_URL = reverse_lazy("account_request_login_code")
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("home")
SESSION_ENGINE = "wow.sessions"
SESSION_COOKIE_AGE = 90 * 24 * 3600  # seconds; a shared phone's session ends with the browser
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "wow.views.csrf_failure"

# Languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = ALL_LANGUAGES
LANGUAGES_BIDI = BIDI_CODES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["wow.i18n.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
MODELTRANSLATION_DEFAULT_LANGUAGE = "sv"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("sv",)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Headers --------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail: the outbox speaks SMTP itself, because it must know the moment before DATA --------------
DEFAULT_FROM_EMAIL = "WOW <wow@localhost>"
EMAIL_HOST = "localhost"
EMAIL_PORT = 25
EMAIL_HOST_USER = ""
EMAIL_HOST_PASSWORD = ""
EMAIL_USE_TLS = False
EMAIL_USE_SSL = False
EMAIL_TIMEOUT = 20  # seconds

# Celery: a doorbell ---------------------------------------------------------------------------
CELERY_BROKER_URL = "redis://127.0.0.1:6379/0"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2  # seconds; a web request never hangs on the doorbell
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "Europe/Stockholm"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# The foundation -------------------------------------------------------------------------------
WOW_CONTACT_PHONE = "08-465 004 10"  # a number kept free for fiction; production sets its own
WOW_CONTACT_EMAIL = "hej@wow.example"
WOW_LEAVE_URL = "https://www.smhi.se/"  # the weather: harmless on any screen

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fido2": {"level": "WARNING"}},  # it tells which key was used
}
