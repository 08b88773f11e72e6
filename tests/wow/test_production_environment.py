"""A wrong environment is refused as a whole, in one sentence for each mistake; a right one passes Django's check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wow.settings.environment import EXAMPLE_SECRET, EXIT_CODE, Environment, neighbour_database

ROOT = Path(__file__).parents[2]
RIGHT = {
    "SECRET_KEY": "a-key-made-for-this-test-alone-0123456789-abcdefghijklmnop",
    "SITE_URL": "https://portal.wow.example",
    "ALLOWED_HOSTS": "portal.wow.example",
    "DATABASE_URL": "postgres://wow:secret@127.0.0.1:5432/wow",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DEFAULT_FROM_EMAIL": "WOW <hej@wow.example>",
    "EMAIL_HOST": "smtp.wow.example",
    "WOW_CONTACT_PHONE": "08-465 004 10",
    "WOW_CONTACT_EMAIL": "hej@wow.example",
}
SECRET_SENTENCE = "SECRET_KEY must have at least 50 random characters."
SITE_SENTENCE = "SITE_URL must be an https address without a path, like https://portal.wow.example."
HOSTS_SENTENCE = "ALLOWED_HOSTS must name hosts exactly: no *, no https://, no port."
DATABASE_SENTENCE = "DATABASE_URL must begin with postgres:// or postgresql:// or sqlite://."
REDIS_SENTENCE = "REDIS_URL must begin with redis:// or rediss://."
PHONE_SENTENCE = "WOW_CONTACT_PHONE must be a telephone number, like 08-465 004 10 or +46 8 465 004 10."
PAIR_SENTENCE = "EMAIL_HOST_USER and EMAIL_HOST_PASSWORD belong together: give both or none."
PROXY_SENTENCE = "TRUSTED_PROXY_COUNT must be a whole number from 0 to 5."


def mistakes(**changed: str) -> list[str]:
    """What production's settings say of the right environment with these changes."""
    environment = Environment({**RIGHT, **changed})
    site = (environment.secrets(), environment.site())[1]
    environment.hosts(site)
    environment.address("DATABASE_URL", ("postgres", "postgresql", "sqlite"))
    environment.address("REDIS_URL", ("redis", "rediss"))
    environment.mail_address("DEFAULT_FROM_EMAIL")
    environment.mail_server()
    environment.phone("WOW_CONTACT_PHONE")
    environment.mail_address("WOW_CONTACT_EMAIL")
    environment.whole_number("TRUSTED_PROXY_COUNT", 1, least=0, most=5)
    return environment.mistakes


