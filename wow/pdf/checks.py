"""What `manage.py check --deploy` says of documents."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from wow.pdf.fonts import missing_families


def fonts_are_there(**_options: Any) -> list[CheckMessage]:
    """One warning a font that documents need and the machine lacks."""
    return [
        Warning(
            f"Documents cannot be written without the font {family}.",
            hint="Debian and Ubuntu: apt-get install fonts-noto-core",
            id="pdf.W001",
        )
        for family in missing_families()
    ]
