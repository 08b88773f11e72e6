"""How long she stays logged in: 90 days on her own phone, until the browser closes on a shared one."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

SHARED_KEY = "members_shared_phone"


def remember_whose_phone(session: SessionBase, *, is_shared: bool) -> None:
    """Keep what she said until the code is typed."""
    session[SHARED_KEY] = is_shared


def apply_session_length(session: SessionBase) -> None:
    """Set how long the log-in that has just succeeded holds. A phone nobody spoke of counts as her own."""
    session.set_expiry(0 if session.get(SHARED_KEY) else settings.SESSION_COOKIE_AGE)
