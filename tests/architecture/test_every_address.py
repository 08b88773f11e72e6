"""Every address x everybody: who sees it, who is sent to the door, for whom it does not exist."""

import logging
from collections.abc import Iterator

import pytest

from tests.architecture.addresses import ROLES, Stage, addresses
from tests.architecture.expected_addresses import TABLE
from wow.i18n.public import forget_public_codes

BY_LINK_ALONE = {"events:answer_link", "events:answer_link_details", "members:messages_off"}
WITHOUT_COOKIES = {"set-language"}  # stands on visitors' pages, which are kept and carry no proof
NEVER_FOUND = {"admin:password_change", "admin:password_change_done"}


@pytest.fixture(autouse=True)
def quiet_and_forgetful() -> Iterator[None]:
    """No refusal is logged, and what a process remembers of the open languages ends with the test."""
    forget_public_codes()
    logging.disable(logging.WARNING)  # three thousand refusals
    yield
    logging.disable(logging.NOTSET)
    forget_public_codes()


def expected() -> dict[str, tuple[str, str]]:
    """By address: the letters of a GET and of an empty POST."""
    lines = [line.split() for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]
    table = {name: (get, post) for name, get, post in lines}
    assert len(table) == len(lines)
    return table


def test_every_address_is_in_the_table_and_nothing_else() -> None:
    known, listed = set(addresses()), set(expected())
    assert (sorted(known - listed), sorted(listed - known)) == ([], [])


def test_every_line_answers_everybody() -> None:
    assert [name for name, line in expected().items() if {len(letters) for letters in line} != {len(ROLES)}] == []


@pytest.mark.django_db
def test_everybody_is_answered_as_the_table_says() -> None:
    stage, table = Stage(), expected()
    wrong = []
    for name, route in addresses().items():
        path = stage.example(name, route)
        seen = (stage.answers("GET", path), stage.answers("POST", path))
        if seen != table.get(name):
            wrong.append(f"{name:46} {' '.join(seen)}")
    if wrong:
        pytest.fail("Answered otherwise than the table says:\n" + "\n".join(wrong), pytrace=False)


@pytest.mark.django_db
def test_no_post_without_proof_changes_anything() -> None:
    """Without the proof of its own page every POST is forbidden; links that are the authority themselves are not."""
    stage = Stage()
    paths = {name: stage.example(name, route) for name, route in addresses().items()}
    taken = {
        name for name, path in paths.items() if stage.answer("administrator", "POST", path, checks_csrf=True) != "x"
    }
    assert taken == BY_LINK_ALONE | WITHOUT_COOKIES | NEVER_FOUND
