"""Templates compile, stay small, and hold nothing that the Content-Security-Policy or right-to-left would break."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "wow" / "static" / "wow").rglob("*.css"))
NAMES = [str(path.relative_to(ROOT / "templates")) for path in PAGES]
SIDES = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height)\s*:"
)
MEDIA = re.compile(r"@media[^{]*")


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str) -> None:
    assert get_template(name).template.name == name  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_it_is_small(path: Path) -> None:
    limit = 60 if "components" in path.parts else 130
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", [page for page in PAGES if "mail" not in page.parts and "documents" not in page.parts],
                         ids=lambda page: str(page.relative_to(ROOT / "templates")))  # fmt: skip
def test_nothing_stands_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    scripts = [
        tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "application/json" not in tag
    ]
    assert scripts == []
    assert re.findall(r"<style\b|\sstyle=|\son\w+=[\"']|javascript:", text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert SIDES.findall(MEDIA.sub("", text)) == []
