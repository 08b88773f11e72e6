"""What stands on the wire."""

import ssl
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from tests.outbox.conftest import NOON, Clock, Writer, plan
from tests.smtp import MailServer
from wow.outbox.channels.letter import letter_of
from wow.outbox.explain import add_reasons, explain
from wow.outbox.registry import Attachment, Draft
from wow.outbox.services import deliver_due

ARABIC = "أهلاً وسهلاً بكِ في غداء WOW يوم الخميس"
CALENDAR = Attachment(
    "wow.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=PUBLISH; charset=utf-8"
)
DRAFT = Draft(
    to="amina@xn--rksmrgs-5wao1o.example",
    subject=f"WOW torsdag 7 mars – {ARABIC}",
    text=f"Hej!\n.\n..två\n{ARABIC}\nFrån oss",
    html=f"<p dir='rtl'>{ARABIC}</p>",
    language="ar",
    attachments=(CALENDAR,),
    headers={"List-Unsubscribe": "<https://wow.example/mute>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
)


@pytest.mark.django_db
def test_the_letter_arrives_as_it_was_written(server: MailServer, clock: Clock, writer: Writer) -> None:
    message = plan()
    writer.outcome = DRAFT

    deliver_due(clock=clock)

    (mail,) = server.inbox()
    text, html, calendar = [part for part in mail.walk() if not part.is_multipart()]
    assert dict(mail.items()) | {"Content-Type": ""} == {
        "Subject": DRAFT.subject,
        "From": "WOW <wow@localhost>",
        "To": DRAFT.to,
        "Date": "Mon, 04 Mar 2024 11:00:00 +0000",
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "ar",
        "List-Unsubscribe": "<https://wow.example/mute>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }
    assert _text(text).splitlines() == DRAFT.text.splitlines()
    assert _text(html).splitlines() == DRAFT.html.splitlines()
    assert (calendar.get_content_type(), calendar.get_param("method"), calendar.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "wow.ics",
    )
    assert calendar.get_payload(decode=True) == CALENDAR.content


def _text(part: EmailMessage) -> str:
    return str(part.get_content())


def test_the_wire_carries_seven_bits_and_one_final_dot() -> None:
    letter = letter_of(DRAFT, message_id="<a@localhost>", at=NOON)

    lines = letter.text.split(b"\r\n")
    assert letter.text.isascii()
    assert b"\n" not in letter.text.replace(b"\r\n", b"")
    assert [number for number, line in enumerate(lines) if line == b"."] == [len(lines) - 2]
    assert max(len(line) for line in lines) <= 998


def test_the_domain_is_written_in_ascii() -> None:
    draft = Draft("amina@räksmörgås.example", "WOW", "Hej", "", "sv")

    letter = letter_of(draft, message_id="<a@localhost>", at=NOON)

    assert letter.receiver == "amina@xn--rksmrgs-5wao1o.example"
    mail = message_from_bytes(letter.text, policy=policy.default)
    assert (mail["To"], mail.get_content_type()) == (letter.receiver, "text/plain")


@pytest.mark.parametrize(
    "draft",
    [
        Draft("a@example.org", "WOW\r\nBcc: b@example.org", "Hej", "", "sv"),
        Draft("a@example.org", "WOW", "Hej", "", "sv", headers={"List-Unsubscribe": "<x>\nBcc: b@example.org"}),
    ],
)
def test_a_line_break_in_a_header_is_an_error(draft: Draft) -> None:
    with pytest.raises(ValueError, match="a line break in the header"):
        letter_of(draft, message_id="<a@localhost>", at=NOON)


@pytest.mark.django_db
def test_a_server_without_tls_gets_no_mail_when_tls_is_asked_for(
    server: MailServer, clock: Clock, settings: Settings
) -> None:
    settings.EMAIL_USE_TLS = True
    plan()

    report = deliver_due(clock=clock)

    assert (report.unreached, server.inbox()) == (1, [])
    assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED


def test_reasons_become_sentences() -> None:
    add_reasons({"tests-own": "My own words."})

    assert [explain(code) for code in ("", "tests-own", "nobody-knows", "nobody-550")] == [
        "",
        "My own words.",
        "nobody-knows",
        "nobody-550",
    ]
    assert explain("refused-550").count("(550)") == 1
    assert explain("deferred-451").count("(451)") == 1
