"""What each mail about a lunch says, to whom, and that nothing in it acts by being looked at."""

import datetime as dt
import hashlib
import json
import re
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from icalendar import Calendar

from events import notifications
from events.enums import RsvpStatus
from events.links import read_answer_link
from events.models import Event, Invitation, Rsvp
from events.services.answers import promote_waiting
from events.services.planning import cancel_lunch, move_lunch
from events.services.reminders import tick
from members.links import read_mute_link
from members.models import Member
from tests.events.post import Post, at, first_line, html_of, invited, links_of, receivers, said, text_of
from tests.factories.events import WEEKS_BEFORE, lunch, member, says, venue
from wow.outbox.models import Message
from wow.outbox.registry import labels

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]

SITE = "https://wow.example"


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL = SITE
    settings.DEFAULT_FROM_EMAIL = "WOW <hej@wow.example>"


def mails_of_every_kind(post: Post, day: dt.date = dt.date(2024, 3, 7), **fields: Any) -> dict[str, EmailMessage]:
    """One member's mails through the life of one lunch, by kind; she waits first and is promoted."""
    event = lunch(day, capacity=1, venue=venue(directions_sv="Buss 179 till torget."), invite=False)
    first, who = member(), member(**fields)
    monday = event.answer_by - dt.timedelta(hours=9)
    begun = monday - dt.timedelta(days=10)
    mails: dict[str, EmailMessage] = {}

    def keep(kind: str, now: dt.datetime) -> None:
        found = [mail for mail in post.tick_mails(now) if mail["To"] == who.email]
        assert len(found) == 1, kind
        mails[kind] = found[0]

    notifications.invite([invited(event, who, begun)], event, begun)
    keep("invitation", begun)
    says(event, first, now=begun + dt.timedelta(hours=1))
    says(event, who, now=begun + dt.timedelta(hours=2))
    keep("confirmation", begun + dt.timedelta(hours=2))
    says(event, first, is_coming=False, now=begun + dt.timedelta(hours=3))
    promote_waiting(event_id=event.pk, actor=first, now=begun + dt.timedelta(hours=3))
    keep("promoted", begun + dt.timedelta(hours=3))
    keep("reminder", monday)
    move_lunch(
        actor=first,
        event_id=event.pk,
        starts_at=event.starts_at + dt.timedelta(minutes=30),
        ends_at=event.ends_at + dt.timedelta(minutes=30),
        now=monday + dt.timedelta(hours=1),
    )
    keep("moved", monday + dt.timedelta(hours=1))
    cancel_lunch(actor=first, event_id=event.pk, now=monday + dt.timedelta(hours=2))
    keep("cancelled", monday + dt.timedelta(hours=2))
    return mails


def calendar_of(mail: EmailMessage) -> tuple[str, str, int] | None:
    """The method, state and version of the attached lunch."""
    for part in mail.iter_attachments():
        assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "wow.ics")
        calendar = Calendar.from_ical(part.get_content())
        [entry] = calendar.walk("VEVENT")
        assert part["Content-Type"].params["method"] == str(calendar["METHOD"])
        return str(calendar["METHOD"]), str(entry["STATUS"]), int(str(entry["SEQUENCE"]))
    return None


def choices_of(mail: EmailMessage) -> list[str]:
    """Which answers the mail offers."""
    return sorted(parse_qs(urlsplit(link).query)["choose"][0] for link in links_of(mail) if "/answer/" in link)


def test_every_mail_says_day_time_place_and_has_both_answers(post: Post) -> None:
    mails = mails_of_every_kind(post, preferred_language="sv")
    for kind, mail in mails.items():
        starts = "12.45" if kind in ("moved", "cancelled") else "12.15"
        for words in (text_of(mail), html_of(mail)):
            assert [
                piece
                for piece in ("torsdag 7 mars", starts, "Folkets hus", "Provgatan 1, Stockholm")
                if piece not in words
            ] == []
        assert (kind, choices_of(mail)) == (kind, [] if kind == "cancelled" else ["no", "yes"])


