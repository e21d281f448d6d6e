"""The fonts that a page names, where one of them is of a legacy encoding: in tags, styles and style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extract import legacy
from extract.document import EMPHASIS_OFF, EMPHASIS_ON
from extract.readers.recoding import Convert

# How the names of such fonts begin, behind what may stand before them in a page. Patterns that begin with one letter
# are looked for ten times as fast as others.
STARTS = (re.compile(r"V(?:(?<=[ \t\r\n\"':;,>=]V)(?:NI-|ni-|nTime|nArial)|(?<=[ \t\r\n\"':;,>=]\.V)[Nn])"),
          re.compile(r"v(?:(?<=[ \t\r\n\"':;,>=]v)ni-|(?<=[ \t\r\n\"':;,>=]\.v)n)"))
NAME = re.compile(r"[\w.-][\w -]{1,30}")
# What is not ended goes on to the end; rules are looked for only from where one can begin: else the time would grow
# with the square of the page's length.
SHEET = re.compile(r"(?is)<style\b[^<>]*>(.*?)(?:</style|\Z)")
COMMENT = re.compile(r"(?s)/\*.*?(?:\*/|\Z)|<!--|-->")
RULE = re.compile(r"(?<![^{}@;])([^{}@;]++)\{([^{}]*+)\}")
FAMILY = re.compile(r"(?i)(?<![\w-])font(-family)?\s*:\s*([^;}]+)")
SIZE = re.compile(r"^.*\d\S*\s+", re.DOTALL)
SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)?)$", re.IGNORECASE)
MOST_RULES = 5000
FONT_MARK, FIRST_FONT, MOST_FONTS = "\ue010", 0xE100, 0x700
STRESS = (EMPHASIS_ON, EMPHASIS_OFF)
MARKS = re.compile(f"({FONT_MARK}.|{EMPHASIS_ON}|{EMPHASIS_OFF})", re.DOTALL)


class Fonts:
    """The fonts of a page's elements: what each says itself, else the rules of the style sheets."""

    def __init__(self, text: str) -> None:
        """Take in the style sheets of a page."""
        self._rules: dict[str, str] = {}
        sheets = COMMENT.sub(" ", " ".join(SHEET.findall(text)))
        for selectors, declarations in RULE.findall(sheets)[:MOST_RULES]:
            font = family(declarations)
            for selector in selectors.split(",") if font else ():
                simple = SELECTOR.match(selector.strip())
                if simple and font:
                    self._rules[simple[0].lower()] = font

    def of(self, tag: str, attributes: Mapping[str, str | None]) -> str | None:
        """The font that an element asks for; None where it leaves that to what is around it."""
        font = family(attributes.get("style") or "")
        if font is None and tag == "font":
            font = (attributes.get("face") or "").split(",")[0].strip(" \"'") or None
        if font is None and self._rules:
            classes = (attributes.get("class") or "").lower().split()
            names = [f"{tag}.{name}" for name in classes] + [f".{name}" for name in classes] + [tag]
            font = next((self._rules[name] for name in names if name in self._rules), None)
        return font


class Script:
    """Brings the words of a page into Unicode; a line marks where its font changes, with signs of private use."""

    def __init__(self, fonts: Fonts, convert: Convert) -> None:
        """Keep how to tell fonts, and how to convert runs."""
        self.fonts = fonts
        self._convert = convert
        self._names: list[str | None] = []
        self._numbers: dict[str | None, int] = {}

    def mark(self, font: str | None) -> str:
        """What marks that the words behind it are in this font."""
        number = self._numbers.get(font)
        if number is None:
            number = self._numbers[font] = min(len(self._names), MOST_FONTS)
            if number == len(self._names):
                self._names.append(font)
        return FONT_MARK + chr(FIRST_FONT + number)

    def shown(self, line: str) -> tuple[str, str | None]:
        """A line without its marks of fonts, in Unicode, and the encoding that it was in."""
        runs: list[tuple[str, str | None]] = []
        font = None
        for part in MARKS.split(line):
            if part.startswith(FONT_MARK):
                font = self._names[ord(part[1]) - FIRST_FONT]
            elif part:
                runs.append((part, None if part in STRESS else font))
        return self._convert(runs)


@lru_cache(maxsize=1024)
def family(declarations: str) -> str | None:
    """The first font of a style.

    >>> family("mso-x:1;font-family:'.VnTime', serif"), family("font:12pt VNI-Times"), family("color:red")
    ('.VnTime', 'VNI-Times', None)
    """
    if "font" not in declarations.lower():
        return None
    font = None
    for full, value in FAMILY.findall(declarations):
        font = (value if full else SIZE.sub("", value)).split(",")[0].strip(" \t\r\n\"'") or font
    return font


def may_be_legacy(text: str) -> bool:
    """Whether a page names a font of a legacy encoding; most do not, and are read without looking at fonts.

    >>> may_be_legacy("<font face='.VnTime'>"), may_be_legacy("<a href='a.vn/'>"), may_be_legacy("<p>")
    (True, False, False)
    """
    names = (NAME.match(text, found.start() - (text[found.start() - 1] == "."))
             for start in STARTS for found in start.finditer(text))
    return any(legacy.by_font(name[0]) for name in names if name)
