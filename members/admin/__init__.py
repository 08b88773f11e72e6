"""The staff screens of members and chapters. Every change goes through a service."""

from members.admin.chapters import ChapterAdmin
from members.admin.members import MemberAdmin
from members.admin.second_steps import SecondStepAdmin

__all__ = ["ChapterAdmin", "MemberAdmin", "SecondStepAdmin"]
