"""docker-compose.yml as data: the one place that says with which words each process starts."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@cache
def services() -> dict[str, dict[str, Any]]:
    """Each service with what it shares with others filled in."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(read["services"])


def command_of(name: str) -> list[str]:
    """The words that start a service."""
    return [str(word) for word in services()[name]["command"]]


def comes_back(name: str) -> bool:
    """Whether Docker starts it again when it has ended."""
    return bool(services()[name]["restart"] == "unless-stopped")
