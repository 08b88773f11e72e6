"""How a page thanks a sponsor: her picture at a size that is fair to all, what she gives, where she is found."""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sponsors.models import Sponsor, SponsorQuerySet
from sponsors.pictures import ON_SCREEN, drawn_name, drawn_size
from wow.i18n.content import LocalisedText, columns_for, localised, reader_code

AREA = 5200  # square pixels: a long logo and a high one are seen equally well
WIDEST, HIGHEST = 180, 72
DRAWN_SHARE = 0.45  # of a drawn name: its letters are as large as the page's


@dataclass(frozen=True)
class Thanked:
    """A sponsor's name, and her logo's address and size; without a logo her name is drawn."""

    name: str
    digest: str = ""
    width: int = 0
    height: int = 0

    @property
    def picture(self) -> SafeString:
        """The logo as an image of its own address, or the drawn name in the colours of the page."""
        return _picture(self)


@dataclass(frozen=True)
class Giver:
    """A sponsor on the foundation's own page."""

    thanked: Thanked
    gives: LocalisedText
    website: str

    @property
    def site(self) -> str:
        """The website's host, as people say it."""
        return (urlsplit(self.website).hostname or "").removeprefix("www.")


def fair_size(width: int, height: int) -> tuple[int, int]:
    """Width and height on a page, so that all logos cover about the same area and none is larger than it is."""
    share = min(sqrt(AREA / (width * height)), WIDEST / width, HIGHEST / height, 1)
    return max(round(width * share), 1), max(round(height * share), 1)


def givers() -> list[Giver]:
    """Everybody whom the public pages thank, in the order that staff gave them: one query."""
    # A plain QuerySet: modeltranslation's own would put the columns of the other languages back.
    sponsors: QuerySet[Sponsor] = SponsorQuerySet(Sponsor).shown().select_related("logo")
    logo = ("logo__digest", "logo__width", "logo__height")
    return [_giver(sponsor) for sponsor in sponsors.only(*columns_for(Sponsor, reader_code()), *logo)]


def _giver(sponsor: Sponsor) -> Giver:
    return Giver(thanked_of(sponsor), localised(sponsor, "gives"), sponsor.website)


def thanked_of(sponsor: Sponsor) -> Thanked:
    """The sponsor as a page shows her; `select_related("logo")` spares the query."""
    logo = getattr(sponsor, "logo", None)
    return Thanked(sponsor.name, logo.digest, logo.width, logo.height) if logo else Thanked(sponsor.name)


@lru_cache(maxsize=256)
def _picture(thanked: Thanked) -> SafeString:
    if not thanked.digest:
        return _shrunk(thanked.name)
    width, height = fair_size(thanked.width, thanked.height)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        reverse("sponsors:logo", args=[thanked.digest]), thanked.name, width, height,
    )  # fmt: skip


def _shrunk(name: str) -> SafeString:
    """The drawn name at the size of the page's letters; only its outer size is ours to change."""
    width, height = drawn_size(name)
    whole = f'width="{width}" height="{height}"'
    shown = f'width="{width * DRAWN_SHARE:.0f}" height="{height * DRAWN_SHARE:.0f}"'
    return mark_safe(drawn_name(name, ON_SCREEN).replace(whole, shown, 1))
