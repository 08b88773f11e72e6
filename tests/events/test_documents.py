"""The papers of a lunch: the right words in the right order, in every language, and no word too many."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from events.documents import ABOUT, door, kitchen, paper, photos, programme
from events.documents.kitchen import Dish
from events.models import Attendance, Rsvp
from events.services.forgetting import forget_food
from events.services.planning import AgendaDraft
from sponsors.models import Sponsor
from tests.events.documents import in_order, printed, school_lunch, texts
from tests.factories import events as build
from tests.wow.pdf.papers import figures_of, fonts_of, read, tags_of
from wow.i18n.languages import BY_CODE
from wow.pdf.errors import SubjectGone
from wow.pdf.registry import kind_of

pytestmark = pytest.mark.django_db
FRONT = {
    "sv": ("Lunch om skolan", "torsdag 7 mars 2024", "12.15–14.00", "Folkets hus"),
    "ar": ("غداء عن المدرسة", "12:15–14:00", "Folkets hus"),
    "ti": ("ምሳሕ ብዛዕባ ትምህርቲ", "ሓሙስ፣ 7", "12:15–14:00", "Folkets hus"),
}
AGENDA = {
    "sv": ("12.15", "Välkomna", "WOW", "12.30", "Samtal", "14.00"),
    "ar": ("12:15", "مرحبا", "WOW", "12:30", "Samtal", "14:00"),
    "ti": ("12:15", "ብደሓን ምጹ", "WOW", "12:30", "Samtal", "14:00"),
}
TABLE = {
    "sv": ("Vad minns du?", "Vad är lika?"),
    "ar": ("ماذا تذكرين؟", "ما المتشابه؟"),
    "ti": ("እንታይ ትዝክሪ?", "እንታይ ይመሳሰል?"),
}


def millimetres(paper_of: Any) -> list[tuple[int, int]]:
    boxes = [sheet.mediabox for sheet in read(paper_of.content).pages]
    return [(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes]


@pytest.mark.parametrize("language", FRONT)
def test_the_programme_reads_from_front_to_back(language: str) -> None:
    made = printed(programme.page_by_page, school_lunch().pk, language)
    front, agenda, table, back = texts(made)
    assert in_order(front, *FRONT[language])
    assert in_order(agenda, *AGENDA[language])
    assert in_order(table, *TABLE[language])
    assert in_order(back, "2024", "08-465 004 10", "Barilla", "tam")
    assert (millimetres(made), made.unwritten, made.refused) == ([(148, 210)] * 4, (), ())
    root = read(made.content).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == (language, True)  # type: ignore[index]
    assert set(fonts_of(read(made.content)).values()) == {True}


@pytest.mark.parametrize("language", sorted(BY_CODE))
def test_the_folded_programme_is_one_sheet_in_every_language(language: str) -> None:
    made = printed(programme.folded, school_lunch().pk, language)
    assert (millimetres(made), made.unwritten) == ([(297, 210)] * 2, ())
    outside, inside = texts(made)
    assert ("Folkets hus" in outside, "Samtal" in inside) == (True, True)


@pytest.mark.parametrize(("language", "front_is_left"), [("sv", False), ("ar", True)])
def test_the_front_stands_where_the_fold_wants_it(language: str, front_is_left: bool) -> None:
    """Outside, the front is the right half of the sheet; for a book from right to left, the left one."""
    made = printed(programme.folded, school_lunch().pk, language)
    places: dict[str, float] = {}

    def note(text: str, _cm: Any, matrix: Any, _font: Any, _size: Any) -> None:
        places.setdefault(text.strip(), _cm[4] + matrix[4])

    read(made.content).pages[0].extract_text(visitor_text=note)
    half = float(read(made.content).pages[0].mediabox.width) / 2
    at = next(place for text, place in places.items() if "Folkets hus" in text)
    assert (at < half) is front_is_left


def test_swedish_among_another_language_is_marked() -> None:
    event = school_lunch()
    html = programme.folded(event.pk, "ar").versions[0]
    assert '<span lang="sv" dir="ltr" class="is-swedish">Samtal</span>' in html
    assert '<span lang="ar" dir="rtl">مرحبا</span>' in html
    assert 'class="marked"' in html
    assert "is-swedish" not in programme.folded(event.pk, "sv").versions[0]


def test_phrases_without_a_translation_are_swedish_and_say_so() -> None:
    spoken = {code: paper.said("Programme", code) for code in ("sv", "en", "ti")}
    assert {code: (text.text, text.language, text.is_fallback) for code, text in spoken.items()} == {
        "sv": ("Program", "sv", False),
        "en": ("Programme", "en", False),
        "ti": ("Program", "sv", True),
    }


def test_long_texts_are_set_smaller_until_they_fit() -> None:
    long = {"sv": "Vad behöver vi för att våga fråga varandra om hjälp när något är svårt? " * 4}
    agenda = [AgendaDraft(dt.time(12, 15 + number), 1, {"sv": f"Punkt {number} i programmet"}) for number in range(16)]
    event = build.lunch(questions=[long] * 6, agenda=agenda, texts={"title": {"sv": "Lunch"}})
    manuscript = programme.folded(event.pk, "sv")
    made = printed(programme.folded, event.pk)
    assert (made.pages, len(manuscript.versions)) == (2, 4)
    assert in_order(texts(made)[1], "Punkt 0", "Punkt 15", "Vad behöver", "är svårt?")


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(300, 300, (13.0, 13.0)), (1200, 300, (34.6, 8.7)), (4000, 300, (48.0, 3.6)), (100, 400, (3.2, 13.0))],
)
def test_logos_of_every_shape_weigh_the_same(width: int, height: int, expected: tuple[float, float]) -> None:
    wide, tall = programme.logo_size(width, height)
    assert (round(wide, 1), round(tall, 1)) == expected


def door_lunch() -> Any:
    event, earlier = school_lunch(), build.lunch(dt.date(2024, 2, 1), now=build.WEEKS_BEFORE - dt.timedelta(days=60))
    known = build.member(name="Åsa", said_as="Å-sa", photo_answer="yes")
    new = build.member(name="Zeynep", photo_answer="no")
    Attendance.objects.create(event=earlier, member=known, arrived_at=earlier.starts_at)
    build.says(event, known, children=2, companions=1)
    build.says(event, new)
    build.says(event, build.member(name="Berit"), False)
    return event


def test_the_door_list_is_in_the_order_of_the_alphabet() -> None:
    made = printed(door.door_list, door_lunch().pk)
    text = " ".join(texts(made))
    assert in_order(text, "torsdag 7 mars 2024", "Zeynep", "Åsa", "Å-sa", "2 barn", "1 i sällskap")
    assert "Berit" not in text
    assert millimetres(made) == [(210, 297)] * made.pages


def test_the_door_list_marks_who_is_new_and_who_is_not_pictured() -> None:
    rows = door.door_list(door_lunch().pk).versions[0].split('<td class="tick">')[1:3]
    marks = [('class="new"' in row, 'src="picture:camera-off"' in row) for row in rows]
    assert marks == [(True, True), (False, False)]


def test_the_kitchen_counts_a_person_with_two_needs_once() -> None:
    event = school_lunch()
    for needs, note, more in (
        (["halal", "no_nuts"], "Utan lök", 1),
        (["no_nuts", "halal"], "", 0),
        (["vegan"], "Inte stark mat", 0),
        ([], "Liten portion", 0),
        ([], "", 0),
    ):
        build.says(event, build.member(name="Hemlig"), food_needs=needs, food_note=note, children=more)
    build.says(event, build.member(), False)
    with translation.override("sv"):
        counted = kitchen.kitchen_of(event)
    assert (counted.portions, counted.children, counted.has_combinations) == (6, 1, True)
    assert counted.plain == Dish((), 3, ("Liten portion",))
    assert counted.dishes == (
        Dish(("halal", "inga nötter"), 2, ("Utan lök",)),
        Dish(("veganskt",), 1, ("Inte stark mat",)),
    )
    assert counted.totals == (("halal", 2), ("veganskt", 1), ("inga nötter", 2))
    text = " ".join(texts(printed(kitchen.kitchen_list, event.pk)))
    assert in_order(text, "torsdag 7 mars 2024", "halal + inga nötter", "Utan lök", "veganskt")
    assert "Hemlig" not in text


def test_the_photo_list_takes_silence_for_a_no() -> None:
    event = school_lunch()
    for name, answer in (("Örjan", "yes"), ("Anna", "yes"), ("Nej", "no"), ("Tyst", "not_asked")):
        build.says(event, build.member(name=name, photo_answer=answer))
    hidden = build.says(event, build.member(name="Alias", is_protected=True, photo_answer="no"))
    Rsvp.objects.filter(pk=hidden.pk).update(photo_answer="yes")  # whatever went wrong elsewhere
    assert photos.names_by_answer(event) == {
        "no": ["Alias", "Nej"],
        "not_asked": ["Tyst"],
        "yes": ["Anna", "Örjan"],
    }
    text = " ".join(texts(printed(photos.photo_list, event.pk)))
    assert in_order(text, "Alias", "Nej", "Tyst", "Anna", "Örjan")
    assert "skydd" not in text.lower()


def test_papers_of_a_lunch_long_ago_say_that_the_answers_are_forgotten() -> None:
    event = school_lunch()
    build.says(event, build.member(name="Hemlig", photo_answer="yes"), food_needs=["halal", "no_nuts"], children=1)
    forget_food(timezone.now())
    papers = {name: " ".join(texts(printed(builder, event.pk))) for name, builder in zip("dkp", LISTS, strict=True)}
    with translation.override("sv"):
        pictures = gettext("What each said of pictures was forgotten seven days after the lunch.")
        food = gettext("Who needed what was forgotten seven days after the lunch. The numbers stay.")
    assert in_order(papers["d"], pictures, "Hemlig")
    assert in_order(papers["k"], "2", food, "<5 halal <5 inga nötter")
    assert in_order(papers["p"], pictures)
    assert ["äter allt" in papers["k"], "Hemlig" in papers["p"]] == [False, False]
    assert "picture:camera-off" not in door.door_list(event.pk).versions[0]


LISTS = (door.door_list, kitchen.kitchen_list, photos.photo_list)


@pytest.mark.parametrize("builder", [*LISTS, programme.folded])
def test_three_hundred_cost_as_many_queries_as_three(
    builder: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    allowed = {door.door_list: 7, kitchen.kitchen_list: 3, photos.photo_list: 3, programme.folded: 5}[builder]
    for count in (3, 300):
        event = build.lunch(capacity=300)
        people = [build.member(name=f"Amina {number}") for number in range(3)]
        if count > 3:
            people += type(people[0]).objects.bulk_create(
                type(people[0])(name=f"Amina {number}", email=f"a{number}@example.org") for number in range(count - 3)
            )
        Rsvp.objects.bulk_create(
            Rsvp(event=event, member=one, status="yes", queued_at=build.WEEKS_BEFORE, answered_at=build.WEEKS_BEFORE)
            for one in people
        )
        with django_assert_num_queries(allowed):
            builder(event.pk, "sv")


@pytest.mark.parametrize("builder", [*LISTS, programme.folded, programme.page_by_page])
def test_the_same_lunch_gives_the_same_paper_and_a_missing_one_none(builder: Callable[..., Any]) -> None:
    event = door_lunch()
    assert builder(event.pk, "sv").revision == builder(event.pk, "sv").revision
    with pytest.raises(SubjectGone):
        builder(uuid.uuid4(), "sv")


@pytest.mark.parametrize("builder", [*LISTS, programme.folded, programme.page_by_page])
def test_every_picture_is_described(builder: Callable[..., Any]) -> None:
    pictures = list(figures_of(read(printed(builder, door_lunch().pk).content)))
    assert (pictures == []) is (builder in (kitchen.kitchen_list, photos.photo_list))
    assert [picture for picture in pictures if not picture.get("/Alt")] == []


@pytest.mark.parametrize("builder", LISTS)
def test_a_list_has_heads_that_a_screen_reader_finds(builder: Callable[..., Any]) -> None:
    tags = set(tags_of(read(printed(builder, door_lunch().pk).content)))
    assert {"H1", "H2", "P"} - tags == set()


def test_sponsors_stand_in_the_order_that_staff_gave() -> None:
    event = school_lunch()
    names = [one.sponsor.name for one in event.sponsorships.select_related("sponsor")]
    assert names == ["Barilla", "tam"]
    Sponsor.objects.filter(name="tam").update(name="tam & co")
    assert 'alt="tam &amp; co"' in programme.folded(event.pk, "sv").versions[0]


def test_every_kind_is_registered_and_described() -> None:
    permissions = {name: kind_of(name).permission for name in ABOUT}
    assert permissions == {
        "events.programme": "events.view_event",
        "events.programme_pages": "events.view_event",
        "events.kitchen": "events.change_rsvp",
        "events.door": "events.change_rsvp",
        "events.photos": "events.change_rsvp",
    }
    assert [name for name in ABOUT if not kind_of(name).is_personal] == ["events.programme", "events.programme_pages"]
