"""The proxy with its real configuration: TLS, the web server behind it, and a log that tells nothing about anybody."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.production.compose import command_of
from tests.production.processes import Service
from tests.production.stack import read, wait_until
from tests.smtp import free_port

SEEN = ("X-Forwarded-Proto", "X-Forwarded-For", "Host")


class Echo(BaseHTTPRequestHandler):
    """Answers with what the proxy passed on."""

    def do_GET(self) -> None:
        """The headers of SEEN as JSON."""
        body = json.dumps({name: self.headers[name] for name in SEEN}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Silent."""


@pytest.fixture(name="port")
def _port(tmp_path: Path) -> Iterator[int]:
    """Where the proxy listens; its log is proxy.log of the test's folder."""
    if not shutil.which("caddy"):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Caddy: .ci/system proxy")
    web = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    port = free_port()
    variables = {
        "PATH": os.environ["PATH"],
        "SITE_URL": f"https://localhost:{port}",
        "BIND_ADDRESS": "127.0.0.1",
        "HTTP_PORT": str(free_port()),
        "HTTPS_PORT": str(port),
        "WEB_ADDRESS": f"127.0.0.1:{web.server_port}",
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    proxy = Service("proxy", command_of("proxy"), variables, tmp_path / "proxy.log")
    proxy.start()
    try:
        wait_until(lambda: read(f"https://localhost:{port}/")[0] == 200, "the proxy", 20)
        yield port
    finally:
        proxy.process.terminate()
        proxy.process.wait(20)
        web.shutdown()
        web.server_close()


def test_it_passes_on_who_asked_and_how(port: int) -> None:
    status, text = read(f"https://localhost:{port}/sv/")
    assert (status, json.loads(text)) == (
        200, {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1", "Host": f"localhost:{port}"}
    )  # fmt: skip


def test_what_a_reader_says_of_her_own_address_is_thrown_away(port: int) -> None:
    claimed = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http"}
    _status, text = read(f"https://localhost:{port}/sv/", **claimed)
    assert (json.loads(text)["X-Forwarded-For"], json.loads(text)["X-Forwarded-Proto"]) == ("127.0.0.1", "https")


def test_its_log_holds_no_address_of_a_person_and_no_key(port: int, tmp_path: Path) -> None:
    paths = (
        "/sv/lunches/answer/SECRET:1/details/",
        "/calendar/SECRET.ics",
        "/me/messages/SECRET/",
        "/?q=SECRET",
    )
    assert [read(f"https://localhost:{port}{path}")[0] for path in paths] == [200] * len(paths)
    lines = [json.loads(line) for line in (tmp_path / "proxy.log").read_text().splitlines()]
    requests = [line["request"] for line in lines if line.get("msg") == "handled request"][-len(paths) :]
    assert [request["uri"] for request in requests] == [
        "/sv/lunches/answer/***/details/", "/calendar/***", "/me/messages/***/", "/***",
    ]  # fmt: skip
    assert {name for request in requests for name in request} == {"proto", "method", "host", "uri"}
