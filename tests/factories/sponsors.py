"""Sponsors, and pictures as people upload them: sound, odd and hostile."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sponsors.models import Sponsor
from sponsors.services import save_sponsor
from sponsors.uploads import redrawn

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(size: tuple[int, int] = (300, 120), mode: str = "RGB", colour: Any = None) -> Image.Image:
    """A plain picture with a darker corner, so that it is not one colour alone."""
    made = Image.new(mode, size, colour)
    made.paste(Image.new(mode, (size[0] // 2, size[1] // 2)), (0, 0))
    return made


def encoded(made: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The picture as a file of that kind."""
    written = BytesIO()
    made.save(written, kind, **options)
    return written.getvalue()


def upload(content: bytes | None = None, name: str = "logo.png") -> SimpleUploadedFile:
    """What a browser sends; its name proves nothing."""
    return SimpleUploadedFile(name, encoded(picture(colour="orange")) if content is None else content)


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it has so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def sponsor(name: str = "Nordea", *, has_logo: bool = False, **fields: Any) -> Sponsor:
    """A stored sponsor, through the service."""
    logo = redrawn(upload()) if has_logo else None
    return save_sponsor(actor=None, sponsor=Sponsor(name=name, **fields), logo=logo, now=timezone.now())
