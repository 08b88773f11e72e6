"""A document fetches nothing: every way to fetch that HTML, CSS and SVG have is tried against a server that counts."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from tests.wow.pdf.papers import page, read
from wow.pdf.rendering import Drawing, render

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


class Counter(BaseHTTPRequestHandler):
    """Counts whoever comes; /away sends her on to /landed."""

    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away":
            self.send_header("Location", "/landed")
        self.send_header("Content-Type", "text/css" if "css" in self.path else "image/svg+xml")
        self.end_headers()
        self.wfile.write(b"" if self.path == "/away" else SVG.format("").encode())

    def log_message(self, *_words: Any) -> None:
        """Silence."""


@pytest.fixture
def server() -> Iterator[str]:
    Counter.seen.clear()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


# Each as (what stands in the head, what stands in the body); `@` is the server.
VECTORS = {
    "img": ("", '<img src="@/a" alt="x">'),
    "img srcset": ("", '<img srcset="@/a 2x" src="@/b" alt="x">'),
    "img redirected": ("", '<img src="@/away" alt="x">'),
    "object": ("", '<object data="@/a" type="image/svg+xml">x</object>'),
    "embed": ("", '<embed src="@/a" type="image/svg+xml">'),
    "link": ('<link rel="stylesheet" href="@/a.css">', "x"),
    "import": ('<style>@import "@/a.css";</style>', "x"),
    "import url": ("<style>@import url(@/a.css);</style>", "x"),
    "font": ('<style>@font-face{font-family:f;src:url(@/a)}p{font-family:f}</style>', "<p>x</p>"),
    "background": ("<style>p{background:url(@/a)}</style>", "<p>x</p>"),
    "style attribute": ("", '<p style="background-image:url(@/a)">x</p>'),
    "list image": ("<style>li{list-style-image:url(@/a)}</style>", "<ul><li>x</ul>"),
    "content": ('<style>p::before{content:url(@/a)}</style>', "<p>x</p>"),
    "border image": ("<style>p{border:9px solid;border-image:url(@/a) 3}</style>", "<p>x</p>"),
    "page background": ("<style>@page{background:url(@/a)}</style>", "x"),
    "margin box": ("<style>@page{@top-left{content:url(@/a)}}</style>", "x"),
    "svg image": ("", SVG.format('<image href="@/a" width="9" height="9"/>')),
    "svg xlink": ("", SVG.format('<image xlink:href="@/a" width="9" height="9"/>')),
    "base": ('<base href="@/">', '<img src="a" alt="x">'),
    "attachment link": ('<link rel="attachment" href="@/a">', "x"),
    "attachment": ("", '<a rel="attachment" href="@/a">x</a>'),
}  # fmt: skip
NEVER_FETCHED = {  # WeasyPrint does not know these at all; they are tried so that a new version is noticed
    "iframe": ("", '<iframe src="@/a">x</iframe>'),
    "svg filter": ("", SVG.format('<filter id="f"><feImage href="@/a"/></filter><rect filter="url(#f)" width="9"/>')),
    "svg use": ("", SVG.format('<use href="@/a#x"/>')),
    "svg style": ("", SVG.format('<style>@import "@/a.css";</style><rect width="9" height="9"/>')),
    "xinclude": ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="@/a" parse="text"/>'),
    "video": ("", '<video src="@/a" poster="@/b"></video>'),
    "refresh": ('<meta http-equiv="refresh" content="0; url=@/a">', "x"),
    "entity": ("", '<!DOCTYPE p [<!ENTITY e SYSTEM "@/a">]><p>&e;</p>'),
}  # fmt: skip


def vector(name: str, where: str) -> str:
    head, body = (VECTORS | NEVER_FETCHED)[name]
    head, body = (text.replace("@/", f"{where}/") for text in (head, body))
    return page(body, head=head)


@pytest.mark.parametrize("name", [*VECTORS, *NEVER_FETCHED])
def test_nothing_is_fetched(name: str, server: str) -> None:
    printed = render(vector(name, server))
    assert (printed.pages, Counter.seen) == (1, [])
    assert [address for address in printed.refused if not address.startswith(server)] == []


@pytest.mark.parametrize("name", VECTORS)
def test_weasyprint_alone_would_fetch_it(name: str, server: str) -> None:
    weasyprint.HTML(string=vector(name, server)).write_pdf()
    assert Counter.seen != []


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.svg"
    path.write_text(SVG.format('<text y="8">hemligt</text>'))
    return path


def test_no_file_of_the_machine_is_read(secret: Path) -> None:
    ways = [
        f"file://{secret}",
        f"FILE://{secret}",
        str(secret),
        f"file://localhost{secret}",
        "sheet:../../settings/base.py",
    ]
    body = "".join(f'<img src="{way}" alt="x"><a rel="attachment" href="{way}">x</a>' for way in ways)
    printed = render(page(body))
    reader = read(printed.content)
    assert ("hemligt" in reader.pages[0].extract_text(), dict(reader.attachments)) == (False, {})
    alone = weasyprint.HTML(string=f'<img src="file://{secret}">').write_pdf()
    assert read(alone).pages[0].extract_text() == "hemligt"


def test_no_picture_stands_in_the_address_itself() -> None:
    address = "data:image/svg+xml," + SVG.format("<text y='8'>inne</text>").replace('"', "%22").replace("#", "%23")
    printed = render(page(f'<img src="{address}" alt="x">'))
    assert (len(printed.refused), "inne" in read(printed.content).pages[0].extract_text()) == (1, False)


def test_what_the_caller_hands_over_is_there_and_nothing_else() -> None:
    """Of the other picture only its description is."""
    picture = Drawing(SVG.format('<text y="8">bild</text>').encode(), "image/svg+xml")
    body = '<img src="picture:mine" alt="min"><img src="picture:yours" alt="din">'
    printed = render(page(body), {"mine": picture})
    assert (printed.refused, read(printed.content).pages[0].extract_text().strip()) == (("picture:yours",), "bilddin")


def test_a_picture_that_is_handed_over_fetches_nothing_either(server: str) -> None:
    drawn = SVG.format(f'<image href="{server}/a" width="9" height="9"/><use href="{server}/b#x"/>').encode()
    render(page('<img src="picture:mine" alt="min">'), {"mine": Drawing(drawn, "image/svg+xml")})
    assert Counter.seen == []
