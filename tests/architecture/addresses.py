"""Every address of the portal as the resolver knows it, one real example of each, and who asks for them."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.db import models, transaction
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from events.feed_links import sign_feed
from events.links import sign_answer_link
from events.models import Event, GreeterShift, Invitation
from events.services.feeds import make_feed
from events.services.reminders import HEARTBEAT
from members.links import sign_mute_link
from members.models import Member
from sponsors.models import Logo
from tests.factories.events import says
from tests.factories.members import make_member, make_staff
from tests.factories.pages import coming_lunch
from tests.factories.sponsors import sponsor
from tests.members.soft_phone import SoftPhone
from wow.outbox.services import beat
from wow.pdf.models import DocumentJob

# Who asks. The member is the one whom every example is about; the outsider is a member whom nothing is about.
ROLES = (
    "visitor", "member", "outsider", "at the door", "greeter", "staff", "strategist", "translator", "safeguarding",
    "administrator", "staff without second step",
)  # fmt: skip
DOORS = ("/sv/account/login/", "/sv/account/login/start/")
SECOND_STEP = "/sv/me/second-step/"
FORM = "application/x-www-form-urlencoded"
REFUSALS = {400: "b", 403: "x", 404: "-", 405: "m", 409: "c", 422: "u", 429: "?"}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\([^)]*\)|\[[^]]*\]|[^()])*\)")


def addresses() -> dict[str, str]:
    """Every pattern: its name, or its route where it has none, and its route from the root."""
    found = list(_walk(get_resolver(), "", ""))
    assert len({name for name, _route in found}) == len(found)
    return dict(found)


def _walk(resolver: Any, prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield (space + entry.name if entry.name else route), route
        else:
            yield from _walk(entry, route, f"{space}{entry.namespace}:" if entry.namespace else space)


class Stage:
    """Real rows, and a log-in for everybody who asks."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.her, now = make_member(name="Amina"), timezone.now()
        outsider, at_the_door = make_member(name="Nour"), make_member(name="Kerstin")
        event, today = coming_lunch(), _lunch_now()
        says(event, self.her, now=now)
        for greeted in (event, today):
            GreeterShift.objects.create(event=greeted, member=at_the_door)
        sponsor(has_logo=True)
        beat(HEARTBEAT, now)
        people = [None, self.her, outsider, at_the_door]
        people += [make_staff(group) for group in ("greeter", "staff", "strategist", "translator", "safeguarding")]
        people += [make_staff(is_superuser=True), make_staff("staff", has_app=False)]
        self.cookies = {role: _cookies(who) for role, who in zip(ROLES, people, strict=True)}
        self.ids = {Event: event.pk, Member: self.her.pk}
        self.values = {**self._values(event, now), "events:door": {"slug": today.slug}}
        self.values["events:door_state"] = {"slug": today.slug}

    def _values(self, event: Event, now: Any) -> dict[str, dict[str, Any]]:
        link = sign_answer_link(Invitation.objects.get(event=event, member=self.her))
        made = json.loads(SoftPhone().create({"publicKey": {"user": {"id": "AA"}, "challenge": "AA"}}))
        phone = Authenticator.objects.create(user=self.her, type="webauthn", data={"name": "Phone", "credential": made})
        job = DocumentJob.objects.create(
            kind="events.door", subject_id=event.pk, language="sv", revision="0", state="ready", content=b"%PDF",
            file_name="door.pdf", created_at=now, ready_at=now, expires_at=now + dt.timedelta(days=1),
        )  # fmt: skip
        common = {
            "slug": event.slug, "event_id": event.pk, "member_id": self.her.pk, "job_id": job.pk, "section": "name",
            "digest": Logo.objects.get().digest, "url": "nowhere/", "app_label": "events",
            "content_type_id": ContentType.objects.get_for_model(Event).pk,
        }  # fmt: skip
        return {
            "": common,
            "own-calendar": {"token": sign_feed(make_feed(member=self.her, now=now))},
            "members:messages_off": {"token": sign_mute_link(self.her)},
            "events:answer_link": {"token": link},
            "events:answer_link_details": {"token": link},
            "mfa_edit_webauthn": {"pk": phone.pk},
            "mfa_remove_webauthn": {"pk": phone.pk},
            "admin:view_on_site": {"object_id": event.pk},
        }

    def example(self, name: str, route: str) -> str:
        """The address of a row that exists. Raises KeyError for a parameter that nothing here knows."""
        known = {**self.values[""], **self.values.get(name, {})}
        if route.startswith("admin/"):
            known = {**self._admin_ids(route), **known}
        path = PARAMETER.sub(lambda found: str(known[found[1] or found[2]]), route)
        return "/" + re.sub(r"[\^$]|\\(?=\.)", "", path)

    def _admin_ids(self, route: str) -> dict[str, Any]:
        for model in admin.site._registry:
            if route.startswith(f"admin/{model._meta.label_lower.replace('.', '/')}/") and "<" in route:
                row = self.ids.get(model) or _first(model)
                return {"object_id": row, "pk": row}
        return {}

    def answers(self, method: str, path: str) -> str:
        """How everybody is answered, in the order of ROLES."""
        return "".join(self.answer(role, method, path) for role in ROLES)

    def answer(self, role: str, method: str, path: str, *, checks_csrf: bool = False) -> str:
        """How one of them is answered, as a letter; nothing of it stays in the database."""
        asked = RequestFactory(HTTP_COOKIE=self.cookies[role]).generic(method, path, content_type=FORM)
        asked._dont_enforce_csrf_checks = not checks_csrf  # type: ignore[attr-defined]
        cache.clear()  # allauth counts attempts
        with transaction.atomic():
            response = self.handler.get_response(asked)  # what a test client does more, it does three thousand times
            transaction.set_rollback(True)
        return letter(response)


def letter(response: Any) -> str:
    """o is shown, l sent to the log-in, s to the second step, > elsewhere, x forbidden, - not found, m not so, u asked
    again, b not understood, c too late; ! is an error of ours."""
    if response.status_code < 300:
        return "o"
    if response.status_code < 400:
        target = response.headers["Location"].partition("?")[0]
        return "l" if target in DOORS else "s" if target == SECOND_STEP else ">"
    return REFUSALS.get(response.status_code, "!")


def _cookies(who: Member | None) -> str:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client.cookies.output(attrs=[], header="", sep=";").strip()


def _lunch_now() -> Event:
    event, now = coming_lunch(), timezone.now()
    hour = dt.timedelta(hours=1)
    Event.objects.filter(pk=event.pk).update(starts_at=now - hour, ends_at=now + hour)
    event.refresh_from_db()
    return event


def _first(model: type[models.Model]) -> Any:
    row = model._base_manager.order_by("pk").first()
    assert row is not None, f"Stage makes no row of {model._meta.label}"
    return row.pk
