"""The demo's addresses, under /demo/; wow.urls includes them under the demo's settings only."""

from django.urls import path

from wow.demo import views
from wow.demo.guard import refuse_outside_demo

refuse_outside_demo()

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("log-in/", views.log_in, name="log-in"),
    path("monday/", views.send_reminders, name="monday"),
    path("mailbox/", views.mailbox_page, name="mailbox"),
    path("mailbox/<int:number>/", views.mail_page, name="mail"),
    path("mailbox/<int:number>/html/", views.mail_html, name="mail-html"),
    path("mailbox/<int:number>/files/<int:place>/", views.mail_file, name="mail-file"),
]
