"""What production takes from the environment: read once, and refused as a whole with one sentence for each mistake.

Nothing here imports Django, so that a wrong environment is told in the first moment of a process.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import SplitResult, urlsplit

import phonenumbers

EXAMPLE_SECRET = "write-here-what-the-command-above-prints-and-nothing-else"  # noqa: S105 stands in .env.example
SHORTEST_SECRET = 50
FEWEST_SIGNS = 10  # different ones
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")
BROKER_SCHEMES = ("redis", "rediss")
MAIL = re.compile(r"^(?:[^<>@]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$")
# gunicorn ends instead of starting the worker again and again when one leaves with this number.
EXIT_CODE = 3


@dataclass
class Environment:
    """Reads the variables that production needs. Every mistake becomes a sentence in `mistakes`; nothing is raised."""

    variables: Mapping[str, str]
    mistakes: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """What it says, without blanks around it; missing and empty are the same mistake."""
        value = self.variables.get(name, "").strip()
        if not value:
            self.mistakes.append(f"{name} is missing.")
        return value

    def whole_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A number within its bounds, or the default when nothing is said."""
        value = self.variables.get(name, "").strip()
        if not value:
            return default
        if not value.isdecimal() or not least <= int(value) <= most:
            self.mistakes.append(f"{name} must be a whole number from {least} to {most}.")
            return default
        return int(value)

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        """true or false, or the default when nothing is said."""
        value = self.variables.get(name, "").strip().lower()
        if value not in {"", "true", "false"}:
            self.mistakes.append(f"{name} must be true or false.")
        return default if value not in {"true", "false"} else value == "true"

    def secrets(self) -> tuple[str, list[str]]:
        """The key that signs, and older ones that are still believed."""
        older = [key.strip() for key in self.variables.get("SECRET_KEY_FALLBACKS", "").split(",") if key.strip()]
        return self._secret("SECRET_KEY", self.text("SECRET_KEY")), [
            self._secret("SECRET_KEY_FALLBACKS", key) for key in older
        ]

    def _secret(self, name: str, key: str) -> str:
        if key == EXAMPLE_SECRET:
            self.mistakes.append(f"{name} is the one of .env.example; make your own.")
        elif key and (len(key) < SHORTEST_SECRET or len(set(key)) < FEWEST_SIGNS):
            self.mistakes.append(f"{name} must have at least {SHORTEST_SECRET} random characters.")
        return key

    def site(self) -> str:
        """The portal's own address, without a slash at the end."""
        value = self.text("SITE_URL").rstrip("/")
        parts = _split(value)
        if value and (parts.scheme != "https" or not parts.hostname or parts.path or parts.query):
            self.mistakes.append("SITE_URL must be an https address without a path, like https://portal.wow.example.")
        return value

    def hosts(self, site: str) -> list[str]:
        """The names that the portal answers to; the site's own must be among them."""
        value = self.text("ALLOWED_HOSTS")
        hosts = [host.strip() for host in value.split(",") if host.strip()]
        own = _split(site).hostname
        if any(host == "*" or "/" in host or ":" in host.strip("[]") for host in hosts):
            self.mistakes.append("ALLOWED_HOSTS must name hosts exactly: no *, no https://, no port.")
        elif value and own and own not in hosts:
            self.mistakes.append(f"ALLOWED_HOSTS must contain the host of SITE_URL, {own}.")
        return hosts

    def address(self, name: str, schemes: tuple[str, ...]) -> str:
        """The address of a server; its password is never repeated in a sentence."""
        value = self.text(name)
        parts = _split(value)
        if value and (parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/"))):
            self.mistakes.append(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
            return ""
        return value

    def mail_address(self, name: str) -> str:
        """hej@wow.example, or WOW <hej@wow.example>."""
        value = self.text(name)
        if value and not MAIL.match(value):
            self.mistakes.append(f"{name} must be an e-mail address.")
        return value

    def phone(self, name: str) -> str:
        """A number that a telephone can dial; without a country it is Swedish."""
        value = self.text(name)
        if value and not _can_be_dialled(value):
            self.mistakes.append(f"{name} must be a telephone number, like 08-465 004 10 or +46 8 465 004 10.")
        return value

    def mail_server(self) -> dict[str, Any]:
        """Django's names of the mail server's settings."""
        uses_ssl = self.yes_or_no("EMAIL_USE_SSL", default=False)
        uses_tls = self.yes_or_no("EMAIL_USE_TLS", default=not uses_ssl)
        user, password = (self.variables.get(name, "") for name in ("EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"))
        if uses_ssl and uses_tls:
            self.mistakes.append("EMAIL_USE_TLS and EMAIL_USE_SSL cannot both be true.")
        if bool(user) != bool(password):
            self.mistakes.append("EMAIL_HOST_USER and EMAIL_HOST_PASSWORD belong together: give both or none.")
        return {
            "EMAIL_HOST": self.text("EMAIL_HOST"),
            "EMAIL_PORT": self.whole_number("EMAIL_PORT", 587, least=1, most=65_535),
            "EMAIL_HOST_USER": user,
            "EMAIL_HOST_PASSWORD": password,
            "EMAIL_USE_TLS": uses_tls,
            "EMAIL_USE_SSL": uses_ssl,
        }

    def refuse_mistakes(self) -> None:
        """End the process with all sentences when there is one; no traceback, because the code is not at fault."""
        if self.mistakes:
            _end(self.mistakes)


def _end(mistakes: list[str]) -> NoReturn:
    lines = "\n".join(f"  {mistake}" for mistake in mistakes)
    sys.stderr.write(f"The portal does not start. In its environment (.env.example explains each):\n{lines}\n")
    raise SystemExit(EXIT_CODE)


def neighbour_database(url: str) -> str:
    """The Redis database after the one in `url`: what is kept for pages and limits never meets the queue."""
    parts = _split(url)
    number = parts.path.strip("/")
    return parts._replace(path=f"/{int(number) + 1 if number.isdecimal() else 1}").geturl()


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = (parts.hostname, parts.port)
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _can_be_dialled(typed: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(typed, "SE"))
    except phonenumbers.NumberParseException:
        return False
