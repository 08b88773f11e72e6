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
        resources: Any = sheet["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            name = str(inner["/BaseFont"]).split("+")[-1]
            found[name] = any(key in inner["/FontDescriptor"] for key in ("/FontFile2", "/FontFile3"))
    return found


def elements_of(reader: PdfReader) -> Iterator[Any]:
    """The elements of the structure in the order of reading."""

    def below(element: Any) -> Iterator[Any]:
        if "/S" in element:
            yield element
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(inner := child.get_object(), "get"):
                yield from below(inner)

    root: Any = reader.trailer["/Root"]
    yield from below(root["/StructTreeRoot"]["/K"][0].get_object())


def tags_of(reader: PdfReader) -> list[str]:
    """What the elements are, in the order of reading."""
    return [str(element["/S"])[1:] for element in elements_of(reader)]


def figures_of(reader: PdfReader) -> list[Any]:
    """The elements that are pictures."""
    return [element for element in elements_of(reader) if element["/S"] == "/Figure"]


def one_pager(words: str = "Hej") -> Manuscript:
    """A document of one page."""
    return Manuscript("prov.pdf", (page(f"<h1>{words}</h1>"),))
