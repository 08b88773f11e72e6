"""The sections of My page: what each shows, which form changes it, which service saves it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from members.enums import FoodNeed, PhotoAnswer, Skill
from members.forms import profile
from members.forms.fields import OFF, ON
from members.models import Chapter, Member, MemberLanguage
from members.services import ProfileChanges, set_background, set_messages, set_photo_answer, update_profile
from wow.prepared import Blank, ask

SOURCE = "my page"
Cleaned = Mapping[str, Any]
HER, HER_CHAPTER = Blank(MemberLanguage, "member"), Blank(Chapter, "id")


@dataclass(frozen=True)
class Saving:
    """Who saves, when, and which language the words were in that she agreed to."""

    member: Member
    language: str
    now: dt.datetime


@dataclass(frozen=True, eq=False)  # each is itself alone, which {% steady %} keeps its words by
class Section:
    """One card and one screen. `shown` is what stands now, in words; `explanation` what the answer is used for."""

    slug: str
    title: str | Promise
    icon: str
    form: type[forms.Form]
    shown: Callable[[Member], str]
    initial: Callable[[Member], dict[str, Any]]
    save: Callable[[Saving, Cleaned], Member]
    explanation: str | Promise = ""


def _profile(*names: str) -> Callable[[Saving, Cleaned], Member]:
    def save(saving: Saving, cleaned: Cleaned) -> Member:
        values: dict[str, Any] = {
            name: tuple(cleaned[name]) if isinstance(cleaned[name], list) else cleaned[name] for name in names
        }
        changes = ProfileChanges(**values)
        return update_profile(member=saving.member, actor=saving.member, changes=changes, now=saving.now)

    return save


def _save_languages(saving: Saving, cleaned: Cleaned) -> Member:
    languages = dict.fromkeys(cleaned["speaks"], Skill.SPEAKS.value)
    languages |= dict.fromkeys(cleaned["practises"], Skill.PRACTISES.value)
    changes = ProfileChanges(languages=languages)
    return update_profile(member=saving.member, actor=saving.member, changes=changes, now=saving.now)


def _save_background(saving: Saving, cleaned: Cleaned) -> Member:
    return set_background(
        member=saving.member, background=cleaned["background"], language=saving.language, source=SOURCE, now=saving.now
    )


def _save_pictures(saving: Saving, cleaned: Cleaned) -> Member:
    return set_photo_answer(
        member=saving.member, answer=cleaned["photo_answer"], language=saving.language, source=SOURCE, now=saving.now
    )


def _save_messages(saving: Saving, cleaned: Cleaned) -> Member:
    return set_messages(
        member=saving.member,
        wanted=cleaned["wants_messages"] == ON,
        language=saving.language,
        source=SOURCE,
        now=saving.now,
    )


def _languages(member: Member) -> dict[str, list[Any]]:
    lines: dict[str, list[Any]] = {Skill.SPEAKS.value: [], Skill.PRACTISES.value: []}
    for line in ask("languages of a member", _lines_of_one, {HER: member.pk}):
        lines[line.skill].append(line)
    return lines


def _lines_of_one() -> QuerySet[MemberLanguage]:
    return MemberLanguage.objects.filter(member_id=HER.stand_in)


def _shown_languages(member: Member) -> str:
    lines = _languages(member)
    parts = []
    for skill, words in ((Skill.SPEAKS, now_("I speak")), (Skill.PRACTISES, now_("I want to practise"))):
        if lines[skill.value]:
            parts.append(f"{words}: {', '.join(str(line) for line in lines[skill.value])}")
    return "\n".join(parts)


def _initial_languages(member: Member) -> dict[str, Any]:
    return {skill: [line.code for line in lines] for skill, lines in _languages(member).items()}


def _shown_chapter(member: Member) -> str:
    found = ask("chapter of a member", _one_chapter, {HER_CHAPTER: member.chapter_id}) if member.chapter_id else []
    return "".join(str(chapter) for chapter in found)


def _one_chapter() -> QuerySet[Chapter]:
    return Chapter.objects.filter(pk=HER_CHAPTER.stand_in)


def _shown_food(member: Member) -> str:
    labels = dict(FoodNeed.choices)
    return capfirst(", ".join([*(str(labels[code]) for code in member.food_needs if code in labels), *_note(member)]))


def _note(member: Member) -> list[str]:
    return [member.food_note] if member.food_note else []


def _shown_messages(member: Member) -> str:
    return now_("Yes, write to me") if member.wants_messages else now_("No, do not write to me")


def _field(name: str) -> Callable[[Member], dict[str, Any]]:
    return lambda member: {name: getattr(member, name)}


SECTIONS: tuple[Section, ...] = (
    Section("name", _("Name"), "person", profile.NameForm, lambda one: one.name, _field("name"), _profile("name")),
    Section(
        "said-as",
        _("How your name is said"),
        "listen",
        profile.SaidAsForm,
        lambda one: one.said_as,
        _field("said_as"),
        _profile("said_as"),
        _("So that whoever greets you at the door says your name right. You may leave it empty."),
    ),
    Section(
        "language",
        _("Language"),
        "language",
        profile.LanguageForm,
        lambda one: str(one.get_preferred_language_display()),
        _field("preferred_language"),
        _profile("preferred_language"),
    ),
    Section(
        "languages",
        _("Languages I speak and practise"),
        "talk",
        profile.LanguagesForm,
        _shown_languages,
        _initial_languages,
        _save_languages,
        _("So that somebody at the table understands you, and you may practise."),
    ),
    Section(
        "chapter",
        _("Place"),
        "place",
        profile.ChapterForm,
        _shown_chapter,
        _field("chapter"),
        _profile("chapter"),
    ),
    Section(
        "background",
        _("Background"),
        "people",
        profile.BackgroundForm,
        lambda one: str(one.get_background_display()),
        _field("background"),
        _save_background,
        _(
            "We sit every other seat: somebody established in Sweden beside somebody new in Sweden. "
            "If you answer, you agree that we use the answer for seats, pairs and groups, and nothing else. "
            "Only our staff see it. Take it back when you want: choose that you do not want to say."
        ),
    ),
    Section(
        "food",
        _("Food"),
        "food",
        profile.FoodForm,
        _shown_food,
        lambda one: {"food_needs": one.food_needs, "food_note": one.food_note},
        _profile("food_needs", "food_note"),
        _("The kitchen gets the numbers, not your name."),
    ),
    Section(
        "pictures",
        _("Pictures"),
        "camera",
        profile.PicturesForm,
        lambda one: capfirst(one.get_photo_answer_display()),
        lambda one: {"photo_answer": one.photo_answer if one.photo_answer != PhotoAnswer.NOT_ASKED else None},
        _save_pictures,
        _("We take pictures at our meetings. We show you in one only if you say yes. You can change your mind."),
    ),
    Section(
        "messages",
        _("Messages"),
        "mail",
        profile.MessagesForm,
        _shown_messages,
        lambda one: {"wants_messages": ON if one.wants_messages else OFF},
        _save_messages,
    ),
)
BY_SLUG: dict[str, Section] = {section.slug: section for section in SECTIONS}
