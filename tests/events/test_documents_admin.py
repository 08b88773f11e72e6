"""The page of a lunch's papers: who finds which, how one waits, and that the file goes to nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.documents import ABOUT, DOOR, PROGRAMME
from events.models import Event
from tests.events.staff_pages import coming_draft, coming_lunch, page_of, staff_client
from tests.factories.events import member
from tests.factories.members import logged_in
from wow.audit.models import AuditEntry
from wow.pdf import services
from wow.pdf.models import DocumentJob

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are made when a test says so."""
    monkeypatch.setattr(services, "ring", lambda: None)


def kinds_on(client: Client, event: Event) -> list[str]:
    return [paper["kind"].name for paper in client.get(page_of("papers", event)).context["papers"]]


def ask(client: Client, event: Event, kind: str, **more: Any) -> Any:
    return client.post(page_of("papers", event), {"kind": kind, **more})


def make() -> None:
    services.make_waiting(clock=timezone.now)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("staff", list(ABOUT)),
        ("greeter", list(ABOUT)[:2]),
        ("strategist", list(ABOUT)[:2]),
        ("translator", list(ABOUT)[:2]),
    ],
)
def test_who_finds_which_papers(role: str, expected: list[str]) -> None:
    assert kinds_on(staff_client(role), coming_lunch()) == expected


def test_others_find_no_page() -> None:
    event = coming_lunch()
    assert staff_client("safeguarding").get(page_of("papers", event)).status_code == 403
    assert logged_in(member()).get(page_of("papers", event)).status_code == 403
    assert Client().get(page_of("papers", event)).status_code == 302


def test_from_the_wish_to_the_file() -> None:
    staff, event = staff_client(), coming_lunch()
    waiting = ask(staff, event, PROGRAMME, language="ar")
    job = DocumentJob.objects.get()
    assert (waiting.status_code, waiting.url, job.language) == (302, page_of("paper", event, job.pk), "ar")
    page = staff.get(waiting.url)
    assert page.content.decode().count('<noscript><meta http-equiv="refresh" content="2"></noscript>') == 1
    assert page.content.decode().count('data-look-again="2"') == 1
    assert staff.get(page_of("paper_file", event, job.pk)).status_code == 404
    make()
    ready = staff.get(waiting.url).content.decode()
    assert (ready.count("data-look-again"), ready.count('http-equiv="refresh"')) == (0, 0)
    assert ready.count(f'href="{page_of("paper_file", event, job.pk)}"') == 1
    answer = staff.get(page_of("paper_file", event, job.pk))
    name = f"wow-program-{event.local_date.isoformat()}-ar.pdf"
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]) == (
        "application/pdf",
        f'attachment; filename="{name}"',
        "private, no-store",
    )
    assert answer.content[:5] == b"%PDF-"
    assert AuditEntry.objects.filter(action="document.downloaded").count() == 1


def test_the_same_wish_twice_is_one_document() -> None:
    staff, event = staff_client(), coming_lunch()
    assert ask(staff, event, DOOR).url == ask(staff, event, DOOR).url
    make()
    assert ask(staff, event, DOOR, language="ar").url == page_of("paper", event, DocumentJob.objects.get().pk)


@pytest.mark.parametrize("role", ["greeter", "strategist"])
def test_a_personal_document_is_nobody_elses(role: str) -> None:
    staff, event, outsider = staff_client(), coming_lunch(), staff_client(role)
    ask(staff, event, DOOR)
    make()
    job = DocumentJob.objects.get()
    assert [outsider.get(page_of(name, event, job.pk)).status_code for name in ("paper", "paper_file")] == [404, 404]
    assert ask(outsider, event, DOOR).status_code == 422
    assert outsider.get(page_of("papers", event)).context["made"] == []
    assert logged_in(member()).get(page_of("paper_file", event, job.pk)).status_code == 403
    assert AuditEntry.objects.filter(action="document.downloaded").count() == 0


def test_a_document_stands_under_its_own_lunch_alone() -> None:
    staff, event, other = staff_client(), coming_lunch(), coming_draft()
    ask(staff, event, DOOR)
    make()
    job = DocumentJob.objects.get()
    assert [staff.get(page_of(name, other, job.pk)).status_code for name in ("paper", "paper_file")] == [404, 404]


def test_a_wish_for_nothing_is_refused() -> None:
    staff, event = staff_client(), coming_lunch()
    for wish in ({"kind": "events.nothing"}, {}, {"kind": PROGRAMME, "language": "xx"}):
        assert staff.post(page_of("papers", event), wish).status_code == 422
    assert DocumentJob.objects.count() == 0


def test_what_was_not_made_says_why_and_can_be_tried_again() -> None:
    staff, event = staff_client(), coming_lunch()
    ask(staff, event, DOOR)
    DocumentJob.objects.update(state="failed", error="too_slow")
    page = staff.get(page_of("paper", event, DocumentJob.objects.get().pk))
    assert page.context["paper"]["trouble"] != ""
    assert page.content.decode().count(f'<form method="post" action="{page_of("papers", event)}">') == 1
    ask(staff, event, DOOR)
    assert DocumentJob.objects.get().state == "waiting"


def test_the_page_costs_the_same_for_three_documents_as_for_one(django_assert_num_queries: Any) -> None:
    staff, event = staff_client(chapter=None), coming_lunch()
    url = page_of("papers", event)
    ask(staff, event, DOOR)
    staff.get(url)
    with django_assert_num_queries(8):
        staff.get(url)
    for language in ("sv", "ar"):
        ask(staff, event, PROGRAMME, language=language)
    assert len(staff.get(url).context["made"]) == 3
    with django_assert_num_queries(8):
        staff.get(url)


def test_the_overview_leads_to_the_papers() -> None:
    event = coming_lunch()
    page = staff_client().get(page_of("overview", event)).content.decode()
    assert page.count(f'href="{page_of("papers", event)}"') == 1
