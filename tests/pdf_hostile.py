"""PDFs and pictures that mean harm, each with the code it must end in; run as a program, it reads them all.

A stand-in for tesseract sees nothing, so that pages are drawn but no program runs.
"""

from __future__ import annotations

import json
import random
import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from extract.errors import Unreadable
from extract.options import Options, Seen
from extract.readers import read_bytes
from tests.memory import peak_mb

SIDE = 30_000
OPTIONS = Options(recognise=lambda picture: Seen(()))
WORDS = "Xa da to chuc thuc hien phong trao thi dua va bao cao ket qua ve Uy ban nhan dan huyen theo quy dinh. "


def made(*objects: bytes) -> bytes:
    """A PDF of these objects, the first the catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(body))


CATALOGUE, TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>"


def bomb(head: bytes = b"") -> bytes:
    """A stream of 280 MB of drawing orders in a few hundred kilobytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"BT /F 12 Tf (x) Tj ET\n" * 50_000) for _ in range(255)) + packer.flush()
    return stream(packed, head + b"/Filter/FlateDecode", deflate=False)


def stream(content: bytes, head: bytes = b"", *, deflate: bool = True) -> bytes:
    """A stream object."""
    packed = zlib.compress(content, 9) if deflate else content
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (head, b"/Filter/FlateDecode" if deflate else b"",
                                                         len(packed), packed)


def page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", parts: bytes = b"") -> bytes:
    """A PDF of one page; `content` is its stream object, `more` are objects 5 and following."""
    return made(CATALOGUE, TREE, b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>"
                % (box, parts), content, *more)


def typed(text: str, before: str = "") -> bytes:
    """A content stream that prints lines of text, over what is drawn `before`."""
    lines = [text[n:n + 80] for n in range(0, len(text), 80)]
    return stream(f"{before}BT /F 12 Tf 14 TL 60 780 Td {' '.join(f'({line}) Tj T*' for line in lines)} ET".encode())


def picture(width: int, height: int, content: bytes, filtered: bytes = b"") -> bytes:
    """A page covered by one grey picture."""
    head = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width %d/Height %d%s" % (
        width, height, filtered)
    return page(stream(b"595 0 0 842 0 0 cm /I Do"), stream(content, head, deflate=not filtered),
                parts=b"/XObject<</I 5 0 R>>")


def shifted() -> bytes:
    """A font whose table tells another letter for each."""
    pairs = b"".join(b"<%02x> <%04x>\n" % (code, 97 + (code - 97 + 7) % 26) for code in range(97, 123))
    table = stream(b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
                   b"26 beginbfchar\n" + pairs + b"endbfchar endcmap end")
    return page(typed(WORDS.lower() * 4), FONT % b"/ToUnicode 6 0 R", table, parts=b"/Font<</F 5 0 R>>")


def font() -> bytes:
    """A font of 30 MB, packed well but not so well that its size is told without unpacking."""
    return stream(random.Random(1).randbytes(70_000) + bytes(30 << 20), b"/Length1 31527280")


def many_pages(count: int = 5_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"] * count
    return made(CATALOGUE, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), typed(WORDS), FONT % b"", *pages)


def bitmap(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel, all white."""
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" + b"\xff" * ((width + 7) // 8)) for _ in range(height)) + packer.flush()
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def jpeg() -> bytes:
    held = BytesIO()
    Image.effect_noise((600, 800), 40).save(held, "JPEG")
    return held.getvalue()


def looping_tiff() -> bytes:
    """A TIFF whose directory names itself as the next."""
    entries = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200),
               (278, 4, 1, 8), (279, 4, 1, 64)]
    ifd = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return (b"II*\0" + struct.pack("<I", 8) + ifd + struct.pack("<I", 8)).ljust(200, b"\0") + b"\xff" * 64


# Name: the bytes, and the code they end in (`ok` where they are read whole).
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "content that inflates to 280 MB": (lambda: page(bomb()), "too_large"),
    "a bomb that calls itself a picture": (
        lambda: page(bomb(b"/Subtype/Image/Width 9/Height 9")), "too_large"),
    "60 fonts of 30 MB": (lambda: made(CATALOGUE, TREE, *[font()] * 60), "too_large"),
    "a picture of 30,000 x 30,000": (lambda: picture(SIDE, SIDE, bytes(SIDE * 1000)), "too_large"),
    "a picture that holds more than it says": (lambda: picture(90, 90, bytes(60 << 20)), "too_large"),
    "a JPEG that is none": (lambda: picture(9_000, 9_000, b"\xff\xd8\xff none", b"/Filter/DCTDecode"), "no_text"),
    "a page as large as a town": (
        lambda: page(stream(b""), b"", box=b"0 0 9000000 9000000"), "no_text"),
    "a page tree that leads back": (
        lambda: made(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 400000>>"), "damaged"),
    "letters of another font": (shifted, "garbled_text"),
    "5,000 pages": (many_pages, "ok"),
    "junk before the head": (
        lambda: b"\0junk\n" * 40 + page(typed(WORDS), FONT % b"", parts=b"/Font<</F 5 0 R>>"), "ok"),
    "cut off": (lambda: page(typed(WORDS * 9), FONT % b"", parts=b"/Font<</F 5 0 R>>")[:600], "damaged"),
    "no page": (lambda: made(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"), "damaged"),
    "a bitmap of 30,000 x 30,000": (lambda: bitmap(SIDE, SIDE), "too_large"),
    "a photograph cut off": (lambda: jpeg()[:9_000], "damaged"),
    "a photograph of noise": (jpeg, "no_text"),
    "a picture's first bytes": (lambda: b"\xff\xd8\xff\xe0", "damaged"),
    "a TIFF that leads back": (looping_tiff, "no_text"),
}


def ending(data: bytes) -> str:
    """`ok`, or the code of the reason why the file was not read whole."""
    try:
        document = read_bytes(data, "a", OPTIONS)
    except Unreadable as error:
        return error.code
    return (document.partial or "ok").partition(":")[0]


if __name__ == "__main__":
    for name, (make, _) in CASES.items():
        data, start = make(), time.process_time()
        code = ending(data)
        peak = peak_mb()
        print(json.dumps([name, code, round(time.process_time() - start, 2), peak]), flush=True)
