"""A kind of document for the tests alone, and a press whose work is counted."""

import uuid

import pytest

from tests.wow.pdf.papers import one_pager
from wow.pdf import registry
from wow.pdf.registry import Manuscript

KIND = "tests.paper"
PERMISSION = "events.change_rsvp"


class Desk:
    """What the builder of the tests writes; change `words` and the document is another."""

    def __init__(self) -> None:
        self.words = "Hej"
        self.built = 0

    def build(self, _subject: uuid.UUID, _language: str) -> Manuscript:
        self.built += 1
        return one_pager(self.words)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The kind `tests.paper`, known for one test."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    made = Desk()
    registry.register(KIND, made.build, label="Prov", permission=PERMISSION)
    return made
