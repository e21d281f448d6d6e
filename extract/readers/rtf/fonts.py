"""What the head of an RTF file says: its code page, its fonts, which of its styles are headings."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from extract import legacy

# Windows' numbers of character sets, and the code pages that they mean.
CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
            162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
            222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"}
SYMBOLIC = 2
FAMILIES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{1,5})")
FAMILY = re.compile(rb"\\(mac|pca|pc)\b")
INNER = re.compile(rb"\{\s*+\\\*\s*+\\(?:panose|falt|fname|fontemb|keycode)[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}")
FONT = re.compile(rb"\\f([0-9]{1,9})(?![0-9])((?:\s*+\\[a-z]++-?[0-9]*+)*+)\s*+([^;{}]*+)")
CHARSET = re.compile(rb"\\fcharset([0-9]{1,3})")
# Windows lists a font once for each character set, under its name with one of these behind it.
VARIANT = re.compile(r" (?:CE|Cyr|Greek|Tur|Baltic|Thai|\((?:Hebrew|Arabic|Vietnamese|Thai)\))$")
SYMBOL_FONT = re.compile(r"(?i)symbol|wingdings|webdings|dingbats|marlett")
STYLE = re.compile(rb"\{(?:\\s([0-9]{1,9}))?((?:\s*+\\(?!\*)[a-z]++-?[0-9]*+)*+)\s*+([^;{}\\]*+);")
OUTLINE = re.compile(rb"\\outlinelevel([0-8])(?![0-9])")
HEADING_NAME = re.compile(rb"(?i)heading ([1-9])$")


class Font(NamedTuple):
    """How bytes in this font are read: `name` only where its letters are of a legacy encoding."""

    codec: str
    name: str | None = None
    symbolic: bool = False


def code_page(head: bytes) -> str:
    """The code page of text in fonts that name no character set."""
    said, family = CODE_PAGE.search(head), FAMILY.search(head)
    name = f"cp{int(said[1])}" if said else FAMILIES[family[1]] if family else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def fonts(table: bytes, default: str) -> dict[int, Font]:
    r"""The fonts of a font table by their numbers.

    >>> fonts(b"{\\f3\\fcharset2 Symbol;}{\\f4\\fcharset163{\\*\\panose 02}Arial;}", "cp1252")[4]
    Font(codec='cp1258', name=None, symbolic=False)
    """
    return {int(number): _font(settings, name.decode("latin-1").strip(), default)
            for number, settings, name in FONT.findall(_flat(table))}


def _font(settings: bytes, name: str, default: str) -> Font:
    name = VARIANT.sub("", name)
    said = CHARSET.search(settings)
    charset = int(said[1]) if said else 1
    if legacy.by_font(name):  # whatever character set the file gives such a font, its bytes are the same
        return Font("cp1252", name)
    if charset == SYMBOLIC or SYMBOL_FONT.search(name):
        return Font("cp1252", name, True)
    return Font(CHARSETS.get(charset, default))


def heading_levels(sheet: bytes) -> dict[int, int]:
    r"""The levels (from 1) of the paragraph styles of a style sheet that are headings.

    >>> heading_levels(b"{\\ql Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s5\\b\\sbasedon0 Heading 2;}")
    {1: 1, 5: 2}
    """
    levels = {}
    for number, settings, name in STYLE.findall(_flat(sheet)):
        named, outline = HEADING_NAME.match(name.strip()), OUTLINE.search(settings)
        if number and (named or outline):
            levels[int(number)] = int(named[1]) if named else int(outline[1]) + 1 if outline else 0
    return levels


def _flat(table: bytes) -> bytes:
    """A table without the groups inside its entries, such as `panose`."""
    return INNER.sub(b"", table)
