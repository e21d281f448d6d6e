"""The characters that RTF writes as escapes: bytes of a code page, and numbers of Unicode with a stand-in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.docx.symbols import SYMBOLS, symbol
from extract.readers.rtf.fonts import Font

MOST_STAND_INS = 8
# An optional hyphen is TCVN3's ư, which has its code: LibreOffice writes it so. Cleaning takes any other away.
SIGNS = {"\\~": "\u00a0", "\\_": "-", "\\-": "\xad", "\\{": "{", "\\}": "}", "\\\\": "\\", "\r": "", "\n": "",
         "\r\n": ""}
SURROGATE = re.compile("[\ud800-\udfff]")
PLAIN = re.compile(rb"[ -\[\]-z|~\t]*+")  # neither escape, nor line end, nor byte of a code page
BYTE = r"(?:\\'[0-9a-fA-F]{2}|[\x80-\xff])"
BYTES = re.compile(r"\\'([0-9a-fA-F]{2})|([\x80-\xff])")
LONGEST_KEPT = 16  # characters of an escape that is kept in mind


def characters(token: bytes, font: Font, stand_ins: int) -> str:
    r"""The words of a token; `stand_ins` is how many characters follow a Unicode number for old programs.

    >>> characters(rb"Qu\u253\'fd 2\~- \u7889?", Font("cp1252"), 1)
    'Quý 2\xa0- ố'
    """
    text = token.decode("latin-1")
    if not PLAIN.fullmatch(token):
        parts = _escapes(min(stand_ins, MOST_STAND_INS)).split(text)
        parts[1::2] = map(_shown(font.codec).__getitem__, parts[1::2])
        text = "".join(parts)
        if SURROGATE.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if font.symbolic:
        return "".join([symbol(f"F0{ord(sign):02X}", font.name) if " " < sign < "\u0100" else sign for sign in text])
    return text


@cache
def _escapes(stand_ins: int) -> re.Pattern[str]:
    """Unicode numbers with their stand-ins, bytes in a row, line ends of the file, other signs."""
    stand_in = r"(?:\\'[0-9a-fA-F]{2}|\\[~_\-{}\\]|[\r\n]*[^\\\r\n])"
    return re.compile(rf"(\\u-?[0-9]+ ?{stand_in}{{0,{stand_ins}}}|{BYTE}+|[\r\n]+|\\.)")


class Shown(dict[str, str]):
    """What escapes show in a code page, worked out when first met."""

    def __init__(self, codec: str) -> None:
        """Start with the signs that are the same in all code pages."""
        super().__init__(SIGNS)
        self._codec = codec

    def __missing__(self, escape: str) -> str:
        """The characters of an escape that is not known yet."""
        shown = _unicode(escape) if escape.startswith("\\u") else self._bytes(escape)
        if len(escape) <= LONGEST_KEPT:
            self[escape] = shown
        return shown

    def _bytes(self, escapes: str) -> str:
        """Bytes in a row: in some code pages two are one character. Line ends of the file show nothing."""
        data = bytes(int(number, 16) if number else ord(sign) for number, sign in BYTES.findall(escapes))
        text = data.decode(self._codec, "replace")
        if self._codec == "cp1252" and "\ufffd" in text:
            text = "".join(chr(byte) if sign == "\ufffd" else sign for byte, sign in zip(data, text, strict=True))
        return text


@lru_cache(maxsize=32)
def _shown(codec: str) -> Shown:
    return Shown(codec)


def _unicode(escape: str) -> str:
    """The character of a number, which RTF writes with a sign and in 16 bits."""
    number = re.match(r"\\u(-?[0-9]{1,9})(?![0-9])", escape)
    code = int(number[1]) & 0xFFFF if number else 0xFFFD
    sign = SYMBOLS.get(code, chr(code))
    return "" if sign in (EMPHASIS_ON, EMPHASIS_OFF) else sign
