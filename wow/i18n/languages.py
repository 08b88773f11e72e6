"""The portal's languages as plain data; importable from settings, so it knows no Django models."""

from dataclasses import dataclass
from typing import Any

from django.conf import locale as django_locale


@dataclass(frozen=True)
class Language:
    """One language: `code` in URLs and columns, `own_name` as its readers write it, `cldr` for dates (Babel)."""

    code: str
    english_name: str
    own_name: str
    cldr: str
    is_rtl: bool = False

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, as the dir attribute wants it."""
        return "rtl" if self.is_rtl else "ltr"


SOURCE_CODE = "sv"
PORTAL_LANGUAGES: tuple[Language, ...] = (
    Language("sv", "Swedish", "Svenska", "sv"),
    Language("en", "English", "English", "en_GB"),
    Language("ar", "Arabic", "العربية", "ar", is_rtl=True),
    Language("so", "Somali", "Soomaali", "so"),
    Language("ti", "Tigrinya", "ትግርኛ", "ti"),
    Language("fa", "Farsi", "فارسی", "fa", is_rtl=True),
    Language("prs", "Dari", "دری", "fa_AF", is_rtl=True),
    Language("ps", "Pashto", "پښتو", "ps", is_rtl=True),
    Language("ckb", "Sorani", "کوردیی ناوەندی", "ckb", is_rtl=True),
    Language("kmr", "Kurmanji", "Kurmancî", "ku"),
    Language("uk", "Ukrainian", "Українська", "uk"),
    Language("ru", "Russian", "Русский", "ru"),
    Language("pl", "Polish", "Polski", "pl"),
    Language("tr", "Turkish", "Türkçe", "tr"),
    Language("es", "Spanish", "Español", "es"),
    Language("fr", "French", "Français", "fr"),
    Language("bs", "Bosnian/Croatian/Serbian", "Bosanski/Hrvatski/Srpski", "bs"),
    Language("am", "Amharic", "አማርኛ", "am"),
    Language("sq", "Albanian", "Shqip", "sq"),
)
BY_CODE: dict[str, Language] = {item.code: item for item in PORTAL_LANGUAGES}
ALL_LANGUAGES: list[tuple[str, str]] = [(item.code, item.own_name) for item in PORTAL_LANGUAGES]
BIDI_CODES: list[str] = [item.code for item in PORTAL_LANGUAGES if item.is_rtl]

# What browsers send for languages that Django spells otherwise; keys in lower case.
BROWSER_ALIASES: dict[str, str] = {
    "ku": "kmr",
    "ku-tr": "kmr",
    "ku-iq": "ckb",
    "fa-af": "prs",
    "hr": "bs",
    "sr": "bs",
    "sr-latn": "bs",
}


def register_languages() -> None:
    """Tell Django of the languages that its LANG_INFO lacks; harmless when called twice."""
    lang_info: dict[str, dict[str, Any]] = django_locale.LANG_INFO
    for item in PORTAL_LANGUAGES:
        lang_info.setdefault(
            item.code,
            {"bidi": item.is_rtl, "code": item.code, "name": item.english_name, "name_local": item.own_name},
        )


def direction(code: str) -> str:
    """`rtl` or `ltr` of a language code; an unknown code reads left to right."""
    return "rtl" if code in BIDI_CODES else "ltr"
