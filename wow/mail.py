"""How every mail is written: subject, text and HTML from three templates, wholly in one language.

`templates/mail/<name>/{subject.txt,body.txt,body.html}`; the bodies extend `mail/base.txt` and `mail/base.html`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from wow.i18n.languages import direction


@dataclass(frozen=True)
class WrittenMail:
    """One mail in words: `subject` is a single line."""

    subject: str
    text: str
    html: str


def write_mail(name: str, context: Mapping[str, Any], *, language: str) -> WrittenMail:
    """The mail `name` ("account/login_code") in `language`.

    The templates get `context` and language, direction, site_url, contact_phone. A `mute_url` in the context becomes
    the line in the foot that turns messages off.
    """
    with translation.override(language):
        everything = {
            "language": language,
            "direction": direction(language),
            "site_url": settings.SITE_URL,
            "contact_phone": settings.WOW_CONTACT_PHONE,
            **context,
        }
        return WrittenMail(
            subject=" ".join(render_to_string(f"mail/{name}/subject.txt", everything).split()),
            text=render_to_string(f"mail/{name}/body.txt", everything).strip() + "\n",
            html=render_to_string(f"mail/{name}/body.html", everything),
        )
