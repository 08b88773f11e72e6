"""The fonts of our documents: one family a script, taken from the machine (Debian: fonts-noto-core) and embedded."""

import re
import shutil
import subprocess
from functools import cache

from wow.pdf.errors import FontsMissing

LATIN, ARABIC, ETHIOPIC = "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"
FAMILIES = (LATIN, ARABIC, ETHIOPIC)  # Noto Sans has Latin and Cyrillic
SCRIPTS = {
    ARABIC: re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    ETHIOPIC: re.compile(r"[\u1200-\u139f\u2d80-\u2ddf]"),
}


@cache
def installed_families() -> frozenset[str]:
    """Every family that fontconfig knows on this machine; asked once a process."""
    lister = shutil.which("fc-list")
    if lister is None:
        return frozenset()
    listed = subprocess.run([lister, ":", "family"], capture_output=True, text=True, check=True, timeout=20)  # noqa: S603
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(","))


def missing_families(families: tuple[str, ...] = FAMILIES) -> tuple[str, ...]:
    """Which of these families the machine lacks."""
    return tuple(family for family in families if family not in installed_families())


def families_for(text: str) -> tuple[str, ...]:
    """The families that a text needs."""
    return (LATIN, *(family for family, letters in SCRIPTS.items() if letters.search(text)))


def require_fonts(text: str) -> None:
    """Raises FontsMissing, naming the families, when the machine cannot write this text."""
    if missing := missing_families(families_for(text)):
        raise FontsMissing(f"{', '.join(missing)} (Debian: fonts-noto-core)")
