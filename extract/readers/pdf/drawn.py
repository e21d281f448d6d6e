"""What is drawn on a page: ruling lines for tables, pictures that may hold the page's words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2.raw as raw

FEW_LETTERS = 40  # a scan may bear a page number or the name of the program that made it
FEW_WORDS = 300  # letters: or who signed it and when, or what is stamped on it
MANY_SHAPES = 100
DEEPEST = 5  # forms within forms
SCAN = 0.7  # of the page is covered by a picture; margins may have been cut off


class Drawn:
    """The objects of a page, looked at once: pdfium's handles by their kind."""

    def __init__(self, page: Any) -> None:
        """Sorts the objects; those inside of forms stay there."""
        kinds: dict[int, list[Any]] = {}
        handle, take, kind_of = page.raw, raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
        self.count = raw.FPDFPage_CountObjects(handle)
        for n in range(self.count):
            if (kind := kind_of(item := take(handle, n))) != raw.FPDF_PAGEOBJ_TEXT:
                kinds.setdefault(kind, []).append(item)
        self.paths = kinds.get(raw.FPDF_PAGEOBJ_PATH, [])
        self.forms = kinds.get(raw.FPDF_PAGEOBJ_FORM, [])
        self.images = kinds.get(raw.FPDF_PAGEOBJ_IMAGE, [])

    def pixels(self) -> int:
        """The pixels of the largest picture, in forms too, whatever size it is printed at."""
        return max(map(_pixels, [*self.images, *_images_in(self.forms)]), default=0)

    def is_picture(self, text: str, area: float) -> bool:
        """Whether the page has no words, or a few on a picture, or none and letters drawn as shapes."""
        if len(text) > 20 * FEW_LETTERS:
            return False
        letters = sum(char.isalnum() for char in text)
        if letters > FEW_LETTERS:
            return False
        if letters:
            return self._covers(0.4 * area)
        return self.count > MANY_SHAPES or self._covers(0.0)

    def has_few_words(self, text: str) -> bool:
        """Whether the text may be what was put on a scan later."""
        return sum(char.isalnum() for char in text) <= FEW_WORDS

    def is_scan(self, area: float) -> bool:
        """Whether a picture covers the page."""
        return self._covers(SCAN * area)

    def _covers(self, least: float) -> bool:
        return any(_area(item) > least for item in [*self.images, *self.forms])


def _images_in(forms: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """The pictures in forms and in the forms that these draw."""
    for form in forms:
        for n in range(raw.FPDFFormObj_CountObjects(form)):
            item = raw.FPDFFormObj_GetObject(form, n)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                yield item
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                yield from _images_in([item], depth + 1)


def _pixels(image: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(image, width, height)
    return width.value * height.value


def _area(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return (right.value - left.value) * (top.value - bottom.value)
