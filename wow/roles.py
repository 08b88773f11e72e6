"""Who may do what on the staff pages: five groups, written out. Synchronised after every migrate."""

from typing import Any

VIEW, CHANGE, ADD, DELETE = "view", "change", "add", "delete"
ALL = (VIEW, CHANGE, ADD, DELETE)
KEEP = (VIEW, CHANGE, ADD)  # nothing that members have answered is ever deleted by hand

Rights = dict[str, tuple[str, ...]]

LUNCHES: Rights = {
    "events.event": KEEP,
    "events.venue": KEEP,
    "events.agendaitem": ALL,
    "events.discussionquestion": ALL,
    "events.lunchsponsor": ALL,
    "events.invitation": (VIEW,),
    "events.rsvp": KEEP,
    "events.greetershift": ALL,
    "events.attendance": (VIEW,),
}
ROLES: dict[str, Rights] = {
    # The WOW team: lunches from beginning to end, members, what was sent.
    "staff": {
        **LUNCHES,
        "members.member": KEEP,
        "members.memberlanguage": ALL,
        "members.chapter": KEEP,
        "sponsors.sponsor": ALL,  # one that gave to a lunch is kept by the database
        "members.consent": (VIEW,),
        "outbox.message": (VIEW, CHANGE),
        "languages.publiclanguage": (VIEW,),
        "audit.auditentry": (VIEW,),
    },
    # The volunteer at the door: sees who comes, nothing else.
    "greeter": {"events.event": (VIEW,), "events.venue": (VIEW,), "events.rsvp": (VIEW,)},
    # Social services: their pages come later; the programme of a lunch they may read now.
    "strategist": {"events.event": (VIEW,), "events.agendaitem": (VIEW,), "events.discussionquestion": (VIEW,)},
    # Kulturtolkar: the texts of lunches in their languages.
    "translator": {
        "events.event": (VIEW,),
        "events.agendaitem": (VIEW,),
        "events.discussionquestion": (VIEW,),
        "languages.publiclanguage": (VIEW, CHANGE, ADD),
    },
    # The few who know who lives under a protected identity.
    "safeguarding": {
        "members.member": (VIEW, CHANGE, "see_protected"),
        "members.memberlanguage": (VIEW,),
        "members.consent": (VIEW,),
        "audit.auditentry": (VIEW,),
    },
}


def codenames(rights: Rights) -> set[tuple[str, str]]:
    """The permissions of one role as (app label, codename); a right with an underscore is a codename already."""
    return {
        (model.split(".")[0], right if "_" in right else f"{right}_{model.split('.')[1]}")
        for model, wanted in rights.items()
        for right in wanted
    }


def sync_roles(**_signal: Any) -> None:
    """Make every group hold exactly the rights above. Rights whose app is not migrated yet come with the next call."""
    from django.contrib.auth.models import Group, Permission

    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, rights in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[wanted] for wanted in codenames(rights) if wanted in known])
