"""Sponsors of a lunch: in its mails, and in the lunch that is made from it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.utils import timezone

from events.documents import programme
from events.models import Event, Invitation
from events.notifications.composing import read_occasions
from events.services.planning import cancel_lunch, copy_lunch
from tests.events.post import Post, html_of, invited, text_of
from tests.factories.events import WEEKS_BEFORE, lunch, member, says
from tests.factories.sponsors import sponsor
from wow.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]
Counted = Callable[[int], AbstractContextManager[object]]
LINE = "They pay for the food: Bageri <B>, Bageri A"


def sponsored(**fields: Any) -> Event:
    """A lunch with two sponsors who are thanked and one who is not."""
    event = lunch(**fields)
    for position, name in enumerate(("Bageri <B>", "Bageri A")):
        event.sponsorships.create(sponsor=sponsor(name), position=position)
    event.sponsorships.create(sponsor=sponsor("Tyst", is_shown=False))
    return event


def test_every_mail_but_a_cancellation_names_them(post: Post) -> None:
    event, her = sponsored(), member(preferred_language="en")
    says(event, her)
    [confirmation] = post.tick_mails(WEEKS_BEFORE)
    cancel_lunch(actor=her, event_id=event.pk, now=WEEKS_BEFORE)
    [cancellation] = post.tick_mails(WEEKS_BEFORE)
    assert [text_of(mail).count(LINE) for mail in (confirmation, cancellation)] == [1, 0]
    bold = "<bdi>Bageri &lt;B&gt;</bdi>, <bdi>Bageri A</bdi></p>"
    assert [html_of(mail).count(bold) for mail in (confirmation, cancellation)] == [1, 0]
    assert [words.count("Tyst") for words in (text_of(confirmation), html_of(confirmation))] == [0, 0]


def test_names_keep_their_order_in_arabic(post: Post) -> None:
    says(sponsored(), member(preferred_language="ar"))
    [confirmation] = post.tick_mails(WEEKS_BEFORE)
    assert ["\u2066Bageri <B>\u2069" in text_of(confirmation), "<img" in html_of(confirmation)] == [True, False]


def test_without_sponsors_the_mail_says_nothing_of_them(post: Post) -> None:
    says(lunch(), member(preferred_language="en"))
    [confirmation] = post.tick_mails(WEEKS_BEFORE)
    assert "They pay" not in text_of(confirmation) + html_of(confirmation)


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_what_mails_are_about_costs_three_queries(rows: int, django_assert_num_queries: Counted) -> None:
    event = sponsored()
    invitations = [invited(event, member()) for _number in range(rows)]
    messages = [Message(topic=event.outbox_topic, member=invitation.member) for invitation in invitations]
    with django_assert_num_queries(3):
        read_occasions(messages)
    with django_assert_num_queries(0):
        names = [[each.sponsor.name for each in lunch_of(message).sponsorships.all()] for message in messages]
    assert names == [["Bageri <B>", "Bageri A", "Tyst"]] * rows


def lunch_of(message: Message) -> Event:
    invitation: Invitation = message.reading[0]
    return invitation.event


def test_the_programme_thanks_the_same_as_the_page() -> None:
    printed = programme.folded(sponsored().pk, "sv")
    assert sum(name.startswith("sponsor-") for name in printed.pictures) == 2
    assert ["Bageri A" in printed.versions[0], "Tyst" in printed.versions[0]] == [True, False]


def test_a_lunch_made_from_another_has_its_sponsors() -> None:
    source = sponsored()
    copies = [copy_lunch(actor=None, source_id=source.pk, now=timezone.now()) for _time in range(2)]
    for made in copies:
        names = [(each.position, each.sponsor.name) for each in made.sponsorships.select_related("sponsor")]
        assert names == [(1, "Bageri <B>"), (2, "Bageri A"), (3, "Tyst")]
    assert source.sponsorships.count() == 3
