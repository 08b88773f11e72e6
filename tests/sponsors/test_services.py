"""Saving and deleting a sponsor with her logo."""

import pytest
from django.utils import timezone

from sponsors.errors import SponsorInUse, SponsorTaken, SponsorUnknown
from sponsors.models import Logo, Sponsor
from sponsors.pictures import Picture, digest_of, picture_of
from sponsors.services import delete_sponsor, save_sponsor
from sponsors.uploads import redrawn
from tests.factories.events import draft_lunch, member
from tests.factories.sponsors import encoded, picture, sponsor, upload
from wow.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    entries = AuditEntry.objects.filter(action__startswith="sponsor.")
    return sorted(entries.values_list("action", flat=True))


def save(row: Sponsor, logo: Picture | None = None, *, removes_logo: bool = False) -> Sponsor:
    return save_sponsor(actor=member(), sponsor=row, logo=logo, removes_logo=removes_logo, now=timezone.now())


def test_a_new_sponsor_has_an_address_of_its_own() -> None:
    slugs = [sponsor(name).slug for name in ("Åhus bageri", "Åhus Bageri!", "شركة", "شركة الأمل")]
    assert slugs == ["ahus-bageri", "ahus-bageri-2", "sponsor", "sponsor-2"]


def test_a_logo_is_stored_once_and_found_by_its_content() -> None:
    row, logo = sponsor(), redrawn(upload())
    save(row, logo)
    save(row, logo)
    stored = Logo.objects.get()
    assert (bytes(stored.content), stored.digest) == (logo.content, digest_of(logo.content))
    assert acts() == ["sponsor.changed", "sponsor.changed", "sponsor.created", "sponsor.logo_set"]


def test_a_new_logo_takes_the_place_of_the_old_one() -> None:
    row = sponsor(has_logo=True)
    other = redrawn(upload(encoded(picture(colour="green"))))
    save(row, other)
    assert [bytes(stored.content) for stored in Logo.objects.all()] == [other.content]


def test_a_logo_that_is_taken_away_leaves_the_drawn_name() -> None:
    row = sponsor(has_logo=True)
    assert picture_of(row).media_type == "image/png"
    for _time in range(2):
        save(row, removes_logo=True)
    assert (picture_of(row).media_type, Logo.objects.count(), acts().count("sponsor.logo_removed")) == (
        "image/svg+xml",
        0,
        1,
    )


def test_a_sponsor_of_no_lunch_can_be_deleted_once() -> None:
    row = sponsor(has_logo=True)
    twin = Sponsor.objects.get(pk=row.pk)
    delete_sponsor(actor=member(), sponsor=row, now=timezone.now())
    with pytest.raises(SponsorUnknown):
        delete_sponsor(actor=member(), sponsor=twin, now=timezone.now())
    assert (Sponsor.objects.count(), Logo.objects.count(), acts().count("sponsor.deleted")) == (0, 0, 1)


def test_a_sponsor_of_lunches_stays() -> None:
    row = sponsor(has_logo=True)
    for event in (draft_lunch(), draft_lunch()):
        event.sponsorships.create(sponsor=row)
    with pytest.raises(SponsorInUse) as refused:
        delete_sponsor(actor=member(), sponsor=row, now=timezone.now())
    assert (refused.value.uses, Logo.objects.count(), "sponsor.deleted" in acts()) == (2, 1, False)


def test_the_second_sponsor_of_a_name_is_refused_and_changes_nothing() -> None:
    sponsor("Nordea")
    with pytest.raises(SponsorTaken):
        save(Sponsor(name="Nordea"), redrawn(upload()))
    assert (Sponsor.objects.count(), Logo.objects.count(), acts()) == (1, 0, ["sponsor.created"])


def test_a_deleted_sponsor_cannot_be_saved() -> None:
    row = sponsor()
    Sponsor.objects.all().delete()
    with pytest.raises(SponsorUnknown):
        save(row)
    assert Sponsor.objects.count() == 0
