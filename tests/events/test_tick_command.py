"""`manage.py reminders_tick`: the clock's work by hand, and a look ahead that changes nothing."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from events.models import Event, Invitation, Rsvp
from tests.events.post import Post, invited
from tests.factories.events import lunch, member, says
from wow.audit.models import AuditEntry
from wow.outbox.models import Heartbeat, Message
from wow.outbox.registry import label_of

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("reminders_tick", *options, stdout=out)
    return out.getvalue()


def everything() -> list[Any]:
    models = (Event, Invitation, Rsvp, Message, AuditEntry, Heartbeat)
    return [json.loads(serializers.serialize("json", model.objects.order_by("pk"))) for model in models]


def test_a_dry_run_prints_who_would_get_what_and_writes_nothing(post: Post) -> None:
    event = lunch(capacity=1)
    silent, coming, waiting = member(preferred_language="ar"), member(preferred_language="so"), member()
    for who in (silent, coming, waiting):
        invited(event, who)
    says(event, coming)
    says(event, waiting)
    Message.objects.all().delete()
    before = everything()
    lines = run("--now", "2024-03-04T09:00", "--dry-run").splitlines()
    label = label_of("events.reminder")
    rows = {
        ("2024-03-04 09:00", event.slug, str(silent.pk)[:8], label, "unanswered", "ar"),
        ("2024-03-04 09:00", event.slug, str(coming.pk)[:8], label, "yes", "sv"),
        ("2024-03-04 09:00", event.slug, str(waiting.pk)[:8], label, "waiting", "sv"),
    }
    assert {tuple(line.split("  ")[0:1]) for line in lines[1:-1]} == {("2024-03-04 09:00",)}
    assert {tuple(cell.strip() for cell in line.split("  ") if cell.strip()) for line in lines[1:-1]} == rows
    assert lines[0].split() == ["when", "lunch", "member", "message", "answer", "language"]
    assert lines[-1] == "3 messages. Nothing was written or sent."
    assert everything() == before
    assert post.server.inbox() == []


def test_what_was_foretold_is_what_happens(post: Post) -> None:
    lunch(invite=True)
    for _ in range(3):
        member()
    assert run("--now", "2024-02-20T09:00", "--dry-run").splitlines()[-1].split()[0] == "3"
    assert run("--now", "2024-02-20T09:00").split(",")[1:3] == [" invited 3 members", " sent 3 messages"]
    assert run("--now", "2024-02-20T09:01", "--dry-run").splitlines()[-1].split()[0] == "0"
    assert run("--now", "2024-03-04T09:00", "--dry-run").splitlines()[-1].split()[0] == "3"
    assert run("--now", "2024-03-04T09:00") == (
        "planned 3 reminders, invited 0 members, sent 3 messages, missed 0 members\n"
    )
    assert len(post.server.inbox()) == 6


def test_in_quiet_hours_it_foretells_the_morning() -> None:
    lunch(invite=True)
    member()
    assert run("--now", "2024-02-20T23:00", "--dry-run").splitlines()[1][:16] == "2024-02-21 08:00"


def test_names_are_printed_only_when_asked_for() -> None:
    lunch(invite=True)
    member(name="Canary")
    assert "Canary" not in run("--now", "2024-02-20T09:00", "--dry-run")
    assert "Canary" in run("--now", "2024-02-20T09:00", "--dry-run", "--names")


def test_an_offset_is_understood() -> None:
    invited(lunch(), member())
    assert run("--now", "2024-03-04T07:59:59+00:00", "--dry-run").splitlines()[-1].split()[0] == "0"
    assert run("--now", "2024-03-04T08:00:00+00:00", "--dry-run").splitlines()[-1].split()[0] == "1"


@pytest.mark.parametrize("text", ["monday", "2024-02-30", "2024-03-04T25:00", "9", ""])
def test_a_moment_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CommandError) as refused:
        run("--now", text, "--dry-run")
    assert str(refused.value) == f"--now: {text!r} is not a date and time. Write it like 2024-03-04T09:00."


def test_a_broken_lunch_ends_the_command_with_an_error(post: Post) -> None:
    import datetime as dt

    event = lunch()
    Event.objects.filter(pk=event.pk).update(deadline_override=dt.datetime(1, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(CommandError) as refused:
        run("--now", "2024-03-04T09:00")
    assert str(refused.value).startswith(f"Failed: {event.pk}")
