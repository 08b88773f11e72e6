"""What the tests of documents share: a page of HTML, a reader of PDF, a kind of document of their own."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from wow.pdf.registry import Manuscript


def page(body: str, *, language: str = "sv", direction: str = "ltr", head: str = "") -> str:
    """A whole document."""
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><title>Provblad</title>'
        f'<link rel="stylesheet" href="sheet:paper.css">{head}</head><body>{body}</body></html>'
    )


def read(content: bytes) -> PdfReader:
    """The PDF as another program sees it."""
    return PdfReader(BytesIO(content))


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Every font of the pages by name, and whether its file is in the PDF."""
    found = {}
    for sheet in reader.pages:
        for font in sheet["/Resources"].get("/Font", {}).values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            name = str(inner["/BaseFont"]).split("+")[-1]
            found[name] = any(key in inner["/FontDescriptor"] for key in ("/FontFile2", "/FontFile3"))
    return found


def tags_of(reader: PdfReader) -> Iterator[str]:
    """The structure of the document in the order of reading."""

    def below(element: Any) -> Iterator[str]:
        element = element.get_object()
        if isinstance(element, int):
            return
        if "/S" in element:
            yield str(element["/S"])[1:]
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child, "get_object") and not isinstance(child.get_object(), int):
                yield from below(child)

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0])  # type: ignore[index]


def one_pager(words: str = "Hej") -> Manuscript:
    """A document of one page."""
    return Manuscript("prov.pdf", (page(f"<h1>{words}</h1>"),))
