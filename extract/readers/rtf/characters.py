"""The characters that RTF writes as escapes: bytes of a code page, and numbers of Unicode with a stand-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.docx.symbols import SYMBOLS, symbol
from extract.readers.rtf.fonts import Font

MOST_STAND_INS = 8
SIGNS = {"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # bytes without a sign in cp1252; legacy encodings use them
SURROGATE = re.compile("[\ud800-\udfff]")
PLAIN = re.compile(rb"[ -\[\]-z|~\t]*+")  # neither escape, nor line end, nor byte of a code page
HIGH = 128


def characters(token: bytes, font: Font, stand_ins: int) -> str:
    r"""The words of a token; `stand_ins` is how many characters follow a Unicode number for old programs.

    >>> characters(rb"Qu\u253\'fd 2\~- \u7889?", Font("cp1252"), 1)
    'Quý 2\xa0- ố'
    """
    text = token.decode("latin-1")
    if PLAIN.fullmatch(token) and not font.symbolic:
        return text
    text = _escapes(min(stand_ins, MOST_STAND_INS)).sub(_shown(font), text)
    if font.symbolic:
        return "".join([symbol(f"F0{ord(sign):02X}", font.name) if " " < sign < "\u0100" else sign for sign in text])
    if SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


@cache
def _escapes(stand_ins: int) -> re.Pattern[str]:
    """Unicode numbers with their stand-ins, bytes in a row, line ends of the file, other signs."""
    stand_in = r"(?:\\'[0-9a-fA-F]{2}|\\[~_\-{}\\]|[\r\n]*[^\\\r\n])"
    return re.compile(rf"\\u(-?[0-9]+) ?{stand_in}{{0,{stand_ins}}}"
                      r"|((?:\\'[0-9a-fA-F]{2}|[\x80-\xff])+)|[\r\n]+|\\(.)")


@cache
def _shown(font: Font) -> Callable[[re.Match[str]], str]:
    """What an escape shows in this font."""
    single = _table(font.codec)

    def shown(found: re.Match[str]) -> str:
        kind = found.lastindex
        if kind == 1:
            return _unicode(found[1])
        if kind == 2:
            escape = found[2]
            known = single.get(escape)
            return known if known is not None else _decoded(escape, font.codec, single)
        return SIGNS[found[3]] if kind else ""

    return shown


@cache
def _unicode(number: str) -> str:
    """The character of a number, which RTF writes with a sign and in 16 bits."""
    code = int(number) & 0xFFFF if len(number) < 9 else 0xFFFD
    sign = SYMBOLS.get(code, chr(code))
    return "" if sign in (EMPHASIS_ON, EMPHASIS_OFF) else sign


@cache
def _table(codec: str) -> dict[str, str]:
    """What each single byte shows, by the byte and by its escape; none in code pages of two bytes."""
    shown = {code: _byte(code, codec) for code in range(256)}
    if any(sign == "\ufffd" for code, sign in shown.items() if code >= HIGH and code not in UNUSED):
        shown = {code: sign for code, sign in shown.items() if code < HIGH}
    escapes = {escape: sign for code, sign in shown.items()
               for escape in (f"\\'{code:02x}", f"\\'{code:02X}")}
    return escapes | {chr(code): sign for code, sign in shown.items()}


def _byte(code: int, codec: str) -> str:
    if codec == "cp1252" and code in UNUSED:
        return chr(code)
    return bytes([code]).decode(codec, "replace")


def _decoded(escapes: str, codec: str, single: dict[str, str]) -> str:
    """Several bytes in a row, or one of a code page of two bytes."""
    parts = re.findall(r"\\'[0-9a-fA-F]{2}|[\x80-\xff]", escapes)
    if all(part.lower() in single for part in parts):
        return "".join(single[part.lower()] for part in parts)
    data = bytes(int(part[2:], 16) if len(part) > 1 else ord(part) for part in parts)
    return data.decode(codec, "replace")
