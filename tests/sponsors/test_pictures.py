"""The drawn name: sound SVG, escaped, of its own size, with both shapes of the table."""

from xml.etree import ElementTree

import pytest

from sponsors.models import Sponsor
from sponsors.pictures import LONG_LINE, ON_SCREEN, drawn_name, drawn_size, picture_of
from sponsors.thanks import Thanked, fair_size

NAMES = (
    "Nordea",
    "Siemens Financial Services",
    "tam",
    "Å",
    "<svg onload=x>&\"'",
    "شركة الأمل للأغذية",
    "x" * 80,
    "a b " * 20,
)
SVG = "{http://www.w3.org/2000/svg}"


def read(name: str) -> ElementTree.Element:
    """The drawing as a strict reader of XML sees it."""
    return ElementTree.fromstring(drawn_name(name))  # noqa: S314 - our own drawing


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_drawn_inside_its_picture(name: str) -> None:
    width, height = drawn_size(name)
    drawn = read(name)
    lines = list(drawn.iter(f"{SVG}text"))
    assert " ".join(line.text or "" for line in lines) == name.strip()
    assert (drawn.get("aria-label"), drawn.get("viewBox")) == (name, f"0 0 {width} {height}")
    assert [line.text for line in lines if not 0 < float(line.get("y", 0)) < height] == []
    assert [line.text for line in lines if int(line.get("textLength", 0)) > width] == []
    shapes = (drawn.findall(f"{SVG}circle"), drawn.findall(f"{SVG}rect"))
    assert [len(found) > 0 for found in shapes] == [True, True]
    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} == {"svg", "g", "text", "circle", "rect"}


def test_a_long_name_stands_on_lines_of_about_the_same_length() -> None:
    drawn = read("Kooperativa Föreningen Kvinnors Mat i Järva")
    lengths = [len(line.text or "") for line in drawn.iter(f"{SVG}text")]
    assert (len(lengths), max(lengths) <= LONG_LINE + 4) == (3, True)


def test_on_paper_the_colours_are_fixed_and_on_screen_they_follow_the_page() -> None:
    paper, screen = drawn_name("tam"), drawn_name("tam", ON_SCREEN)
    assert [drawing.count('fill="#') for drawing in (paper, screen)] == [4, 0]
    assert [drawing.count('fill="var(--') for drawing in (paper, screen)] == [0, 4]


@pytest.mark.django_db
def test_a_sponsor_without_a_logo_has_its_name_as_picture() -> None:
    picture = picture_of(Sponsor(name="Siemens Financial Services"))
    assert (picture.media_type, picture.width, picture.height) == (
        "image/svg+xml",
        *drawn_size("Siemens Financial Services"),
    )


@pytest.mark.parametrize(
    ("size", "shown"), [((800, 400), (102, 51)), ((800, 40), (180, 9)), ((100, 400), (18, 72)), ((40, 20), (40, 20))]
)
def test_a_logo_is_shown_at_a_fair_size(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert fair_size(*size) == shown


def test_a_picture_on_a_page_is_escaped() -> None:
    picture = Thanked('"><script>', "0" * 64, 300, 100).picture
    assert ("<script>" in picture, 'alt="&quot;&gt;&lt;script&gt;"' in picture) == (False, True)
