"""Languages as a new portal has them, and no memory from one test to the next."""

from collections.abc import Iterator

import pytest

from wow.i18n.models import PublicLanguage
from wow.i18n.public import forget_public_codes

OPEN = ("sv", "en", "ar")


@pytest.fixture(autouse=True)
def no_kept_languages() -> Iterator[None]:
    """What a process remembers of the open languages ends with the test, like the rows themselves."""
    forget_public_codes()
    yield
    forget_public_codes()


@pytest.fixture
def open_languages(db: None) -> tuple[str, ...]:
    """Swedish, English and Arabic; a database emptied by an earlier browser test lacks the migration's rows."""
    for code in OPEN:
        PublicLanguage.objects.update_or_create(code=code, defaults={"is_public": True})
    return OPEN
