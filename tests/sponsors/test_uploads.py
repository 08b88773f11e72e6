"""What becomes of an uploaded file: a clean PNG, or a sentence that says why not."""

import random
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile, PngImagePlugin

from sponsors import errors
from sponsors.uploads import HEAVIEST, redrawn
from tests.factories.sponsors import PNG_SIGNATURE, chunk, encoded, huge_png, picture, upload

SECRET = b"59.3293 north"
BARE_CHUNKS = {b"IHDR", b"IDAT", b"IEND"}


def chunks_of(content: bytes) -> set[bytes]:
    """The names of all chunks of a PNG; whatever follows the last one is a chunk called `after`."""
    assert content.startswith(PNG_SIGNATURE)
    found, at = set(), len(PNG_SIGNATURE)
    while at < len(content) and b"IEND" not in found:
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        found.add(name)
        at += 12 + length
    return found | ({b"after"} if at != len(content) else set())


def tagged(kind: str) -> bytes:
    """A picture with a place, a profile and words in it."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    options = {"pnginfo": text} if kind == "PNG" else {"comment": SECRET} if kind == "JPEG" else {"xmp": SECRET}
    return encoded(picture(colour="orange"), kind, exif=exif, icc_profile=SECRET * 20, **options)


def before_the_end(content: bytes, *more: bytes) -> bytes:
    """A PNG with chunks put in before its last one."""
    return content[:-12] + b"".join(more) + content[-12:]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    dirty = tagged(kind)
    clean = redrawn(upload(dirty)).content
    with Image.open(BytesIO(clean)) as kept:
        kept.load()
        assert (SECRET in dirty, SECRET in clean, chunks_of(clean), dict(kept.getexif())) == (
            True,
            False,
            BARE_CHUNKS,
            {},
        )


def test_what_hangs_on_behind_or_inside_a_picture_is_gone() -> None:
    page = b"<html><script>alert(1)</script></html>"
    sound = encoded(picture(colour="orange"))
    for polyglot in (sound + page, before_the_end(sound, chunk(b"tEXt", b"x\0" + page)), sound + b"PK\x03\x04" + page):
        clean = redrawn(upload(polyglot, "logo.html")).content
        assert (b"script" in clean, chunks_of(clean)) == (False, BARE_CHUNKS)


@pytest.mark.parametrize("name", ["logo.png", "logo.svg", "logo.php", "../../etc/passwd", "logo"])
def test_a_name_proves_nothing(name: str) -> None:
    assert redrawn(upload(encoded(picture(), "WEBP"), name)).media_type == "image/png"


@pytest.mark.parametrize(
    ("made", "mode"),
    [
        (picture(mode="L", colour=200), "RGB"),
        (picture(mode="1", colour=1), "RGB"),
        (picture(mode="LA", colour=(200, 255)), "RGBA"),
        (picture(mode="P", colour=3), "RGB"),
        (picture(mode="RGBA", colour=(250, 150, 0, 120)), "RGBA"),
    ],
)
def test_every_kind_of_png_becomes_plain_colours(made: Image.Image, mode: str) -> None:
    with Image.open(BytesIO(redrawn(upload(encoded(made))).content)) as kept:
        assert kept.mode == mode


def test_a_jpeg_for_the_printer_becomes_colours_for_the_screen() -> None:
    with Image.open(BytesIO(redrawn(upload(encoded(picture(mode="CMYK"), "JPEG"))).content)) as kept:
        assert (kept.mode, kept.size) == ("RGB", (300, 120))


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    deep = Image.new("I;16", (200, 100), 0x8000)
    with Image.open(BytesIO(redrawn(upload(encoded(deep))).content)) as kept:
        assert kept.getpixel((50, 50)) == (128, 128, 128)


def test_a_large_picture_is_made_to_fit_and_a_small_one_is_left() -> None:
    sizes = {(1600, 400): (800, 200), (600, 1200): (200, 400), (300, 120): (300, 120)}
    for given, kept in sizes.items():
        made = redrawn(upload(encoded(picture(given))))
        assert (made.width, made.height) == kept


def test_a_transparent_margin_is_cut_away() -> None:
    sheet = Image.new("RGBA", (500, 500))
    sheet.paste(Image.new("RGBA", (200, 100), "orange"), (40, 300))
    made = redrawn(upload(encoded(sheet)))
    assert (made.width, made.height) == (200, 100)


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = redrawn(upload(encoded(picture((300, 120)), "JPEG", exif=exif)))
    assert (made.width, made.height) == (120, 300)


def frames(kind: str) -> bytes:
    first, second = picture(colour="orange"), picture(colour="green")
    return encoded(first, kind, save_all=True, append_images=[second], duration=100)


SOUND = encoded(picture(colour="orange"))
SCANS = encoded(picture(colour="orange"), "JPEG").replace(b"\xff\xd9", b"\xff\xda" * 100 + b"\xff\xd9")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.LogoUnreadable),
        (b"%PDF-1.7 nothing", errors.LogoUnreadable),
        (encoded(picture(), "GIF"), errors.LogoUnreadable),
        (encoded(picture(), "BMP"), errors.LogoUnreadable),
        (encoded(picture(), "TIFF"), errors.LogoUnreadable),
        (b"<html><body>hello</body></html>", errors.LogoUnreadable),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", errors.LogoUnreadable),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', errors.LogoIsDrawing),
        (b"<SVG onload=alert(1)>", errors.LogoIsDrawing),
        (SOUND[: len(SOUND) // 2], errors.LogoBroken),
        (encoded(picture((600, 300)), "JPEG")[:2000], errors.LogoBroken),
        (SCANS, errors.LogoBroken),
        (PNG_SIGNATURE, errors.LogoUnreadable),
        (huge_png(4001, 100), errors.LogoTooLarge),
        (huge_png(12_000, 12_000), errors.LogoTooLarge),
        (huge_png(60_000, 60_000), errors.LogoTooLarge),
        (encoded(picture((1, 1))), errors.LogoTooSmall),
        (encoded(picture((99, 99))), errors.LogoTooSmall),
        (encoded(picture((400, 15))), errors.LogoTooSmall),
        (encoded(picture((2001, 100))), errors.LogoTooThin),
        (frames("PNG"), errors.LogoMoves),
        (frames("WEBP"), errors.LogoMoves),
        (encoded(Image.new("RGBA", (200, 100))), errors.LogoInvisible),
        (SOUND + bytes(HEAVIEST), errors.LogoTooHeavy),
    ],
)
def test_each_refusal_has_its_own_sentence(content: bytes, refusal: type[errors.LogoRefused]) -> None:
    with pytest.raises(errors.LogoRefused) as refused:
        redrawn(upload(content))
    assert (type(refused.value), refused.value.message[-1]) == (refusal, ".")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused_in_a_process_that_has_printed_too(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = encoded(picture(), kind)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    with pytest.raises(errors.LogoBroken):
        redrawn(upload(whole[: len(whole) // 2]))


def test_an_upload_is_weighed_even_when_its_size_lies() -> None:
    file = SimpleUploadedFile("logo.png", SOUND + bytes(HEAVIEST))
    file.size = 10
    with pytest.raises(errors.LogoTooHeavy):
        redrawn(file)


def flipped(content: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes changed, or its end cut off."""
    changed = bytearray(content)
    for _byte in range(chance.randint(1, 8)):
        changed[chance.randrange(8, len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(len(changed) // 2, len(changed))])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_file_is_refused_or_redrawn_and_never_an_error(kind: str) -> None:
    chance, sound = random.Random(7), encoded(picture((120, 40), colour="orange"), kind)
    endings: dict[str, int] = {"kept": 0, "refused": 0}
    for _try in range(150):
        endings[ending(lambda: redrawn(upload(flipped(sound, chance))))] += 1
    assert (sum(endings.values()), endings["refused"] > 0) == (150, True)


def ending(act: Callable[[], object]) -> str:
    try:
        act()
    except errors.LogoRefused:
        return "refused"
    return "kept"
