"""What base.html needs on every page; nothing here asks the database when the languages are warm."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from wow.i18n.languages import BY_CODE, SOURCE_CODE
from wow.i18n.public import public_codes


def page(request: HttpRequest) -> dict[str, Any]:
    """Contact, languages and the page's own address."""
    phone = str(settings.WOW_CONTACT_PHONE)
    return {
        "site_name": "WOW",
        "contact_phone": phone,
        "contact_tel": "".join(sign for sign in phone if sign in "+0123456789"),
        "contact_email": settings.WOW_CONTACT_EMAIL,
        "page_path": request.path,
        "page_language": BY_CODE.get(translation.get_language() or SOURCE_CODE, BY_CODE[SOURCE_CODE]),
        "page_languages": tuple(BY_CODE[code] for code in public_codes()),
        "closed_language": getattr(request, "closed_language", None),
    }
