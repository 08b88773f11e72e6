"""Who saw what: one line a person, row, page and day, with codes and ids only, and in words for who reads the trail."""

import ast
import datetime as dt
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from events.domain.deadline import at_local
from events.models import Event, GreeterShift, Rsvp
from members.models import Member
from tests.factories.events import LUNCH_DAY, lunch, member, says
from tests.factories.members import logged_in, make_member, make_staff
from tests.factories.pages import coming_lunch, page_of
from wow.audit.models import AuditEntry
from wow.audit.record import record, saw
from wow.audit.words import WORDS, words_for

pytestmark = pytest.mark.django_db

NOON = at_local(LUNCH_DAY, dt.time(12, 0))
ROOT = Path(__file__).resolve().parents[2]
APPS = ("events", "members", "sponsors", "sisterpairs", "infohub", "wow")


def seen() -> list[tuple[object, str, str, str]]:
    rows = AuditEntry.objects.filter(action__startswith="seen.").order_by("at", "action")
    return list(rows.values_list("actor_id", "action", "subject", "note"))


def subject(row: Member | Event | Rsvp) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def test_reading_again_on_the_same_day_leaves_no_second_line() -> None:
    reader, her = make_staff(), make_member()
    midnight = at_local(LUNCH_DAY + dt.timedelta(days=1), dt.time(0, 0))
    for now in (NOON, NOON, midnight - dt.timedelta(seconds=1), midnight):
        saw(actor=reader, row=her, page="member", now=now)
    line = (reader.pk, "seen.member", subject(her), "")
    assert seen() == [line, line]
    assert list(AuditEntry.objects.filter(action="seen.member").order_by("at").values_list("at", flat=True)) == [
        NOON, midnight,
    ]  # fmt: skip


def test_another_reader_row_or_page_leaves_its_own_line() -> None:
    first, second, her, other = make_staff(), make_staff(), make_member(), make_member()
    for reader, row, page in ((first, her, "member"), (second, her, "member"), (first, other, "member"),
                              (first, her, "answer")):  # fmt: skip
        saw(actor=reader, row=row, page=page, now=NOON)
    assert len(seen()) == 4


def test_her_own_page_leaves_no_line() -> None:
    reader = make_staff()
    saw(actor=reader, row=reader, page="member", now=NOON)
    assert seen() == []


def test_staff_who_read_about_a_person_stand_in_the_trail() -> None:
    reader, her, event = make_staff("staff"), member(name="Canary", food_note="canary"), lunch()
    rsvp = says(event, her)
    client = logged_in(reader)
    for name, row in (("members_member_change", her), ("events_rsvp_change", rsvp), ("events_event_overview", event)):
        for _time in range(2):
            assert client.get(reverse(f"admin:{name}", args=[row.pk])).status_code == 200
    assert sorted(seen(), key=lambda line: line[1]) == [
        (reader.pk, "seen.answer", subject(rsvp), ""),
        (reader.pk, "seen.member", subject(her), ""),
        (reader.pk, "seen.overview", subject(event), ""),
    ]


def test_staff_who_open_the_page_to_answer_for_her_stand_in_the_trail() -> None:
    reader, her, event = make_staff("staff"), member(food_note="canary"), coming_lunch()
    page, client = reverse("admin:events_event_answer", args=[event.pk, her.pk]), logged_in(reader)
    assert ("canary" in client.get(page).content.decode(), client.post(page, {}).status_code) == (True, 422)
    assert seen() == [(reader.pk, "seen.answer", subject(her), "")]
    assert logged_in(make_staff("greeter")).get(page).status_code == 403
    assert len(seen()) == 1


def test_who_looks_at_the_list_of_the_door_stands_in_the_trail() -> None:
    greeter, event, now = make_member(), coming_lunch(), timezone.now()
    GreeterShift.objects.create(event=event, member=greeter)
    address, client = f"{page_of(event)}door/", logged_in(greeter)
    assert (client.get(address).status_code, seen()) == (200, [])  # the door is not open yet: a page without names
    Event.objects.filter(pk=event.pk).update(starts_at=now, ends_at=now + dt.timedelta(hours=1))
    for _time in range(2):
        client.get(address)
    assert seen() == [(greeter.pk, "seen.door", subject(event), "")]


def test_who_is_refused_has_seen_nothing() -> None:
    her, event = member(), lunch()
    rsvp = says(event, her)
    for outsider in (make_member(), make_staff("translator"), make_staff("staff", has_app=False)):
        client = logged_in(outsider)
        for name, row in (("members_member_change", her), ("events_rsvp_change", rsvp),
                          ("events_event_overview", event)):  # fmt: skip
            assert client.get(reverse(f"admin:{name}", args=[row.pk])).status_code in (302, 403)
    assert seen() == []


def test_an_empty_form_for_a_new_member_is_nobodys_page() -> None:
    assert logged_in(make_staff("staff")).get(reverse("admin:members_member_add")).status_code == 200
    assert seen() == []


def test_the_trail_says_in_words_what_was_done_and_finds_it() -> None:
    reader, her, now = make_staff("staff"), make_member(), timezone.now()
    AuditEntry.objects.all().delete()
    saw(actor=reader, row=her, page="member", now=now)
    record(actor=reader, action="members.export", row=her, now=now)
    record(actor=reader, action="of.tomorrow", row=her, now=now)
    client, page = logged_in(reader), reverse("admin:audit_auditentry_changelist")

    def shown(**wanted: str) -> list[bool]:
        text = client.get(page, wanted).content.decode()
        rows = unescape(text.partition("<tbody")[2])
        return [f">{words_for(action)}<" in rows for action in ("seen.member", "members.export", "of.tomorrow")]

    assert [shown(), shown(what="seen"), shown(what="members.export"), shown(what="x")] == [
        [True, True, True], [True, False, False], [False, True, False], [False, False, False],
    ]  # fmt: skip


def test_every_code_that_is_written_has_words() -> None:
    codes = {
        code for app in APPS for path in (ROOT / app).rglob("*.py") for code in written(ast.parse(path.read_text()))
    }
    assert {"answer.given", "sponsor.changed", "release"} <= codes
    assert sorted(codes - set(WORDS)) == []


def written(tree: ast.AST) -> Iterator[str]:
    """The texts that stand as an action in a call of `record`, `Act` or `saw`, or of a constant that does."""
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        prefix, action = "", None
        if call.func.id == "record":  # type: ignore[attr-defined]  # a Name, as filtered above
            action = named.get("action")
        elif call.func.id == "Act":  # type: ignore[attr-defined]
            action = call.args[0] if call.args else named.get("action")
        elif call.func.id == "saw":  # type: ignore[attr-defined]
            prefix, action = "seen.", named.get("page")
        for node in ast.walk(action) if action is not None else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield prefix + node.value
            elif isinstance(node, ast.Name) and node.id in constants:
                yield prefix + constants[node.id]
