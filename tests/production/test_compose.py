"""What docker-compose.yml, the Dockerfile and the lock promise, read as they are written."""

import json
import re
import runpy
from importlib.metadata import requires
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.production.compose import ROOT, comes_back, command_of, services

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES = sorted(services())
OURS = ("beat", "migrate", "web", "worker")
WITHOUT_A_CHECK = {"migrate": "it ends by itself, and the others wait for that"}


def runtime() -> Any:
    """The functions of .ci/runtime."""
    return runpy.run_path(str(ROOT / ".ci" / "runtime"))


def test_these_are_all_containers() -> None:
    assert SERVICES == ["beat", "migrate", "postgres", "proxy", "redis", "web", "worker"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_may_nothing_that_it_does_not_need(name: str) -> None:
    service = services()[name]
    assert str(service["user"]).split(":")[0] in {"10001", "postgres", "redis"}
    assert (service["read_only"], service["cap_drop"], service.get("cap_add")) == (True, ["ALL"], None)
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("privileged", False) is False
    assert "ports" in service if name == "proxy" else "ports" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_checked_or_has_a_reason_not_to_be(name: str) -> None:
    check = services()[name]["healthcheck"]
    assert (check == {"disable": True}) is (name in WITHOUT_A_CHECK)
    assert bool(check.get("test")) is (name not in WITHOUT_A_CHECK)


def test_only_the_proxy_and_who_sends_mail_reach_the_world() -> None:
    assert {name for name in SERVICES if "outside" in services()[name]["networks"]} == {"proxy", "web", "worker"}
    assert "networks:\n  outside: {}\n  inside:\n    internal: true\n" in COMPOSE


def test_who_comes_back_and_who_runs_once() -> None:
    assert [name for name in SERVICES if not comes_back(name)] == ["migrate"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_command_is_a_list_of_words_without_a_shell(name: str) -> None:
    assert isinstance(services()[name]["command"], list)
    assert command_of(name)[0] == {
        "proxy": "caddy", "web": "gunicorn", "worker": "celery", "beat": "celery",
        "migrate": "python", "postgres": "postgres", "redis": "redis-server",
    }[name]  # fmt: skip


def test_no_secret_stands_in_the_file() -> None:
    assert re.findall(r"(?:PASSWORD|SECRET_KEY)[^\n]*: (?!\$\{)\S+", COMPOSE) == []
    assert {services()[name]["env_file"] for name in OURS} == {".env"}


def test_redis_keeps_what_it_was_told() -> None:
    words = command_of("redis")
    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"


def test_the_image_runs_as_nobody_and_checks_what_compose_checks() -> None:
    stages = re.findall(r"^FROM (\S+) AS (\S+)$", DOCKERFILE, re.MULTILINE)
    assert [name for _image, name in stages] == ["packages", "built", "proxy", "portal"]
    assert [image for image, _name in stages if "." in image.split("/")[0].split(":")[0]] == []  # no registry's host
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001", "10001:10001"]
    check = re.search(r"^HEALTHCHECK .*CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert check is not None
    assert ["CMD", *json.loads(check.group(1))] == services()["web"]["healthcheck"]["test"]


def test_client_and_server_of_postgresql_are_of_one_age() -> None:
    assert services()["postgres"]["image"] == "postgres:17"
    assert re.findall(r"postgresql-client-(\d+)", DOCKERFILE) == ["17"]


def test_the_image_holds_what_the_portal_needs_and_no_tests() -> None:
    """What the lock's "via" lines say agrees with what the installed packages say of themselves."""
    functions = runtime()
    kept = set(functions["entries"](functions["main"](ROOT)))
    wanted = {
        functions["plain"](requirement.name)
        for name in kept & set(functions["entries"]((ROOT / "requirements.txt").read_text(encoding="utf-8")))
        for line in installed_requirements(name)
        if (requirement := Requirement(line)).marker is None or requirement.marker.evaluate({"extra": ""})
    }
    assert wanted - kept == set()
    assert {"django", "psycopg-binary", "redis", "fido2", "qrcode", "cryptography"} - kept == set()
    assert {"pytest", "aiosmtpd", "playwright", "uv", "mypy", "pyyaml"} & kept == set()


def installed_requirements(name: str) -> list[str]:
    """What a package asks for; nothing when it is for other machines than this one."""
    try:
        return requires(name) or []
    except ImportError:
        return []


def test_the_build_leaves_out_secrets_tests_and_the_demo() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    allowed = {line[1:] for line in lines if line.startswith("!")}
    assert allowed == {
        ".ci/runtime", "manage.py", "pyproject.toml", "requirements.txt", "events", "infohub", "locale", "members",
        "sisterpairs", "sponsors", "templates", "wow",
    }  # fmt: skip
    assert {"wow/demo", "wow/settings/demo.py", "wow/settings/dev.py", "wow/settings/test.py"} - set(lines) == set()
