"""Who is told what about a lunch: `telling` plans messages, `composing` decides at the last moment what each says."""

from events.notifications.composing import register_composers
from events.notifications.telling import confirm, invite, tell_cancelled, tell_moved, tell_promoted

__all__ = ["confirm", "invite", "register_composers", "tell_cancelled", "tell_moved", "tell_promoted"]
