"""The staff pages' frame: wordmark, groups of links, start page. Colours stand in static/wow/admin/staff.css."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


def may(*permissions: str) -> Callable[[HttpRequest], bool]:
    """A test of the reader: whether any of the permissions is hers."""

    def test(request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in permissions)

    return test


def link(title: Any, icon: str, model: str, *, badge: str = "") -> dict[str, Any]:
    """One line of the sidebar: the list of a model, shown to those who may see that model."""
    app, name = model.split(".")
    line = {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": may(f"{app}.view_{name}", f"{app}.change_{name}"),
    }
    return {**line, "badge": badge, "badge_variant": "danger"} if badge else line


def is_lunch_page(request: HttpRequest) -> bool:
    """Whether the reader is among the lunches; the Mondays lie below them and have a line of their own."""
    lunches = str(reverse_lazy("admin:events_event_changelist"))
    return request.path.startswith(lunches) and request.path != str(reverse_lazy("admin:events_event_mondays"))


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "WOW",
    "SITE_HEADER": "WOW",
    "SITE_SUBHEADER": _("Staff pages"),
    "SITE_URL": reverse_lazy("root"),
    "SITE_ICON": lambda request: static("wow/admin/mark.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("wow/admin/mark.svg")},
    ],
    "SHOW_HISTORY": False,  # the audit trail is ours; Django's own log would be a second one
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "COLORS": lambda request: {},  # no inline style block: staff.css sets the variables, the policy stays strict
    "STYLES": [
        lambda request: static("wow/tokens.css"),
        lambda request: static("wow/admin/colours.css"),
        lambda request: static("wow/admin/staff.css"),
    ],
    "SCRIPTS": [lambda request: static("wow/admin/staff.js")],
    "DASHBOARD_CALLBACK": "events.admin.dashboard.dashboard",
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "title": None,
                "items": [{"title": _("Start"), "icon": "home", "link": reverse_lazy("admin:index")}],
            },
            {
                "title": _("Meetings"),
                "items": [
                    link(_("Lunches"), "restaurant", "events.event") | {"active": is_lunch_page},
                    link(_("Answers"), "how_to_reg", "events.rsvp"),
                    link(_("Places"), "location_on", "events.venue"),
                    link(_("Sponsors"), "volunteer_activism", "sponsors.sponsor"),
                ],
            },
            {
                "title": _("People"),
                "items": [
                    link(_("Members"), "group", "members.member"),
                    link(_("Chapters"), "holiday_village", "members.chapter"),
                ],
            },
            {
                "title": _("Outbox"),
                "items": [
                    link(_("Messages"), "mail", "outbox.message", badge="events.admin.dashboard.stuck_badge"),
                    {
                        "title": _("The last Mondays"),
                        "icon": "bar_chart",
                        "link": reverse_lazy("admin:events_event_mondays"),
                        "permission": lambda request: request.user.has_perms(
                            ("events.view_rsvp", "outbox.view_message")
                        ),
                    },
                ],
            },
            {
                "title": _("Settings"),
                "items": [link(_("Languages"), "translate", "languages.publiclanguage")],
            },
            {
                "title": _("Trail"),
                "items": [link(_("Audit trail"), "history", "audit.auditentry")],
            },
        ],
    },
}

# unfold has no Swedish of its own; named here, its words stand in our catalogues.
UNFOLD_WORDS = (
    gettext_noop("Type to search"),
    gettext_noop("Filters"),
    gettext_noop("Apply Filters"),
    gettext_noop("Clear all filters"),
    gettext_noop("Hide counts"),
    gettext_noop("Show counts"),
    gettext_noop("Select value"),
    gettext_noop("No results found"),
    gettext_noop("Reset filters"),
    gettext_noop("Light"),
    gettext_noop("Dark"),
    gettext_noop("System"),
    gettext_noop("General"),
    gettext_noop("View site"),
    gettext_noop("Go back"),
    gettext_noop("Add row"),
    gettext_noop("Toggle sorting"),
    gettext_noop("Remove from sorting"),
    gettext_noop("More actions"),
    gettext_noop("Previous"),
    gettext_noop("Next"),
    gettext_noop("Select action"),
    gettext_noop("Select all rows"),
    gettext_noop("Select action to run"),
    gettext_noop("Run"),
    gettext_noop("True"),
    gettext_noop("False"),
    gettext_noop("Choose file to upload"),
    gettext_noop("Image preview"),
    gettext_noop("Select record"),
    gettext_noop("Search apps and models..."),
    gettext_noop("No results matching your query"),
    gettext_noop("Loading more results..."),
    gettext_noop("Expand row"),
    gettext_noop("This item will be deleted."),
    gettext_noop("Click to cancel"),
    gettext_noop("Recent searches"),
    gettext_noop("No recent searches"),
    gettext_noop("All applications"),
    gettext_noop("This page yielded into no results. Create a new item or reset your filters."),
)
