"""The foundation's own page: what WOW is, what happens the first time, who does what, who pays for the food."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sponsors.thanks import givers
from wow.visitor_pages import visitor_page


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The same for every reader of a language: a visitor's is kept."""
    return visitor_page(request, lambda: render(request, "about/page.html", {"givers": givers()}))
