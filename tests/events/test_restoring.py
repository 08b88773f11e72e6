"""After a restore: nothing that may have gone out since the dump goes out again by itself."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Event
from events.services.restoring import hold_after_restore
from tests.events.post import Post, at, invited
from tests.factories.events import lunch, member
from wow.outbox.models import Message

pytestmark = pytest.mark.django_db
AFTERNOON = at("2024-03-04 14:00")


def saturdays_dump() -> Event:
    """A lunch whose Monday the dump does not know yet, open for late joiners."""
    event = lunch(invite=True)
    for _ in range(2):
        invited(event, member())
    member()  # joined on Saturday, not invited yet
    return event


def test_mondays_mail_does_not_go_out_a_second_time(post: Post) -> None:
    event = saturdays_dump()
    assert hold_after_restore(now=AFTERNOON) == 3
    assert post.tick_mails(AFTERNOON) == []
    rows = Message.objects.about(event.outbox_topic).values_list("kind", "status", "reason").order_by("kind")
    assert list(rows) == [
        ("events.invitation", "held", "restored"),
        ("events.reminder", "held", "restored"),
        ("events.reminder", "held", "restored"),
    ]


def test_without_it_everything_would_go_out_again(post: Post) -> None:
    saturdays_dump()
    assert len(post.tick_mails(AFTERNOON)) == 3


def test_twice_is_harmless_and_the_next_lunch_is_reminded_of(post: Post) -> None:
    saturdays_dump()
    assert [hold_after_restore(now=AFTERNOON) for _ in range(2)] == [3, 0]
    later = lunch(dt.date(2024, 4, 11))
    invited(later, member())
    assert len(post.tick_mails("2024-04-08 09:00")) == 1


def test_the_command_prints_how_many_wait() -> None:
    now = timezone.now()
    lunch((now + dt.timedelta(days=21)).date(), now=now, invite=True)
    member()
    out = StringIO()
    call_command("hold_due", stdout=out)
    assert out.getvalue() == "held: 1\n"


def test_a_broken_lunch_holds_nothing_and_says_so() -> None:
    now = timezone.now()
    event = lunch((now + dt.timedelta(days=21)).date(), now=now, invite=True)
    Event.objects.filter(pk=event.pk).update(deadline_override=dt.datetime(1, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(CommandError) as refused:
        call_command("hold_due", stdout=StringIO())
    assert str(event.pk) in str(refused.value)