def test_the_subject_is_the_same_for_every_kind_and_says_nothing_private(post: Post) -> None:
    mails = mails_of_every_kind(post)
    assert {str(mail["Subject"]) for mail in mails.values()} == {"WOW – torsdag 7 mars"}
    assert {str(mail["From"]) for mail in mails.values()} == {"WOW <hej@wow.example>"}


def test_no_mail_names_her_or_what_the_lunch_is_about(post: Post) -> None:
    for mail in mails_of_every_kind(post, name="Canary").values():
        raw = text_of(mail) + html_of(mail) + str(mail)
        assert [word for word in ("Canary", "socialtjänsten", "social services") if word in raw] == []


def test_the_headings_tell_the_kinds_apart(post: Post) -> None:
    assert {kind: first_line(mail) for kind, mail in mails_of_every_kind(post).items()} == {
        "invitation": said("Welcome to lunch"),
        "confirmation": said("The lunch is full. You are in the queue."),
        "promoted": said("There is a seat for you now"),
        "reminder": said("You are expected"),
        "moved": said("The lunch has a new day, time or place"),
        "cancelled": said("The lunch is cancelled"),
    }


def test_who_has_a_seat_gets_the_lunch_for_her_calendar_and_its_changes(post: Post) -> None:
    assert {kind: calendar_of(mail) for kind, mail in mails_of_every_kind(post).items()} == {
        "invitation": None,
        "confirmation": None,  # she waits
        "promoted": ("PUBLISH", "CONFIRMED", 0),
        "reminder": ("PUBLISH", "CONFIRMED", 0),
        "moved": ("PUBLISH", "CONFIRMED", 1),
        "cancelled": ("PUBLISH", "CANCELLED", 2),
    }


def test_every_mail_can_be_turned_off_by_one_click(post: Post) -> None:
    who = member()
    mails = mails_of_every_kind(post, email=who.email.replace("m", "n", 1) if who.email else None)
    for mail in mails.values():
        link = str(mail["List-Unsubscribe"]).strip("<>")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert read_mute_link(urlsplit(link).path.rstrip("/").rpartition("/")[2]).email == mail["To"]
        assert [part.count(link) for part in (text_of(mail), html_of(mail))] == [1, 1]


def test_the_links_are_hers_in_her_language_and_on_our_own_host(post: Post) -> None:
    for code in ("sv", "en", "ar"):
        for mail in mails_of_every_kind(post, dt.date(2024, 4, 11), preferred_language=code).values():
            for link in links_of(mail):
                assert link.startswith(f"{SITE}/{code}/")
                if "/answer/" in link:
                    token = urlsplit(link).path.rstrip("/").rpartition("/")[2]
                    assert read_answer_link(token, at("2024-04-11 10:00")).member.email == mail["To"]


