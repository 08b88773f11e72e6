"""The groups hold exactly what wow/roles.py says."""

import pytest
from django.contrib.auth.models import Group, Permission

from wow.roles import ROLES, codenames, sync_roles

pytestmark = pytest.mark.django_db


def rights_of(name: str) -> set[tuple[str, str]]:
    rows = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    return set(rows)


@pytest.mark.parametrize("name", sorted(ROLES))
def test_every_right_exists_and_is_given(name: str) -> None:
    assert rights_of(name) == codenames(ROLES[name])


def test_a_right_added_by_hand_is_taken_back() -> None:
    group = Group.objects.get(name="greeter")
    group.permissions.add(Permission.objects.get(codename="delete_member"))
    sync_roles()
    assert rights_of("greeter") == codenames(ROLES["greeter"])


def test_only_safeguarding_sees_the_mark() -> None:
    holders = Group.objects.filter(permissions__codename="see_protected").values_list("name", flat=True)
    assert list(holders) == ["safeguarding"]