def manage(variables: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """`manage.py` in production with these variables and no others of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "manage.py", *words],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "wow.settings.production", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_right_environment_has_no_mistake() -> None:
    assert mistakes() == []


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_each_variable_is_needed(name: str) -> None:
    assert mistakes(**{name: " "}) == [f"{name} is missing."]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": "short"}, SECRET_SENTENCE),
        ({"SECRET_KEY": "ab" * 40}, SECRET_SENTENCE),
        ({"SECRET_KEY": EXAMPLE_SECRET}, "SECRET_KEY is the one of .env.example; make your own."),
        ({"SECRET_KEY_FALLBACKS": "old"}, SECRET_SENTENCE.replace("KEY", "KEY_FALLBACKS")),
        ({"SITE_URL": "http://portal.wow.example"}, SITE_SENTENCE),
        ({"SITE_URL": "https://portal.wow.example/sv"}, SITE_SENTENCE),
        ({"SITE_URL": "https://[portal.wow.example"}, SITE_SENTENCE),
        ({"ALLOWED_HOSTS": "*"}, HOSTS_SENTENCE),
        ({"ALLOWED_HOSTS": "https://portal.wow.example"}, HOSTS_SENTENCE),
        ({"ALLOWED_HOSTS": "wow.example"}, "ALLOWED_HOSTS must contain the host of SITE_URL, portal.wow.example."),
        ({"DATABASE_URL": "mysql://wow@127.0.0.1/wow"}, DATABASE_SENTENCE),
        ({"DATABASE_URL": "postgres://"}, DATABASE_SENTENCE),
        ({"REDIS_URL": "amqp://127.0.0.1"}, REDIS_SENTENCE),
        ({"DEFAULT_FROM_EMAIL": "WOW"}, "DEFAULT_FROM_EMAIL must be an e-mail address."),
        ({"WOW_CONTACT_EMAIL": "hej at wow.example"}, "WOW_CONTACT_EMAIL must be an e-mail address."),
        ({"WOW_CONTACT_PHONE": "call us"}, PHONE_SENTENCE),
        ({"WOW_CONTACT_PHONE": "123"}, PHONE_SENTENCE),
        ({"EMAIL_PORT": "many"}, "EMAIL_PORT must be a whole number from 1 to 65535."),
        ({"EMAIL_PORT": "70000"}, "EMAIL_PORT must be a whole number from 1 to 65535."),
        ({"EMAIL_USE_TLS": "perhaps"}, "EMAIL_USE_TLS must be true or false."),
        (
            {"EMAIL_USE_TLS": "true", "EMAIL_USE_SSL": "true"},
            "EMAIL_USE_TLS and EMAIL_USE_SSL cannot both be true.",
        ),
        ({"EMAIL_HOST_USER": "wow"}, PAIR_SENTENCE),
        ({"EMAIL_HOST_PASSWORD": "secret"}, PAIR_SENTENCE),
        ({"TRUSTED_PROXY_COUNT": "-1"}, PROXY_SENTENCE),
        ({"TRUSTED_PROXY_COUNT": "6"}, PROXY_SENTENCE),
    ],
    ids=lambda value: "-".join(value.values())[:30] if isinstance(value, dict) else "",
)
def test_each_mistake_is_one_sentence(changed: dict[str, str], sentence: str) -> None:
    assert mistakes(**changed) == [sentence]


def test_no_sentence_repeats_a_password() -> None:
    assert "secret" not in " ".join(mistakes(DATABASE_URL="mysql://wow:secret@127.0.0.1/wow"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/1"),
        ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379/1"),
        ("rediss://:key@cache.example:6380/3", "rediss://:key@cache.example:6380/4"),
    ],
)
def test_pages_and_limits_never_meet_the_queue(url: str, expected: str) -> None:
    assert neighbour_database(url) == expected


def test_ssl_from_the_start_switches_starttls_off() -> None:
    environment = Environment({**RIGHT, "EMAIL_USE_SSL": "true", "EMAIL_PORT": "465"})
    server = environment.mail_server()
    assert (server["EMAIL_USE_SSL"], server["EMAIL_USE_TLS"], server["EMAIL_PORT"]) == (True, False, 465)


def test_the_example_names_every_variable_and_is_refused_as_it_stands() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(RIGHT) - set(example) == set()
    refused = manage({name: value.strip('"') for name, value in example.items()}, "check")
    assert refused.returncode == EXIT_CODE
    assert refused.stderr.splitlines() == [
        "The portal does not start. In its environment (.env.example explains each):",
        "  SECRET_KEY is the one of .env.example; make your own.",
        "  WOW_CONTACT_PHONE is missing.",
        "  WOW_CONTACT_EMAIL is missing.",
    ]


def test_djangos_own_check_of_a_deployment_finds_nothing() -> None:
    checked = manage(RIGHT, "check", "--deploy", "--fail-level", "WARNING")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


def test_the_web_servers_own_words_are_masked_too() -> None:
    code = "import logging; logging.getLogger('gunicorn.error').error('Error handling %s', '/lunches/answer/a:b/')"
    said = manage(RIGHT, "shell", "--no-imports", "--command", code)
    assert said.stderr.split(maxsplit=2)[2] == "ERROR gunicorn.error Error handling /lunches/answer/***/\n"
