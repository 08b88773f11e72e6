"""A member's e-mail stands in two tables that move together: ours, and allauth's, which knows if it is verified."""

from allauth.account.models import EmailAddress

from members.errors import AddressTaken, PhoneTaken
from members.models import Member


def keep_address_in_step(member: Member) -> None:
    """Make allauth's table hold exactly the member's own address; a new one is unverified until she types a code."""
    kept = EmailAddress.objects.filter(user=member)
    if not member.email:
        kept.delete()
        return
    kept.exclude(email=member.email).delete()
    EmailAddress.objects.get_or_create(user=member, email=member.email, defaults={"verified": False, "primary": True})


def refuse_taken_contact(*, email: str | None, phone: str | None, but: Member | None = None) -> None:
    """Raise AddressTaken or PhoneTaken when another member has one of them."""
    others = Member.objects.exclude(pk=but.pk) if but else Member.objects.all()
    if email and others.filter(email=email).exists():
        raise AddressTaken
    if phone and others.filter(phone=phone).exists():
        raise PhoneTaken
