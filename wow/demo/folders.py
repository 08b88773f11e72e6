"""Where the demo keeps what it makes, and its port: the only readers of settings that no other way of running has."""

from pathlib import Path

from django.conf import settings


def demo_folder() -> Path:
    """Database, mailbox, logs and the broker's files; can be thrown away while the demo is not running."""
    return Path(settings.DEMO_DIR)  # type: ignore[misc]  # exists in wow.settings.demo only


def mailbox_folder() -> Path:
    """One file a mail."""
    return Path(settings.DEMO_MAILBOX)  # type: ignore[misc]  # exists in wow.settings.demo only


def demo_port() -> int:
    """The web server's port."""
    return int(settings.DEMO_PORT)  # type: ignore[misc]  # exists in wow.settings.demo only
