"""`manage.py messages`: the catalogues follow the code. No line numbers, no dates: a diff shows texts only."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import makemessages

from wow.i18n.languages import BY_CODE
from wow.management.catalogues import COMPLETE_CODES, differences, faults, fill_source_language, has_begun

IGNORED = ["tests", "benchmarks", "docs", "var"]
SHOWN_FAULTS = 20


class Command(makemessages.Command):
    """Writes sv, en, ar and every other catalogue that has been begun; with --check it only judges them."""

    # A text that only resembles an old one is a new text: guessed translations would hide that it is missing.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    help = "Brings the catalogues up to date with the code (--check: says what is missing, changes nothing)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
        parser.add_argument("--start", metavar="CODE", choices=sorted(BY_CODE), help="begin a language's catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_check = bool(options["check"])
        self.faults: list[str] = []
        self.judged: set[str] = set()
        super().handle(
            locale=self.codes(options["start"]),
            exclude=[],
            domain="django",
            verbosity=0,
            all=False,
            extensions=None,
            symlinks=False,
            ignore_patterns=list(IGNORED),
            use_default_ignore_patterns=True,
            no_wrap=True,
            no_location=True,
            add_location=None,
            no_obsolete=True,
            keep_pot=False,
        )
        if self.faults:
            shown = "\n".join(self.faults[:SHOWN_FAULTS])
            raise CommandError(f"{len(self.faults)} faults in the catalogues, such as:\n{shown}")

    def codes(self, started: str | None) -> list[str]:
        """The catalogues to work on."""
        begun = [code for code in BY_CODE if has_begun(self.path_of(code))]
        return sorted({*COMPLETE_CODES, *begun, *([started] if started else [])})

    def path_of(self, code: str) -> Path:
        """Where a language's catalogue lies."""
        return Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po"

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Called by makemessages for each language: judge the catalogue, or write it without noise."""
        if self.is_check:
            if locale in self.judged:  # makemessages comes by once for each folder it looks for catalogues in
                return
            self.judged.add(locale)
            catalogue = polib.pofile(str(self.path_of(locale)))
            self.faults += [f"{locale}: {line}" for line in differences(polib.pofile(potfile), catalogue)]
            if locale in COMPLETE_CODES:
                self.faults += [f"{locale}: {line}" for line in faults(catalogue)]
            return
        super().write_po_file(potfile, locale)
        catalogue = polib.pofile(str(self.path_of(locale)), wrapwidth=0)
        catalogue.metadata.pop("POT-Creation-Date", None)
        if locale == "en":
            fill_source_language(catalogue)
        catalogue.save()
