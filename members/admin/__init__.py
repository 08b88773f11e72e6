"""The staff screens of members and chapters. Every change goes through a service."""

from members.admin.chapters import ChapterAdmin
from members.admin.members import MemberAdmin

__all__ = ["ChapterAdmin", "MemberAdmin"]
