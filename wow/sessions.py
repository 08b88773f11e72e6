"""Sessions in the database; each is found by a question that is worded once (see wow.prepared)."""

from functools import cache

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import QuerySet
from django.utils import timezone

from wow.prepared import Blank, ask


@cache
def _blanks(model: type[AbstractBaseSession]) -> tuple[Blank, Blank]:
    return Blank(model, "session_key"), Blank(model, "expire_date")


class SessionStore(db.SessionStore):
    """Django's, but for how a session is found."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        model = self.get_model_class()
        key, now = _blanks(model)

        def alive() -> QuerySet[AbstractBaseSession]:
            return model._default_manager.filter(session_key=key.stand_in, expire_date__gt=now.stand_in)

        found = ask("session", alive, {key: self.session_key, now: timezone.now()})
        self._session_key = self._session_key if found else None
        return found[0] if found else None
