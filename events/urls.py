"""The addresses of lunches. Nothing personal stands in any of them; a signed link names nobody."""

from django.urls import path

from events import feeds
from events.views import answers, door, links, lunches

app_name = "events"

urlpatterns = [
    path("", lunches.coming, name="list"),
    path("calendar.ics", feeds.public_feed, name="feed"),
    path("calendar/", feeds.calendars, name="calendars"),
    path("calendar/address/", feeds.address, name="calendar_address"),
    path("past/", lunches.archive, name="archive"),
    path("answer/<str:token>/", links.answer_link, name="answer_link"),
    path("answer/<str:token>/details/", links.answer_link_details, name="answer_link_details"),
    path("<slug:slug>/", lunches.detail, name="detail"),
    path("<slug:slug>/answer/", answers.answer, name="answer"),
    path("<slug:slug>/details/", answers.details, name="details"),
    path("<slug:slug>/door/", door.door, name="door"),
    path("<slug:slug>/door/state/", door.state, name="door_state"),
    path("<slug:slug>/calendar.ics", lunches.calendar, name="calendar"),
]
