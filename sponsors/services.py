"""Every change of a sponsor: saved with her logo, or deleted."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from members.models import Member
from sponsors.errors import SponsorInUse, SponsorTaken, SponsorUnknown
from sponsors.models import Logo, Sponsor
from sponsors.pictures import Picture, digest_of
from wow.audit.record import record

UNNAMED = "sponsor"  # the address of a name without a Latin letter


def save_sponsor(
    *, actor: Member | None, sponsor: Sponsor, now: dt.datetime, logo: Picture | None = None, removes_logo: bool = False
) -> Sponsor:
    """Store what staff edited. `logo` takes the place of the one before; with `removes_logo` there is none afterwards.

    Saving the same twice leaves one sponsor with one logo. Raises SponsorUnknown when somebody has deleted her, and
    SponsorTaken when somebody else was first with the name; both leave everything as it was.
    """
    with transaction.atomic():
        is_new = sponsor._state.adding
        if is_new:
            sponsor.slug = _free_slug(sponsor.name)
        else:
            _lock(sponsor)
        _write(sponsor)
        record(actor=actor, action="sponsor.created" if is_new else "sponsor.changed", row=sponsor, now=now)
        if logo is not None:
            _set_logo(actor, sponsor, logo, now)
        elif removes_logo:
            _remove_logo(actor, sponsor, now)
    return sponsor


def delete_sponsor(*, actor: Member | None, sponsor: Sponsor, now: dt.datetime) -> None:
    """Delete a sponsor that no lunch has thanked, with her logo.

    Raises SponsorInUse, and SponsorUnknown when she is gone already.
    """
    with transaction.atomic():
        _lock(sponsor)
        record(actor=actor, action="sponsor.deleted", row=sponsor, now=now)
        try:
            sponsor.delete()
        except ProtectedError as error:
            raise SponsorInUse(len(error.protected_objects)) from error


def _lock(sponsor: Sponsor) -> None:
    if not Sponsor.objects.select_for_update().filter(pk=sponsor.pk).exists():
        raise SponsorUnknown


def _write(sponsor: Sponsor) -> None:
    try:
        with transaction.atomic():
            sponsor.save()
    except IntegrityError as error:
        raise SponsorTaken from error


def _free_slug(name: str) -> str:
    wanted = slugify(name) or UNNAMED
    taken = set(Sponsor.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _set_logo(actor: Member | None, sponsor: Sponsor, logo: Picture, now: dt.datetime) -> None:
    digest = digest_of(logo.content)
    if Logo.objects.filter(sponsor=sponsor, digest=digest).exists():
        return
    values = {
        "content": logo.content,
        "media_type": logo.media_type,
        "width": logo.width,
        "height": logo.height,
        "digest": digest,
        "uploaded_at": now,
    }
    stored, _is_new = Logo.objects.update_or_create(sponsor=sponsor, defaults=values)
    sponsor.logo = stored
    record(actor=actor, action="sponsor.logo_set", row=sponsor, now=now, note=f"logo={stored}")


def _remove_logo(actor: Member | None, sponsor: Sponsor, now: dt.datetime) -> None:
    logo = Logo.objects.filter(sponsor=sponsor).first()
    if logo is None:
        return
    logo.delete()
    sponsor.refresh_from_db(fields=["logo"])
    record(actor=actor, action="sponsor.logo_removed", row=sponsor, now=now, note=f"logo={logo}")
