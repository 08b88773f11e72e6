"""Components refuse what they do not know, keep numbers in order and hide decoration."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from tests.wow.ui.styleguide import EveryField
from wow.i18n.models import PublicLanguage
from wow.ui.icons import ICONS, icon_svg
from wow.ui.ring import favicon_svg, ring_svg, seat_places, shares_shown

LUNCH: Any = SimpleNamespace(title_sv="Soppa", title_ar="", title_en="Soup")


PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"


def swedish(msgid: str) -> str:
    """The catalogue's word."""
    with translation.override("sv"):
        return gettext(msgid)


def drawn(source: str, **context: Any) -> str:
    """A piece of template in English."""
    with translation.override("en"):
        return str(engines["django"].from_string(source).render(context)).strip()


@pytest.mark.parametrize(
    "source",
    [
        '{% button "Yes" colour="red" %}',
        '{% button "Yes" kind="pink" %}',
        '{% icon "unicorn" %}',
        "{% card width=3 %}x{% endcard %}",
        '{% card tag="table" %}x{% endcard %}',
        '{% alert kind="terrible" %}x{% endalert %}',
        '{% fact title="x" %}y{% endfact %}',
        '{% badge "x" kind="blue" %}',
        "{% ring seats=4 %}",
    ],
)
def test_a_component_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_a_button_is_a_link_only_with_an_address() -> None:
    assert drawn('{% button "Go" url="/sv/" %}') == '<a class="button is-plain" href="/sv/"><span>Go</span></a>'
    assert drawn('{% button label name="answer" value="yes" kind="yes" %}', label="<b>") == (
        '<button type="submit" class="button is-yes" name="answer" value="yes"><span>&lt;b&gt;</span></button>'
    )


def test_a_steady_part_is_drawn_once_a_language_and_sees_only_its_props() -> None:
    part = engines["django"].from_string(
        '{% steady phone=phone %}{% translate "Home" %} {{ phone }}{{ user }}{% endsteady %}{{ user }}'
    )
    seen: list[str] = []
    for language, phone in (("en", "<1>"), ("en", mark_safe("<1>")), ("en", "<1>"), ("sv", "<1>")):
        with translation.override(language):
            seen.append(part.render({"phone": phone, "user": len(seen)}))
    assert seen == ["Home &lt;1&gt;0", "Home <1>1", "Home &lt;1&gt;2", f"{swedish('Home')} &lt;1&gt;3"]


def test_a_steady_part_refuses_what_it_cannot_be_kept_by() -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn("{% steady phone %}x{% endsteady %}")
    with pytest.raises(TypeError):
        drawn("{% steady rows=rows %}x{% endsteady %}", rows=[])
    with pytest.raises(TypeError, match="'row' is a row"):
        drawn("{% steady row=row %}x{% endsteady %}", row=PublicLanguage(code="sv"))


def test_a_steady_day_gets_its_year_at_new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    part = engines["django"].from_string("{% steady day=day %}{{ day|day }}{% endsteady %}")
    seen = []
    for year in (2024, 2025):
        today = type("Today", (datetime,), {"now": lambda _zone, year=year: datetime(year, 1, 1, tzinfo=UTC)})
        for module in ("wow.ui.steady", "wow.i18n.dates"):
            monkeypatch.setattr(f"{module}.datetime", today)
        with translation.override("en"):
            seen.append(part.render({"day": date(2024, 4, 11)}))
    assert seen == ["Thursday 11 April", "Thursday 11 April 2024"]


def test_steady_words_follow_the_settings(settings: Any) -> None:
    source = '{% load static %}{% steady %}{% static "x.css" %}{% endsteady %}'
    part = engines["django"].from_string(source)
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC}}
    first = part.render({})
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC, "OPTIONS": {"base_url": "/s/"}}}
    assert (first, part.render({})) == ("/static/x.css", "/s/x.css")


def test_only_errors_and_live_messages_are_announced() -> None:
    roles = [re.findall(r'<div class="alert[^>]*?role="(\w+)"', drawn(source)) for source in (
        '{% alert kind="error" %}x{% endalert %}',
        '{% alert kind="success" live=True %}x{% endalert %}',
        "{% alert %}x{% endalert %}",
    )]  # fmt: skip
    assert roles == [["alert"], ["status"], []]


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_decoration_unless_it_has_a_label(name: str) -> None:
    assert 'aria-hidden="true"' in icon_svg(name)
    labelled = icon_svg(name, 'a "b"')
    assert 'role="img" aria-label="a &quot;b&quot;"' in labelled
    assert re.search(r"\d\.\d00(?!\d)", ICONS[name]) is None  # no leftovers of rounding in the drawings


