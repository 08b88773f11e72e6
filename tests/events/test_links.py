"""A signed link opens one answer; anything else is refused."""

import random
import string
import time

import pytest
from django.core import signing

from events.errors import LinkBroken, LinkOld, LinkRevoked, LunchError
from events.links import read_answer_link, sign_answer_link
from events.models import Invitation
from events.services.links import revoke_answer_link
from events.services.planning import cancel_lunch
from members.links import sign_mute_link
from members.models import Member
from tests.events.post import at, invited
from tests.factories.events import AFTER_LUNCH, WEEKS_BEFORE, lunch, member

pytestmark = pytest.mark.django_db

ALPHABET = string.ascii_letters + string.digits + "-_:."


@pytest.fixture
def invitation() -> Invitation:
    return invited(lunch(), member())


def refusal(token: str, now: object = WEEKS_BEFORE) -> type[LunchError]:
    with pytest.raises(LunchError) as refused:
        read_answer_link(token, now)  # type: ignore[arg-type]
    return refused.type


def test_a_link_is_read_back(invitation: Invitation) -> None:
    token = sign_answer_link(invitation)
    assert read_answer_link(token, WEEKS_BEFORE) == invitation
    assert set(token) <= set(ALPHABET)
    assert len(token) < 80


def test_the_page_behind_it_needs_one_query(invitation: Invitation, django_assert_num_queries: object) -> None:
    token = sign_answer_link(invitation)
    with django_assert_num_queries(1):  # type: ignore[operator]
        read = read_answer_link(token, WEEKS_BEFORE)
        assert (read.event.venue.name, read.event.chapter.slug, read.member.pk) == (
            "Folkets hus", "jarva", invitation.member_id,
        )  # fmt: skip


def mutation(token: str, chance: random.Random) -> str:
    """The token with a letter changed, added or taken out, two swapped, cut short, doubled, or in another case."""
    place = chance.randrange(len(token))
    letter = chance.choice(ALPHABET + "=+/ %åي\x00\u200f")
    other = chance.randrange(len(token))
    swapped = list(token)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return chance.choice(
        [
            token[:place] + letter + token[place + 1 :],
            token[:place] + letter + token[place:],
            token[:place] + token[place + 1 :],
            "".join(swapped),
            token[:place],
            token[place:],
            token[:place] + token[place:].swapcase(),
            token + token[place:],
            token + letter,
        ]
    )


def test_ten_thousand_mutations_are_refused(invitation: Invitation) -> None:
    others = [sign_answer_link(invited(invitation.event, member())) for _ in range(3)]
    token = sign_answer_link(invitation)
    chance = random.Random(20240307)
    mutants = {mutation(mutation(token, chance) or token, chance) for _ in range(12_000)} - {token}
    mutants |= {ours.rpartition(":")[0] + ":" + token.rpartition(":")[2] for ours in others}
    assert len(mutants) >= 10_000
    begun = time.perf_counter()
    assert {refusal(mutant) for mutant in mutants} == {LinkBroken}
    assert time.perf_counter() - begun < 20


def test_links_made_for_other_purposes_are_refused(invitation: Invitation) -> None:
    text = sign_answer_link(invitation).rpartition(":")[0]
    foreign = signing.Signer(salt="events.answer-links").sign(text)
    assert [refusal(token) for token in (foreign, sign_mute_link(invitation.member), text, "", "a" * 5000)] == [
        LinkBroken
    ] * 5


def test_signed_nonsense_is_refused() -> None:
    signer = signing.Signer(salt="events.answer-link")
    assert [refusal(signer.sign(text)) for text in ("x", "AAAA:1", f"{'A' * 22}:one", ":", "")] == [LinkBroken] * 5


def test_a_link_dies_with_its_lunch(invitation: Invitation) -> None:
    token = sign_answer_link(invitation)
    assert read_answer_link(token, at("2024-03-07 13:59")) == invitation
    assert refusal(token, at("2024-03-07 14:00")) is LinkOld
    assert refusal(token, AFTER_LUNCH) is LinkOld


def test_a_revoked_link_is_dead_and_the_next_one_works(invitation: Invitation) -> None:
    old = sign_answer_link(invitation)
    renewed = revoke_answer_link(invitation_id=invitation.pk, actor=invitation.member, now=WEEKS_BEFORE)
    assert refusal(old) is LinkRevoked
    assert read_answer_link(sign_answer_link(renewed), WEEKS_BEFORE) == invitation


def test_a_link_of_somebody_who_left_is_dead(invitation: Invitation) -> None:
    token = sign_answer_link(invitation)
    Member.objects.filter(pk=invitation.member_id).update(is_active=False)
    assert refusal(token) is LinkRevoked
    invitation.member.delete()
    assert refusal(token) is LinkRevoked


def test_the_link_of_a_cancelled_lunch_still_opens_its_page(invitation: Invitation) -> None:
    token = sign_answer_link(invitation)
    cancel_lunch(actor=invitation.member, event_id=invitation.event_id, now=WEEKS_BEFORE)
    assert read_answer_link(token, WEEKS_BEFORE).event.status == "cancelled"
