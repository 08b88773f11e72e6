"""The link at the foot of every mail: opened by anybody it only asks, posted it turns messages off or on again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.links import MuteLinkBroken, read_mute_link
from members.services import set_messages
from wow.i18n.languages import SOURCE_CODE

ON = "on"


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages_off(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a link that is not ours or too old. The page names nobody; the same POST twice is harmless."""
    try:
        member = read_mute_link(token)
    except MuteLinkBroken:
        return _answer(request, "members/mute_broken.html", {}, status=404)
    is_done = request.method == "POST"
    if is_done:
        set_messages(
            member=member,
            wanted=request.POST.get("messages") == ON,
            language=translation.get_language() or SOURCE_CODE,
            source="mail link",
            now=timezone.now(),
        )
    return _answer(request, "members/mute.html", {"wants_messages": member.wants_messages, "is_done": is_done})


def _answer(request: HttpRequest, template: str, context: dict[str, bool], *, status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the token stays here
    response["X-Robots-Tag"] = "noindex"
    return response
