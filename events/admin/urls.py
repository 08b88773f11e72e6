"""The addresses of a lunch's staff views, below /admin/events/event/. Each checks its own permission."""

from typing import Any

from django.urls import URLPattern, path

from events.admin import transitions
from events.admin.answering import AnswerOnBehalf, Promote, Told
from events.admin.documents import Paper, PaperFile, Papers
from events.admin.greeters import FindGreeter
from events.admin.mondays import Mondays
from events.admin.overview import Overview
from events.admin.removing import DeleteDraft, RevokeLink


def lunch_urls(model_admin: Any) -> list[URLPattern]:
    """Behind the staff site's own guard, which asks for staff and their second factor."""
    views: tuple[tuple[str, str, Any], ...] = (
        ("publish", "publish/", transitions.Publish),
        ("invite", "invite/", transitions.InviteNow),
        ("move", "move/", transitions.Move),
        ("workday", "workday/", transitions.ChooseWorkday),
        ("cancel", "cancel/", transitions.Cancel),
        ("copy", "copy/", transitions.NewFromThis),
        ("overview", "overview/", Overview),
        ("promote", "promote/", Promote),
        ("answer", "answer/<uuid:member_id>/", AnswerOnBehalf),
        ("discard", "discard/", DeleteDraft),
        ("revoke", "revoke/<uuid:member_id>/", RevokeLink),
        ("greeters", "greeters/", FindGreeter),
        ("told", "told/<uuid:member_id>/", Told),
        ("papers", "papers/", Papers),
        ("paper", "papers/<uuid:job_id>/", Paper),
        ("paper_file", "papers/<uuid:job_id>/file/", PaperFile),
    )
    guard = model_admin.admin_site.admin_view
    mondays = path("mondays/", guard(Mondays.as_view(model_admin=model_admin)), name="events_event_mondays")
    return [mondays] + [
        path(f"<uuid:event_id>/{route}", guard(view.as_view(model_admin=model_admin)), name=f"events_event_{name}")
        for name, route, view in views
    ]
