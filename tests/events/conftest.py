"""What the tests of lunches share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.events.post import Post
from tests.smtp import mail_server
from wow.i18n.public import forget_public_codes
from wow.visitor_pages import forget_visitor_pages


@pytest.fixture
def no_kept_pages() -> Iterator[None]:
    """Neither pages nor open languages kept from one test to the next."""
    forget_public_codes()
    forget_visitor_pages()
    yield
    forget_public_codes()
    forget_visitor_pages()


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A real SMTP server of this test's own; the portal's settings point to it."""
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield Post(server)
