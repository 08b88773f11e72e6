"""Every staff page in a real browser: nothing refused by the policy, no accessibility problem, no sideways scroll."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Rsvp
from events.services.reminders import plan_reminders
from members.models import Member
from tests.events.post import invited
from tests.events.staff_pages import coming_draft, coming_lunch, page_of
from tests.factories import events as build
from tests.factories.members import logged_in, make_staff
from tests.journeys.conftest import LAPTOP, PHONE
from tests.journeys.visitor import Visitor
from wow.outbox.enums import MessageStatus
from wow.outbox.models import Message
from wow.roles import sync_roles

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LISTS = (
    "index", "events_event_changelist", "events_event_add", "events_rsvp_changelist", "events_venue_changelist",
    "members_member_changelist",
    "events_event_mondays",
    "outbox_message_changelist", "audit_auditentry_changelist", "languages_publiclanguage_changelist",
)  # fmt: skip
VIEWS = ("change", "overview", "invite", "move", "cancel", "copy", "promote")


@pytest.fixture
def lunch() -> Event:
    """A lunch that is full, with somebody waiting, somebody to call and a message that stopped."""
    from members.models import Chapter

    for slug, name in (("jarva", "Järva"), ("helsingborg", "Helsingborg")):
        Chapter.objects.get_or_create(slug=slug, defaults={"name": name})  # a browser test before emptied the table
    sync_roles()
    event = coming_lunch(capacity=3)
    build.fill(event, 4, now=timezone.now())
    build.member(email=None, phone="+46701740605", preferred_language="ar")
    Message.objects.filter(pk=Message.objects.values_list("pk", flat=True)[0]).update(
        status=MessageStatus.HELD, reason="uncertain"
    )
    sent = Message.objects.filter(status=MessageStatus.PLANNED).first()
    assert sent is not None
    Message.objects.filter(pk=sent.pk).update(status=MessageStatus.SENT, sent_at=timezone.now())
    past = build.lunch()
    build.says(past, build.member(wants_messages=False))
    invited(past, build.member())
    plan_reminders(now=past.reminder_at)
    Event.objects.filter(pk=event.pk).update(moved_at=timezone.now())
    build.says(event, build.member(email=None), now=timezone.now() - dt.timedelta(days=1))
    return event


def pages(event: Event) -> list[str]:
    """The address of every staff page that this part of the portal has."""
    draft, rsvp, message = (
        coming_draft(),
        Rsvp.objects.filter(event=event).earliest("queued_at"),
        Message.objects.get(status="held"),
    )
    to_call, sent = Member.objects.to_be_called().first(), Message.objects.filter(status="sent").first()
    assert to_call is not None
    assert sent is not None
    return [
        *(reverse(f"admin:{name}") for name in LISTS),
        *(page_of(name, event) for name in VIEWS),
        *(page_of(name, draft) for name in ("change", "publish", "workday", "discard")),
        page_of("answer", event, to_call.pk),
        page_of("revoke", event, rsvp.member_id),
        reverse("admin:events_rsvp_change", args=(rsvp.pk,)),
        reverse("admin:events_venue_change", args=(event.venue_id,)),
        *(reverse(f"admin:outbox_message_{act}", args=(message.pk,)) for act in ("change", "release", "give_up")),
        *(reverse(f"admin:outbox_message_{act}", args=(sent.pk,)) for act in ("change", "bounced")),
    ]


def enter(visitor: Visitor, client: Client) -> None:
    """Give the browser the session of somebody who has taken both steps."""
    session = client.cookies["sessionid"].value
    visitor.page.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.base_url}])


@pytest.mark.parametrize(("viewport", "colours"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"])
def test_every_staff_page_is_sound(
    visit: Callable[..., Visitor], lunch: Event, viewport: dict[str, int], colours: Any
) -> None:
    client = logged_in(make_staff(chapter=None))
    stina = visit("stina", viewport, color_scheme=colours)
    enter(stina, client)
    for path in pages(lunch):
        stina.open(path)


def test_language_tabs_by_keyboard(visit: Callable[..., Visitor], lunch: Event) -> None:
    stina = visit("stina", LAPTOP)
    enter(stina, logged_in(make_staff(chapter=None)))
    stina.open(page_of("change", lunch))
    stina.page.get_by_role("tab", name="Svenska").focus()
    stina.page.keyboard.press("ArrowRight")
    stina.page.keyboard.press("ArrowRight")
    assert stina.page.get_by_role("tab", name="العربية").get_attribute("aria-selected") == "true"
    assert stina.page.locator("#id_title_ar").is_visible() is True
    assert stina.page.locator("#id_title_sv").is_visible() is False
    stina.check()
