"""Pictures of pages (JPEG, PNG, TIFF with many pages, BMP, GIF), read by character recognition."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from PIL import ExifTags, Image, ImageOps

from extract.document import Reading
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers.pdf import assembly
from extract.readers.pdf.assembly import Sheet
from extract.readers.pdf.limits import MAX_SOURCE
from extract.readers.pdf.pictures import DPI, Picture, pgm
from extract.readers.pdf.recognised import recognised
from extract.readers.pdf.screen import Screen

Image.MAX_IMAGE_PIXELS = None  # MAX_SOURCE takes its place
MAX_FRAMES = 500
MAX_COLOURED = MAX_SOURCE // 2  # coloured pixels take four bytes
SHEET = 11.7  # inches: the longer side of an A4 sheet
SHEETS = (5.0, 17.0)  # inches: what a stated resolution must make of the longer side to be believed
CAMERA = ("JPEG", "MPO")
ON_ITS_SIDE = (5, 6, 7, 8)  # orientations of the camera
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF")


def read(data: bytes, options: Options = PLAIN) -> Reading:
    """The words on a picture, or on each of its frames; without tesseract there are none, and `partial` says so."""
    with _opened(data) as image:
        sheets = [_sheet(frame, number, options) for number, frame in enumerate(_frames(image), 1)]
        count = getattr(image, "n_frames", 1)
    return assembly.reading(sheets, max(count, len(sheets)), options)


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except (OSError, ValueError) as error:  # in the middle of what it says of itself, or of no kind that is known
        raise Unreadable("damaged", "The picture is cut off or damaged.") from error


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The frames one after the other; those of a GIF that moves are no pages."""
    yield image
    if image.format != "TIFF":
        return
    for number in range(1, MAX_FRAMES):
        try:
            image.seek(number)
        except EOFError:
            return
        yield image


def _sheet(image: Image.Image, number: int, options: Options) -> Sheet:
    """The sheet of a picture, as large as its paper was."""
    inches, pixels = _inches(image), max(image.size)
    width, height = (side / pixels * inches * 72 for side in image.size)
    if image.format in CAMERA and image.getexif().get(ExifTags.Base.Orientation, 1) in ON_ITS_SIDE:
        width, height = height, width
    return recognised(Sheet(number, width, height, state="picture"), "", lambda: _drawn(image, inches), options)


def _inches(image: Image.Image) -> float:
    """The length of the picture's longer side: as the file says, if that is a sheet, else that of an A4 sheet."""
    dpi = float(max(image.info.get("dpi", (0, 0))))
    inches = max(image.size) / dpi if dpi > 1 else 0.0
    return inches if SHEETS[0] < inches < SHEETS[1] else SHEET


def _drawn(image: Image.Image, inches: float) -> Picture:
    """The picture in grey, upright, at the resolution that recognition wants."""
    grey = _upright(image, inches, DPI)
    return Picture(pgm(*grey.size, grey.tobytes()), 72 / DPI)


def _upright(image: Image.Image, inches: float, dpi: float) -> Image.Image:
    """The picture in grey, upright as its camera says."""
    if image.width * image.height > (MAX_SOURCE if len(image.getbands()) == 1 else MAX_COLOURED):
        raise Unreadable("too_large", "The picture is larger than any scanned sheet.")
    scale = inches * dpi / max(image.size)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    try:
        image.draft("L", size)  # a JPEG is decoded no finer than needed
        grey = _grey(image).resize(size)
        return ImageOps.exif_transpose(grey) if image.format in CAMERA else grey
    except (OSError, SyntaxError, ValueError) as error:
        raise Unreadable("damaged", "The picture is cut off or damaged.") from error


def _grey(image: Image.Image) -> Image.Image:
    """The picture in grey; what is transparent becomes white paper."""
    if image.mode.startswith("I"):  # sixteen bits a pixel
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("L")
    return image.convert("L")


def render(data: bytes, page: int, dpi: int = 110) -> Screen:
    """The picture of a page (from 1) for people to look at, in grey. Raises `Unreadable`."""
    with _opened(data) as image:
        frame = next(islice(_frames(image), page - 1, None), None)
        if frame is None:
            raise Unreadable("damaged", "There is no such page.")
        shown, png = _upright(frame, _inches(frame), dpi), BytesIO()
    shown.save(png, "PNG")
    return Screen(png.getvalue(), shown.width / dpi * 72, shown.height / dpi * 72)
