"""Where logos are: outside the languages, because a picture has none."""

from django.urls import re_path

from sponsors import views

app_name = "sponsors"

urlpatterns = [re_path(r"^logo/(?P<digest>[0-9a-f]{64})\.png$", views.logo, name="logo")]
