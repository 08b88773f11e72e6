"""From an uploaded file to a logo: told by its content, read under limits, drawn anew from its pixels alone.

What comes out is a PNG that we wrote ourselves. Names of files, tags, places, profiles, texts and whatever was hung on
behind the picture stay outside, because nothing but colours is carried over.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from sponsors.enums import LogoType
from sponsors.errors import (
    LogoBroken,
    LogoInvisible,
    LogoIsDrawing,
    LogoMoves,
    LogoRefused,
    LogoTooHeavy,
    LogoTooLarge,
    LogoTooSmall,
    LogoTooThin,
    LogoUnreadable,
)
from sponsors.pictures import Picture

HEAVIEST = 2 * 1024 * 1024  # bytes of an upload
LARGEST_SIDE = 4000  # pixels of an upload; decoded at most 64 megabytes
SMALLEST_LONG, SMALLEST_SHORT = 100, 16
THINNEST = 20  # how many times longer than high, or higher than long
MOST_SCANS = 64  # of a JPEG; cameras and programs write 1 to 20, an attack thousands
BOX = (800, 400)  # what is kept: enough for 6 cm on paper at 300 dots an inch
OPAQUE = 255
SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"RIFF", "WEBP"))
START_OF_SCAN = b"\xff\xda"
Size = tuple[int, int]


def redrawn(upload: "UploadedFile[Any]") -> Picture:
    """The upload as a clean PNG of at most 800 x 400 pixels, transparency kept. Raises a LogoRefused that says why."""
    if (upload.size or 0) > HEAVIEST:
        raise LogoTooHeavy
    upload.seek(0)  # a form that is checked once more reads it once more
    content = upload.read()
    if len(content) > HEAVIEST:
        raise LogoTooHeavy
    return _written(_fitted(_pixels(content, _kind(content))))


def _kind(content: bytes) -> str:
    """Which of the three kinds the file is, by its first bytes."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if b"<svg" in content[:1000].lower():
        raise LogoIsDrawing
    raise LogoUnreadable


def _pixels(content: bytes, kind: str) -> Image.Image:
    """The picture, upright, as RGBA."""
    if kind == "JPEG" and content.count(START_OF_SCAN) > MOST_SCANS:
        raise LogoBroken
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # Pillow's own word, which WeasyPrint changes for the whole process
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as picture:
            _check(picture)
            return _rgba(ImageOps.exif_transpose(picture))
    except LogoRefused:
        raise
    except UnidentifiedImageError as error:
        raise LogoUnreadable from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoTooLarge from error
    except Exception as error:  # decoders of foreign bytes fail in many ways, which all mean the same to her
        raise LogoBroken from error


def _check(picture: Image.Image) -> None:
    """Refuse by size and kind, before any pixel is decoded."""
    if max(picture.size) > LARGEST_SIDE:
        raise LogoTooLarge
    if getattr(picture, "n_frames", 1) > 1:
        raise LogoMoves
    _check_size(picture.size)


def _check_size(size: Size) -> None:
    if max(size) < SMALLEST_LONG or min(size) < SMALLEST_SHORT:
        raise LogoTooSmall
    if max(size) > THINNEST * min(size):
        raise LogoTooThin


def _rgba(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255 instead of scaling
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("RGBA")


def _fitted(picture: Image.Image) -> Image.Image:
    """Without the transparent margin, and no larger than the box."""
    bounds = picture.getchannel("A").getbbox()
    if bounds is None:
        raise LogoInvisible
    cut = picture.crop(bounds)
    _check_size(cut.size)
    cut.thumbnail(BOX, Image.Resampling.LANCZOS)
    return cut


def _written(picture: Image.Image) -> Picture:
    """A PNG of these pixels and nothing else."""
    lowest, _highest = picture.getchannel("A").getextrema()
    mode = "RGB" if lowest == OPAQUE else "RGBA"
    fresh = Image.frombytes(mode, picture.size, picture.convert(mode).tobytes())
    written = BytesIO()
    fresh.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), LogoType.PNG, *fresh.size)
