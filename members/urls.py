"""Addresses of pages about oneself."""

from django.urls import path
from django.views.generic import RedirectView

from members.views import mute, my_page

app_name = "members"

urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("welcome/", my_page.welcome, name="welcome"),
    path("edit/", RedirectView.as_view(pattern_name="members:my_page"), name="edit"),
    path("edit/<slug:section>/", my_page.edit, name="edit_section"),
    path("export/", my_page.export, name="export"),
    path("leave/", my_page.leave, name="leave"),
    path("second-step/", my_page.second_step, name="second_step"),
    path("messages/<str:token>/", mute.messages_off, name="messages_off"),
]