def test_filters_keep_numbers_in_order() -> None:
    moment = datetime(2024, 4, 11, 10, 15, tzinfo=UTC)
    assert drawn("{{ phone|ltr }}", phone="08-465 004 10") == '<span dir="ltr" class="number">08-465 004 10</span>'
    assert drawn("{{ nothing|ltr }}{{ nothing|clock }}{{ nothing|day }}{{ nothing|day_and_clock }}", nothing=None) == ""
    assert drawn("{{ phone|ltr }}", phone="<script>") == '<span dir="ltr" class="number">&lt;script&gt;</span>'
    assert drawn("{{ moment|clock }}", moment=moment) == "12:15"
    assert drawn("{{ moment|day_with_year }}", moment=moment) == "Thursday 11 April 2024"
    assert drawn("{{ moment|day_and_clock }}", moment=moment) == "Thursday 11 April 2024 at 12:15"
    with translation.override("ar"):
        clock = engines["django"].from_string("{{ moment|clock }}").render({"moment": moment})
    assert clock == '<span dir="ltr" class="number">12:15</span>'


def test_a_swedish_fallback_is_marked_as_swedish() -> None:
    assert drawn('{% localised lunch "title" %}', lunch=LUNCH) == "Soup"
    with translation.override("ar"):
        text = engines["django"].from_string('{% localised lunch "title" %}').render({"lunch": LUNCH})
    assert text == '<span lang="sv" dir="ltr">Soppa</span>'


def test_errors_are_tied_to_their_fields_and_listed_first() -> None:
    form = EveryField({"email": "not an address"})
    text = drawn("{{ form }}", form=form)
    assert text.index("data-error-summary") < text.index('name="name"')
    assert sorted(set(re.findall(r'<a href="#(\w+)"', text))) == [
        "id_chapter", "id_children", "id_day", "id_email", "id_language", "id_name", "id_photo",
    ]  # fmt: skip
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    told = {name for names in re.findall(r'aria-describedby="([^"]+)"', text) for name in names.split()}
    assert told <= ids
    assert {"id_email_error", "id_name_helptext", "id_photo_error"} <= told
    assert set(re.findall(r'<a href="#(\w+)"', text)) <= ids
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', text)) <= ids


def test_a_sound_form_has_no_summary() -> None:
    assert "data-error-summary" not in drawn("{{ form }}", form=EveryField())


def test_the_favicon_is_the_wordmark_s_table() -> None:
    kept = Path(__file__).parents[3] / "wow" / "static" / "wow" / "favicon.svg"
    assert kept.read_text(encoding="utf-8") == favicon_svg()


@given(seats=st.integers(0, 240), taken=st.integers(0, 300), waiting=st.integers(0, 99))
def test_the_ring_draws_every_seat_once_and_inside(seats: int, taken: int, waiting: int) -> None:
    places = seat_places(seats, 320)
    picture = ring_svg(seats=seats, taken=taken, waiting=waiting)
    assert len(places) == seats
    assert picture.count("stroke-dasharray") == min(waiting, 24)
    assert picture.count('stroke="var(--seat') == max(seats - taken, 0)
    assert all(seat.x - seat.half >= 0 and seat.x + seat.half <= 320 for seat in places)


@given(seats=st.integers(241, 1000), taken=st.integers(0, 1000))
def test_a_great_table_is_drawn_in_shares(seats: int, taken: int) -> None:
    shown, filled = shares_shown(seats, min(taken, seats))
    assert shown == 240
    assert abs(filled / shown - min(taken, seats) / seats) <= 1 / 240
    assert (filled == 0, filled == shown) == (taken == 0, taken >= seats)
    assert ring_svg(seats=seats, taken=taken).count('stroke="var(--seat') == shown - filled


@pytest.mark.parametrize("seats", [8, 40, 60, 90, 180])
def test_seats_do_not_overlap(seats: int) -> None:
    places = seat_places(seats, 320)
    nearest = min(
        ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5 - one.half - two.half
        for number, one in enumerate(places)
        for two in places[:number]
    )
    assert nearest > 0
