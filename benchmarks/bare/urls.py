"""Two addresses."""

from django.urls import path

from benchmarks.bare import views

urlpatterns = [path("", views.page), path("answer/", views.answer)]
