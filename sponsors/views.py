"""The one file that sponsors have: a logo at the address of its content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sponsors.models import Logo

FOR_EVER = "public, max-age=31536000, immutable"  # another picture has another address


@require_safe
def logo(_request: HttpRequest, digest: str) -> HttpResponse:
    """The picture whose SHA-256 this is: the same for every reader, in one query. Raises Http404."""
    found = Logo.objects.filter(digest=digest).values_list("content", "media_type").first()
    if found is None:
        raise Http404
    content, media_type = found
    return HttpResponse(bytes(content), content_type=media_type, headers={"Cache-Control": FOR_EVER})
