"""One page and one answer."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from benchmarks.bare.models import Answer, Lunch


def page(request: HttpRequest) -> HttpResponse:
    """One query, one small template."""
    return render(request, "bare/page.html", {"lunch": Lunch.objects.get(pk=1)})


def answer(request: HttpRequest) -> HttpResponse:
    """Lock, count, insert: what saving an answer costs at the very least."""
    with transaction.atomic():
        lunch = Lunch.objects.select_for_update().get(pk=1)
        if Answer.objects.filter(lunch=lunch).count() < lunch.capacity:
            Answer.objects.create(lunch=lunch, member=int(request.POST["member"]))
    return redirect("/")