class Shape(HTMLParser):
    """Which languages and directions the elements claim, and what they load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: list[tuple[str, str | None, str | None]] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "lang" in values:
            self.claims.append((tag, values.get("lang"), values.get("dir")))
        self.loads += [value or "" for name, value in attrs if name in ("src", "background")]
        assert not [name for name in values if name.startswith("on")]


def shape_of(mail: EmailMessage) -> Shape:
    shape = Shape()
    shape.feed(html_of(mail))
    return shape


def test_arabic_is_right_to_left_and_marks_what_is_only_in_swedish(post: Post) -> None:
    mail = mails_of_every_kind(post, preferred_language="ar")["invitation"]
    shape = shape_of(mail)
    assert shape.claims == [("html", "ar", "rtl"), ("span", "sv", "ltr")]
    assert shape.loads == []
    assert f"({said('in Swedish', 'ar')}): \u2066Buss 179 till torget.\u2069" in text_of(mail)
    assert mail["Subject"] == "WOW – الخميس، 7 مارس"


def test_swedish_marks_nothing(post: Post) -> None:
    mail = mails_of_every_kind(post)["invitation"]
    assert shape_of(mail).claims == [("html", "sv", "ltr"), ("span", "sv", "ltr")]
    assert said("in Swedish") not in text_of(mail)


def state_of_the_database() -> dict[str, str]:
    """A digest of all rows of every table of ours."""
    ours = [
        model for label in ("members", "events", "outbox", "audit") for model in apps.get_app_config(label).get_models()
    ]
    dump = {model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk")) for model in ours}
    return {label: hashlib.sha256(json.dumps(text).encode()).hexdigest() for label, text in dump.items()}


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_every_link_of_every_mail_changes_nothing(post: Post, method: str, settings: Any) -> None:
    settings.SITE_URL = "http://testserver"
    coming = (dt.datetime.now(dt.UTC) + dt.timedelta(days=30)).date()
    links = {link for mail in mails_of_every_kind(post, coming).values() for link in links_of(mail)}
    assert len(links) >= 3  # yes, no, messages off
    before = state_of_the_database()
    for link in links:
        for client in (Client(), Client(headers={"user-agent": "Mozilla/5.0 (compatible; MailScanner)"})):
            answer = getattr(client, method)(link, follow=True)
            assert (link, answer.status_code) == (link, 405 if method == "options" else 200)
    assert state_of_the_database() == before


def test_opening_a_link_and_pressing_are_told_apart_by_the_database(post: Post, settings: Any) -> None:
    """The negative control of the test above: the same link, pressed, does change a row."""
    settings.SITE_URL = "http://testserver"
    coming = (dt.datetime.now(dt.UTC) + dt.timedelta(days=30)).date()
    event, who = lunch(coming), member()
    notifications.invite([invited(event, who)], event, WEEKS_BEFORE)
    [mail] = post.tick_mails(WEEKS_BEFORE)
    [link] = [link for link in links_of(mail) if "choose=yes" in link]
    before = state_of_the_database()
    assert Client().post(link, {"answer": "yes"}).status_code == 302
    assert state_of_the_database() != before
    assert Rsvp.objects.get(event=event, member=who).status == RsvpStatus.YES


def planned(event: Event) -> list[tuple[str, str, str]]:
    rows = Message.objects.about(event.outbox_topic).order_by("created_at", "due_at", "id")
    return [(row.kind.removeprefix("events."), row.status, row.reason) for row in rows]


def test_a_newer_answer_replaces_an_unsent_confirmation(post: Post) -> None:
    event, who = lunch(), member()
    says(event, who, now=WEEKS_BEFORE)
    says(event, who, is_coming=False, now=WEEKS_BEFORE + dt.timedelta(seconds=5))
    assert planned(event) == [("confirmation", "cancelled", "newer"), ("confirmation", "planned", "")]
    [mail] = post.tick_mails(WEEKS_BEFORE + dt.timedelta(seconds=6))
    assert first_line(mail) == said("Thank you for telling us")


def test_nobody_without_mail_or_wish_for_it_gets_a_row() -> None:
    event = lunch()
    for who in (member(email=None), member(wants_messages=False)):
        says(event, who)
        notifications.invite([Invitation.objects.get(event=event, member=who)], event, WEEKS_BEFORE)
    assert planned(event) == []


def test_planning_twice_makes_one_row() -> None:
    event, who = lunch(), member()
    invitation = invited(event, who)
    assert [notifications.invite([invitation], event, WEEKS_BEFORE) for _ in range(2)] == [1, 0]
    rsvp = says(event, who)
    assert [notifications.confirm(rsvp, WEEKS_BEFORE) for _ in range(2)] == [
        notifications.confirm(rsvp, WEEKS_BEFORE)
    ] * 2
    Message.objects.update(status="sent", sent_at=WEEKS_BEFORE)
    assert [notifications.tell_moved(event, WEEKS_BEFORE) for _ in range(2)] == [1, 0]
    assert [notifications.tell_cancelled(event, WEEKS_BEFORE) for _ in range(2)] == [1, 0]


def test_an_invitation_is_not_sent_to_who_has_answered_or_after_answers_close(post: Post) -> None:
    event, answered, late = lunch(), member(), member()
    notifications.invite([invited(event, answered), invited(event, late)], event, WEEKS_BEFORE)
    says(event, answered)
    assert [first_line(mail) for mail in post.tick_mails("2024-03-04 17:59") if mail["To"] == answered.email] == [
        said("You are coming. Welcome!"),
        said("You are expected"),
    ]
    assert Message.objects.get(kind="events.invitation", member=answered).reason == "answered"


def test_an_unsent_invitation_is_written_with_the_new_date(post: Post) -> None:
    event, who = lunch(), member()
    notifications.invite([invited(event, who)], event, WEEKS_BEFORE)
    move_lunch(
        actor=who, event_id=event.pk, starts_at=at("2024-04-11 12:15"), ends_at=at("2024-04-11 14:00"),
        now=WEEKS_BEFORE,
    )  # fmt: skip
    [mail] = post.tick_mails(WEEKS_BEFORE)
    assert (first_line(mail), mail["Subject"]) == (said("Welcome to lunch"), "WOW – torsdag 11 april")


def test_a_move_is_not_told_to_who_said_no_or_never_heard(post: Post) -> None:
    event = lunch()
    heard, refusing, unheard = member(), member(), member()
    notifications.invite([invited(event, heard), invited(event, refusing)], event, WEEKS_BEFORE)
    says(event, refusing, is_coming=False)
    invited(event, unheard)
    post.tick(WEEKS_BEFORE)
    move_lunch(
        actor=heard, event_id=event.pk, starts_at=at("2024-04-11 12:15"), ends_at=at("2024-04-11 14:00"),
        now=WEEKS_BEFORE,
    )  # fmt: skip
    assert receivers(post.tick_mails(WEEKS_BEFORE)) == [heard.email]


def test_after_the_deadline_a_mail_offers_only_what_is_possible(post: Post) -> None:
    event, who = lunch(), member()
    rsvp = says(event, who)
    Message.objects.all().delete()
    notifications.tell_promoted(rsvp, at("2024-03-05 10:00"))
    [mail] = post.tick_mails("2024-03-05 10:00")
    assert choices_of(mail) == ["no"]
    assert said("The last day to answer has passed. If you cannot come, please tell us:") in text_of(mail)


def test_an_erased_member_gets_nothing(post: Post) -> None:
    event, who = lunch(), member()
    notifications.invite([invited(event, who)], event, WEEKS_BEFORE)
    Invitation.objects.all().delete()
    assert post.tick_mails(WEEKS_BEFORE) == []
    assert planned(event) == [("invitation", "cancelled", "erased")]
    Member.objects.filter(pk=who.pk).delete()
    assert planned(event) == []


def test_a_mail_of_next_year_says_the_year(post: Post) -> None:
    event, who = lunch(dt.date(2025, 1, 9)), member()
    notifications.invite([invited(event, who)], event, at("2024-12-20 10:00"))
    [mail] = post.tick_mails("2024-12-20 10:00")
    assert mail["Subject"] == "WOW – torsdag 9 januari 2025"


@pytest.mark.parametrize("count", [1, 3])
def test_a_letter_costs_three_questions(count: int, django_assert_num_queries: Any) -> None:
    from wow.outbox.registry import composer_of

    event = lunch()
    for _ in range(count):
        says(event, member())
    messages = list(Message.objects.about(event.outbox_topic))
    composer_of(messages[0].kind)(messages[0], WEEKS_BEFORE)  # the open languages are kept from here on
    with django_assert_num_queries(3 * count):
        for message in messages:
            composer_of(message.kind)(message, WEEKS_BEFORE)


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_of_letters_costs_three_questions(count: int, django_assert_num_queries: Any) -> None:
    from wow.outbox.registry import composer_of, read_for

    event = lunch()
    for _ in range(count):
        says(event, member())
    messages = list(Message.objects.about(event.outbox_topic))
    alone = [composer_of(message.kind)(message, WEEKS_BEFORE) for message in messages]
    with django_assert_num_queries(3):
        read_for(messages)
        together = [composer_of(message.kind)(message, WEEKS_BEFORE) for message in messages]
    assert together == alone


def test_every_kind_has_a_name_for_staff() -> None:
    kinds = [kind for kind, label in labels() if kind.startswith("events.") and label]
    assert len(kinds) == 6


def test_a_broken_line_of_text_never_reaches_a_header(post: Post) -> None:
    event, who = lunch(venue=venue(name="Huset\r\nBcc: spy@example.org")), member()
    notifications.invite([invited(event, who)], event, WEEKS_BEFORE)
    tick(clock=lambda: WEEKS_BEFORE)
    [mail] = post.server.inbox()
    assert [name for name in mail if re.fullmatch("bcc", name, re.IGNORECASE)] == []
