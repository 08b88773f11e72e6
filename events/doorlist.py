"""The list at the door: one row for each who is expected or here, one for each who may still come unannounced."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.door import Arrivals, Whom, first_timers
from events.enums import RsvpStatus
from events.models import Attendance, Event, Rsvp
from members.enums import PhotoAnswer, Skill
from members.models import Member, MemberLanguage
from wow.i18n.alphabet import alphabetical, swedish_letters

SHOWN = ("id", "name", "said_as", "photo_answer", "is_protected")


@dataclass(frozen=True)
class DoorRow:
    """Somebody at the door. `came_at` is empty until she is here; a guest without an account may have no name.

    `is_pictured` is true only for a yes to pictures; it looks the same for whoever was never asked.
    """

    whom: Whom
    name: str
    said_as: str = ""
    is_expected: bool = False
    is_new: bool = False
    is_pictured: bool = False
    languages: tuple[str, ...] = ()
    children: int = 0
    companions: int = 0
    came_at: dt.datetime | None = None

    @property
    def party_size(self) -> int:
        """How many she is with all who come with her."""
        return 1 + self.children + self.companions

    @property
    def letter(self) -> str:
        """Under which letter she stands."""
        return swedish_letters(self.name)[:1].upper()


@dataclass(frozen=True)
class DoorList:
    """Everybody on the page of one door. `expected` holds also those who came unannounced and are here.

    `ordered` is for how many people there is food: what everybody with a seat said.
    """

    expected: tuple[DoorRow, ...]
    others: tuple[DoorRow, ...]
    ordered: int

    @property
    def arrivals(self) -> Arrivals:
        """The figures, counted from the rows themselves."""
        here = [row for row in self.expected if row.came_at]
        return Arrivals(
            expected=self.ordered,
            came=sum(row.party_size for row in here),
            children=sum(row.children for row in here),
            walk_ins=sum(row.party_size for row in here if not row.is_expected),
            new_faces=sum(row.is_new for row in here),
            parties=len(here),
        )

    @property
    def in_all(self) -> int:
        """How many people there will be when everybody who said yes has come."""
        return sum(row.party_size for row in self.expected)

    def row_of(self, whom: Whom) -> DoorRow | None:
        """Her row, expected or not."""
        return next((row for row in (*self.expected, *self.others) if row.whom == whom), None)


def by_letter(rows: Iterable[DoorRow]) -> list[tuple[str, list[DoorRow]]]:
    """The rows under their letters; they must be in order."""
    return [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: row.letter)]


def in_order(rows: Iterable[DoorRow]) -> tuple[DoorRow, ...]:
    """By name as a Swedish reader looks for it; guests without a name come last."""
    return tuple(sorted(rows, key=lambda row: (not row.name, alphabetical(row.name), row.whom.key)))


def door_list(event: Event) -> DoorList:
    """Everybody who is expected, is here or may come unannounced; five queries, however many they are."""
    answers = {answer.member_id: answer for answer in _answers(event)}
    arrived = list(Attendance.objects.filter(event=event).select_related("member").order_by("arrived_at"))
    new, here = first_timers(event), {attendance.member_id for attendance in arrived}
    seated = {key: answer for key, answer in answers.items() if answer.status == RsvpStatus.YES}
    languages = _languages(new)
    awaited = [
        replace(_member_row(answer.member, answer), is_new=key in new, languages=languages.get(key, ()))
        for key, answer in seated.items()
        if key not in here and answer.member.is_active
    ]
    came = [_came(attendance, answers, languages) for attendance in arrived]
    others = [_member_row(one, answers.get(one.pk)) for one in _others(event) if one.pk not in here]
    ordered = sum(answer.party_size for answer in seated.values())
    return DoorList(in_order([*awaited, *came]), in_order(others), ordered)


def _answers(event: Event) -> QuerySet[Rsvp]:
    shown = ("event_id", "status", "children", "companions", "photo_answer")
    people = (f"member__{name}" for name in (*SHOWN, "is_active"))
    return Rsvp.objects.filter(event=event).select_related("member").only(*shown, *people)


def _others(event: Event) -> QuerySet[Member]:
    """Active members of the chapter, and who answered from elsewhere, without a seat at this lunch."""
    answers = Rsvp.objects.filter(event=event, member=OuterRef("pk"))
    asked = Q(chapter_id=event.chapter_id) | Exists(answers)
    found: QuerySet[Member] = Member.objects.active().filter(asked, ~Exists(answers.coming())).only(*SHOWN)
    return found


def _languages(members: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """What they speak, in words: so that a new face meets a greeter with a language in common."""
    spoken: dict[UUID, tuple[str, ...]] = {}
    for line in MemberLanguage.objects.filter(member__in=members, skill=Skill.SPEAKS):
        spoken[line.member_id] = (*spoken.get(line.member_id, ()), str(line))
    return spoken


def _member_row(member: Member, answer: Rsvp | None) -> DoorRow:
    is_expected = answer is not None and answer.status == RsvpStatus.YES
    return DoorRow(
        whom=Whom(member.pk),
        name=member.name,
        said_as=member.said_as,
        is_expected=is_expected,
        is_pictured=_is_pictured(member, answer),
        children=answer.children if answer and is_expected else 0,
        companions=answer.companions if answer and is_expected else 0,
    )


def _is_pictured(member: Member, answer: Rsvp | None) -> bool:
    """Her word for this lunch, else her word for all; a protected member never, unknown is not yes."""
    word = answer.photo_answer if answer else member.photo_answer
    return word == PhotoAnswer.YES and not member.is_protected


def _came(attendance: Attendance, answers: dict[UUID, Rsvp], languages: dict[UUID, tuple[str, ...]]) -> DoorRow:
    member = attendance.member
    if member is None:
        row = DoorRow(whom=Whom(attendance.pk, is_guest=True), name=attendance.guest_name)
    else:
        row = replace(_member_row(member, answers.get(member.pk)), languages=languages.get(member.pk, ()))
    return replace(
        row,
        is_new=attendance.is_first_time,
        children=attendance.children,
        companions=attendance.companions,
        came_at=attendance.arrived_at,
    )
