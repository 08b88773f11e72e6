"""Every address of the portal. The language stands first in each page's address; staff pages and files have none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from events.feeds import own_feed
from wow import views
from wow.about import about
from wow.home import home

handler400 = "wow.views.bad_request"
handler403 = "wow.views.permission_denied"
handler404 = "wow.views.page_not_found"
handler500 = "wow.views.server_error"

urlpatterns = [
    path("", views.choose_language_prefix, name="root"),
    path("admin/", admin.site.urls),
    path("lamna/", views.leave, name="leave"),
    path("language/", views.set_language, name="set-language"),
    path("calendar/<str:token>.ics", own_feed, name="own-calendar"),
    path("health/", views.health, name="health"),
    path("sponsors/", include("sponsors.urls")),
    *i18n_patterns(
        path("", home, name="home"),
        path("about/", about, name="about"),
        path("leave-help/", views.leave_help, name="leave-help"),
        path("account/", include("members.account_urls")),
        path("me/", include("members.urls")),
        path("lunches/", include("events.urls")),
    ),
]

if getattr(settings, "DEMO", False):
    urlpatterns.append(path("demo/", include("wow.demo.urls")))
