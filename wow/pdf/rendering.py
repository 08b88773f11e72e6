"""HTML to PDF: the only import of WeasyPrint, and only when something is printed (web workers stay small).

Nothing is fetched: a document may use our own style sheets (`sheet:<name>`) and the pictures that the caller hands over
(`picture:<name>`). Every other address, in whatever element, style or drawing it stands, leads nowhere.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from wow.pdf.errors import DoesNotFit, TooMuch
from wow.pdf.fonts import installed_families, require_fonts

SHEETS = {sheet.name: sheet for sheet in (Path(__file__).parent / "sheets").glob("*.css")}
MAX_CHARACTERS = 1_000_000
MAX_PICTURE_BYTES = 20_000_000  # all pictures of a document together
MAX_PAGES = 200
ROUNDING = 0.5  # CSS pixels: less than this over the edge is arithmetic, not text
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "optimize_images": True}
NO_GLYPH = re.compile(r"\.notdef glyph")


@dataclass(frozen=True)
class Drawing:
    """A picture that the caller hands over: its bytes and what they are."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Printed:
    """A finished document. `refused` are addresses it asked for in vain; `unwritten` what no font could write."""

    content: bytes
    pages: int
    refused: tuple[str, ...] = ()
    unwritten: tuple[str, ...] = ()


@dataclass
class _Complaints(logging.Handler):
    """What WeasyPrint says of one document; kept instead of written to the log, because it may quote the text."""

    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def render(html: str, pictures: Mapping[str, Drawing] | None = None, *, max_pages: int = MAX_PAGES) -> Printed:
    """Print one HTML document as tagged PDF (PDF/UA-1) with embedded fonts.

    The root element must carry `lang` and `dir`, the head a title. An element with `data-fits` must hold all its text.
    Raises TooMuch, DoesNotFit or FontsMissing.
    """
    handed = dict(pictures or {})
    refuse_too_much(html, handed)
    require_fonts(html)
    weasyprint = _weasyprint()
    complaints = _listen()
    shelf = _shelf_type()(handed)
    try:
        laid_out = weasyprint.HTML(string=html, url_fetcher=shelf).render(font_config=_fonts(), **OPTIONS)
        if len(laid_out.pages) > max_pages:
            raise TooMuch(f"{len(laid_out.pages)} pages")
        if any(_spills(page._page_box) for page in laid_out.pages):
            raise DoesNotFit
        content: bytes = laid_out.write_pdf(**OPTIONS)
    finally:
        weasyprint.LOGGER.removeHandler(complaints)
    unwritten = dict.fromkeys(said.rpartition(": ")[2] for said in complaints.said if NO_GLYPH.search(said))
    return Printed(content, len(laid_out.pages), tuple(shelf.refused), tuple(unwritten))


def refuse_too_much(html: str, pictures: Mapping[str, Drawing]) -> None:
    """Raises TooMuch for more text or pictures than any document of ours has."""
    if len(html) > MAX_CHARACTERS:
        raise TooMuch(f"{len(html)} characters")
    weight = sum(len(picture.content) for picture in pictures.values())
    if weight > MAX_PICTURE_BYTES:
        raise TooMuch(f"{weight} bytes of pictures")


def warm_up() -> None:
    """Load WeasyPrint and the machine's list of fonts, which takes longer than a page."""
    _weasyprint()
    _fonts()
    installed_families()


@cache
def _weasyprint() -> Any:
    import weasyprint

    return weasyprint


@cache
def _fonts() -> Any:
    """One configuration a process: to make it anew takes longer than a page does."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _listen() -> _Complaints:
    logger = _weasyprint().LOGGER
    logger.propagate = False
    for old in list(logger.handlers):
        logger.removeHandler(old)
    complaints = _Complaints()
    logger.addHandler(complaints)
    return complaints


@cache
def _shelf_type() -> Any:
    """The class is made on first use, because its base is WeasyPrint's."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):
        """Hands out what lies on it and nothing else; never calls the fetching that it inherits."""

        def __init__(self, pictures: Mapping[str, Drawing]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.pictures = pictures
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            """A sheet or a picture by its name; everything else raises, and the document goes on without it."""
            found = self._find(url)
            if found is None:
                self.refused.append(url)
                raise ValueError("not on the shelf")
            return URLFetcherResponse(url, found.content, {"Content-Type": found.media_type})

        open = fetch

        def _find(self, url: str) -> Drawing | None:
            scheme, _colon, name = url.partition(":")
            if scheme == "picture":
                return self.pictures.get(name)
            if scheme == "sheet" and name in SHEETS:
                return Drawing(_sheet(name), "text/css")
            return None

    return Shelf


@cache
def _sheet(name: str) -> bytes:
    return SHEETS[name].read_bytes()


def _spills(page_box: Any) -> bool:
    """Whether an element with `data-fits` holds more than fits; asks the boxes that WeasyPrint laid out."""
    marked: dict[int, Any] = {}
    for box in page_box.descendants(placeholders=True):
        if _must_fit(box):
            marked.setdefault(id(box.element), box)  # the outermost; its lines name the same element
    return any(_reaches_below(box) or _loses_letters(box) for box in marked.values())


def _reaches_below(box: Any) -> bool:
    return bool(_lowest(box) > box.content_box_y() + box.height + ROUNDING)


def _loses_letters(box: Any) -> bool:
    """Whether text was left out, as happens to what would stand below the page."""
    wanted = _letters(box.element.itertext())
    return _letters(part.text for part in box.descendants(placeholders=True) if hasattr(part, "text")) < wanted


def _letters(texts: Iterable[str]) -> int:
    """How many letters there are, spaces and soft hyphens not counted."""
    return sum(len("".join(text.replace("\u00ad", "").split())) for text in texts)


def _must_fit(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("data-fits") is not None and hasattr(box, "children")


def _lowest(box: Any) -> float:
    return max(_edges(box), default=box.content_box_y())


def _edges(box: Any) -> Iterator[float]:
    for part in box.descendants(placeholders=True):
        if getattr(part, "height", None) not in (None, "auto") and hasattr(part, "position_y"):
            yield part.content_box_y() + part.height
