"""Reading mails as people do: to whom, the heading, the code, the link to press."""

import re
from email.message import EmailMessage


def text_of(mail: EmailMessage) -> str:
    """The plain part."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def heading_of(mail: EmailMessage) -> str:
    """The first line of the plain part."""
    return text_of(mail).splitlines()[0]


def headings(mails: list[EmailMessage]) -> list[tuple[str, str]]:
    """To whom and with which heading."""
    return [(str(mail["To"]), heading_of(mail)) for mail in mails]


def link_in(mail: EmailMessage, part: str) -> str:
    """The first address in the plain part that contains `part`."""
    return next(str(address) for address in re.findall(r"https?://\S+", text_of(mail)) if part in address)


def code_in(mail: EmailMessage) -> str:
    """The log-in code in the plain part."""
    found = re.search(r"^\s*(\d{6})\s*$", text_of(mail), re.MULTILINE)
    assert found is not None, text_of(mail)
    return found.group(1)
