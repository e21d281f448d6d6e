"""Excel 2007 and later: the parts that are read, unpacked within limits and packed anew for calamine.

What calamine gets holds nothing that was not measured before: no member that inflates beyond what it declares,
no sheet whose outermost cells span millions, no text that thousands of cells share. Errors (`#REF!`) become
texts, because calamine drops them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from io import BytesIO
from typing import TypeVar

from extract.errors import Unreadable
from extract.legacy import Run, by_font
from extract.readers.container import PARSER, etree
from extract.readers.docx.package import Package
from extract.readers.sheet.cells import Look, Looks, look_of
from extract.readers.sheet.markup import UNCOMPUTED, Markup, column

PLACE = re.compile(rb"\br=[\"']([A-Z]+)([0-9]+)[\"']")
SHARED = re.compile(rb"\bt=[\"']s[\"']")
STYLE = re.compile(rb"\bs=[\"']([0-9]+)[\"']")
# Calamine takes memory for as many texts as this tag claims, up to 2**64 of them (its issue 684). Also where the tag
# is broken: it ends at the next `>`, whatever stands before.
CLAIM = re.compile(rb"(<(?:[^<>\s/:]*:)?sst)(?=[\s/>])[^>]*?(/?>)")
RICH = re.compile(rb"<(?:\w+:)?rFont\b")
SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet", "macrosheet")
PERCENT_FORMATS = ("9", "10")  # the built-in `0%` and `0.00%`
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="{}" Type="' + RELATIONS + '/{}" Target="{}"/>'
# In strict OOXML the name has another space; `Package` rewrites those that it knows.
RELATION_IDS = (f"{{{RELATIONS}}}id", "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")
Item = TypeVar("Item")
ROOT = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


class Workbook:
    """The parts of a workbook in XML (.xlsx, .xlsm)."""

    def __init__(self, data: bytes) -> None:
        """Unpack what is read. Raises `Unreadable`."""
        package = Package(data, "spreadsheet (.xlsx)", "xl/workbook.xml")
        if package.main_part not in package:
            raise Unreadable("damaged", "The file is cut off or damaged (there is no workbook in it).")
        self._workbook = package.bytes_of(package.main_part)
        self._styles = package.lesser(package.beside("styles"))
        self._shared = package.lesser(package.beside("sharedStrings"))
        related = {id: (kind, part) for kind in SHEET_KINDS for id, part in package.related(kind).items()}
        self._kinds = {id: kind for id, (kind, _) in related.items()}
        self._sheets = {id: Markup(package.lesser(part)) for id, (kind, part) in related.items() if kind == "worksheet"}
        self.problems = package.problems

    def packed(self) -> bytes:
        """The parts as a container of their own, not compressed."""
        rows = [RELATION.format(id, kind, f"sheets/{id}.xml") for id, kind in self._kinds.items()]
        rows += [RELATION.format(f"{kind}-part", kind, f"{kind}.xml") for kind in ("styles", "sharedStrings")]
        parts = {"workbook.xml": self._workbook, "_rels/workbook.xml.rels": ROOT.format("".join(rows)).encode(),
                 "styles.xml": self._styles, "sharedStrings.xml": CLAIM.sub(rb"\1\2", self._shared)}
        parts |= {f"sheets/{id}.xml": sheet.data for id, sheet in self._sheets.items()}
        root = ROOT.format(RELATION.format("rId1", "officeDocument", "xl/workbook.xml")).encode()
        return stored({"_rels/.rels": root, **{f"xl/{name}": data for name, data in parts.items() if data}})

    @cached_property
    def _ids(self) -> list[str]:
        """The relations of the sheets in their order."""
        tree = etree.fromstring(self._workbook, PARSER)
        return [node.get(next((name for name in RELATION_IDS if name in node.attrib), ""), "")
                for node in tree.iter("{*}sheet")]

    @cached_property
    def _looks(self) -> list[Look | None]:
        """The look of each format of cells, where it says anything."""
        if not self._styles:
            return []
        tree = etree.fromstring(self._styles, PARSER)
        fonts = [_name(font) for font in tree.iterfind("{*}fonts/{*}font")]
        formats = dict.fromkeys(PERCENT_FORMATS, "%") | {
            node.get("numFmtId", ""): node.get("formatCode", "") for node in tree.iterfind("{*}numFmts/{*}numFmt")}
        looks = [look_of(_at(fonts, node.get("fontId")), formats.get(node.get("numFmtId", ""), ""))
                 for node in tree.iterfind("{*}cellXfs/{*}xf")]
        return [look if by_font(look.font) or look != Look(look.font) else None for look in looks]

    @cached_property
    def _looking(self) -> re.Pattern[bytes]:
        """Finds a cell that may have a look: of the first format, which a cell need not name, any."""
        numbers = [str(number).encode() for number, look in enumerate(self._looks) if look]
        return re.compile(b"" if b"0" in numbers else rb"\bs=[\"'](?:" + b"|".join(numbers) + rb")[\"']")

    @cached_property
    def _rich(self) -> Mapping[int, tuple[Run, ...]]:
        """Shared texts in several fonts, by their number."""
        if RICH.search(self._shared) is None:
            return {}
        texts = map(_runs, etree.fromstring(self._shared, PARSER).iterfind("{*}si"))
        return {number: runs for number, runs in enumerate(texts) if any(by_font(font) for _, font in runs)}

    def looks(self, sheet: int) -> Looks:
        """The looks of a sheet's cells that have any. Raises `Unreadable` where it is too large."""
        markup = self._sheets.get(self._ids[sheet])
        if markup is None:
            return {}
        markup.check(self._shared)
        if markup.is_uncomputed and UNCOMPUTED not in self.problems:
            self.problems.append(UNCOMPUTED)
        found: Looks = {}
        looked = self._rich or (any(self._looks) and self._looking.search(markup.data))
        for attributes, number in markup.cells() if looked else ():
            look, place = self._look(attributes, number), PLACE.search(attributes)
            if look and place:
                found[int(place[2]) - 1, column(place[1]) - 1] = look
        return found

    def _look(self, attributes: bytes, number: bytes) -> Look | None:
        """The look of a cell with these attributes and this whole number in it."""
        style = STYLE.search(attributes)
        look = _at(self._looks, style[1] if style else b"0")
        runs = self._rich.get(int(number)) if number and self._rich and SHARED.search(attributes) else None
        if not runs:
            return look
        font = look.font if look else None
        return Look(font, runs=tuple((text, own or font) for text, own in runs))


def stored(parts: Mapping[str, bytes]) -> bytes:
    """These parts as a zip that is not compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for name, data in parts.items():
            container.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _at(rows: Sequence[Item], number: bytes | str | None) -> Item | None:
    return rows[int(number or 0)] if int(number or 0) < len(rows) else None


def _name(font: etree._Element) -> str | None:
    node = font.find("{*}name")
    return None if node is None else node.get("val")


def _runs(text: etree._Element) -> tuple[Run, ...]:
    """The runs of a shared text that has several; none where it has one."""
    return tuple(("".join(node.text or "" for node in run.iterfind("{*}t")),
                  next((font.get("val") for font in run.iterfind("{*}rPr/{*}rFont")), None))
                 for run in text.iterfind("{*}r"))
