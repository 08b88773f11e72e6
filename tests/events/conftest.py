"""What the tests of lunches share."""

from collections.abc import Iterator

import pytest

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
