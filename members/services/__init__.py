"""Every change of a member goes through one of these functions."""

from members.services.access import set_access
from members.services.consent import CONSENT_TEXT_VERSION, set_background, set_messages, set_photo_answer
from members.services.leaving import erase_member, export_member
from members.services.profile import ProfileChanges, prefer_language, update_profile
from members.services.protection import protect_member
from members.services.second_steps import add_passkey, remove_second_step, rename_passkey
from members.services.writing_in import confirm_sign_up, sign_up_member, write_in_member

__all__ = [
    "CONSENT_TEXT_VERSION",
    "ProfileChanges",
    "add_passkey",
    "confirm_sign_up",
    "erase_member",
    "export_member",
    "prefer_language",
    "protect_member",
    "remove_second_step",
    "rename_passkey",
    "set_access",
    "set_background",
    "set_messages",
    "set_photo_answer",
    "sign_up_member",
    "update_profile",
    "write_in_member",
]
