"""What is wrong with a catalogue of translations: pure functions over polib entries, for `messages` and the tests."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

COMPLETE_CODES = ("sv", "en", "ar")  # the languages that are open to readers from the first day
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}|</?[a-z][a-z0-9]*")


def has_begun(path: Path) -> bool:
    """Whether a catalogue holds anything but its header."""
    return path.exists() and len(polib.pofile(str(path))) > 0


def placeholders(text: str) -> frozenset[str]:
    """The parts of a text that a program fills in or a browser reads: they must survive translation."""
    return frozenset(PLACEHOLDER.findall(text))


def texts_of(entry: polib.POEntry) -> list[str]:
    """Every translated form of an entry: one, or one a plural form in the order of the language's rule."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def has_foreign_placeholders(entry: polib.POEntry) -> bool:
    """Whether a form invents a placeholder, or the general form drops one ("one seat" need not say the number)."""
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    forms = [placeholders(text) for text in texts_of(entry)]
    return any(not form <= wanted for form in forms) or forms[-1] != wanted


def faults(entries: Iterable[polib.POEntry]) -> Iterator[str]:
    """One line for each entry that a reader would stumble over."""
    for entry in entries:
        if entry.obsolete:
            yield f"obsolete: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"only guessed (fuzzy): {entry.msgid!r}"
        elif not all(text.strip() for text in texts_of(entry)):
            yield f"not translated: {entry.msgid!r}"
        elif has_foreign_placeholders(entry):
            yield f"placeholders or tags differ: {entry.msgid!r}"


def differences(template: Iterable[polib.POEntry], catalogue: Iterable[polib.POEntry]) -> Iterator[str]:
    """One line for each text that stands in the code and not in the catalogue, or the other way round."""
    wanted = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in template}
    present = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}
    for _context, msgid, _plural in sorted(wanted - present, key=str):
        yield f"in the code, not in the catalogue: {msgid!r}"
    for _context, msgid, _plural in sorted(present - wanted, key=str):
        yield f"in the catalogue, no longer in the code: {msgid!r}"


def fill_source_language(catalogue: polib.POFile) -> None:
    """English says what the code says: every empty form takes the msgid."""
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {
                number: text or (entry.msgid if number == 0 else entry.msgid_plural)
                for number, text in entry.msgstr_plural.items()
            }
        elif not entry.msgstr:
            entry.msgstr = entry.msgid
