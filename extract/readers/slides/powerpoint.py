"""Presentations of PowerPoint (.pptx, .ppsx)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from extract import legacy
from extract.document import Piece, Reading
from extract.errors import Unreadable
from extract.readers.container import etree
from extract.readers.docx.package import Package
from extract.readers.docx.symbols import SYMBOLS
from extract.readers.emphasis import Run, marked
from extract.readers.numbering import FORMATS, bullet
from extract.readers.recoding import Convert, walked

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TITLES, FURNITURE = ("title", "ctrTitle"), ("sldNum", "dt", "ftr", "hdr", "sldImg")
# Forms of automatic numbers: the names of the digits, and of what stands around them.
DIGITS = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
          "romanUc": "upperRoman"}
AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}"}
MOST_COLUMNS = 63


def read(data: bytes) -> Reading:
    """The pieces of a PowerPoint presentation."""
    package = Package(data, "PowerPoint presentation (.pptx)", "ppt/presentation.xml")
    if package.main_part not in package:
        raise Unreadable("no_document", "There is no presentation in the file (no ppt/presentation.xml).")
    tree = package.main_tree(package.bytes_of(package.main_part))
    related = package.related("slide")
    slides = [related[id] for node in tree.iter(P + "sldId") if (id := node.get(ID)) in related]
    pieces = walked(partial(_pieces, package, slides))
    return Reading(pieces, len(slides), package.problems[0] if package.problems else None)


def _pieces(package: Package, slides: list[str], convert: Convert) -> list[Piece]:
    tables = Tables(convert)
    return [piece for number, part in enumerate(slides, 1) for piece in _slide(package, part, number, tables)]


def _slide(package: Package, part: str, page: int, tables: Tables) -> Iterator[Piece]:
    """What stands on a slide, titles first; then what its diagrams say, then its notes."""
    tree = package.tree(part)
    if tree is None:
        return
    shapes = list(tree.iter(P + "sp", P + "graphicFrame"))
    for shape in sorted(shapes, key=lambda shape: _role(shape) not in TITLES):
        yield from tables.of(shape, page) if shape.tag == P + "graphicFrame" else _shape(shape, page, tables.convert)
    related = package.relations_of(part).values()
    for kind in ("diagramData", "notesSlide"):
        for name in [name for type, name in related if type == kind]:
            other = package.tree(name)
            for shape in () if other is None else other.iter(P + "sp") if kind == "notesSlide" else [other]:
                yield from _shape(shape, page, tables.convert)


def _role(shape: etree._Element) -> str:
    """What a placeholder is for; nothing for a shape that is none."""
    holder = next(shape.iter(P + "ph"), None)
    return "" if holder is None else holder.get("type", "body")


def _shape(shape: etree._Element, page: int, convert: Convert) -> Iterator[Piece]:
    """The paragraphs of a shape, numbered as they are shown."""
    role = _role(shape)
    if role in FURNITURE:
        return
    counted: dict[int, int] = {}
    for paragraph in shape.iter(A + "p"):
        text, encoding = _words(paragraph, convert)
        if not text.strip():
            continue
        settings = next(paragraph.iterchildren(A + "pPr"), None)
        level = _level(settings)
        label = _label(settings, level, counted)
        if role in TITLES:
            yield Piece(text, "heading", 1, page, encoding=encoding)
        else:
            kind = "list_item" if label or level else "paragraph"
            yield Piece(label + text, kind, level + 1 if kind == "list_item" else None, page, encoding=encoding)


def _level(settings: etree._Element | None) -> int:
    said = "0" if settings is None else settings.get("lvl", "0")
    return int(said) if said in "012345678" and said else 0


def _label(settings: etree._Element | None, level: int, counted: dict[int, int]) -> str:
    """The bullet or number that a paragraph asks for; those of its layout are not looked up."""
    if settings is None:
        return ""
    for node in settings:
        if node.tag == A + "buChar":
            fonts = [font.get("typeface", "") for font in settings.iterchildren(A + "buFont")]
            return f"{bullet(node.get('char', ''), fonts)} "
        if node.tag == A + "buAutoNum":
            start = node.get("startAt", "1")
            first = int(start) if start.isdecimal() and len(start) < 6 else 1
            number = counted[level] = counted[level] + 1 if level in counted else first
            for deeper in [other for other in counted if other > level]:
                del counted[deeper]
            return _numbered(node.get("type", ""), number)
    return ""


def _numbered(form: str, number: int) -> str:
    digits = next((name for start, name in DIGITS.items() if form.startswith(start)), "decimal")
    around = next((text for end, text in AROUND.items() if form.endswith(end)), "{}.")
    shown = FORMATS[digits](number) if digits in FORMATS else str(number)
    return f"{around.format(shown)} "


def _words(paragraph: etree._Element, convert: Convert) -> tuple[str, str | None]:
    """The words of a paragraph, those between marks that alone are bold or italic; their encoding."""
    runs: list[Run] = []
    for node in paragraph:
        if node.tag == A + "br":
            runs.append(Run("\n"))
        elif node.tag in (A + "r", A + "fld") and node.get("type") != "slidenum":
            text = "".join(part.text or "" for part in node.iterchildren(A + "t")).translate(SYMBOLS)
            settings = next(node.iterchildren(A + "rPr"), None)
            runs.append(Run(text, _font(settings), _is_stressed(settings)))
    return convert(marked([run for run in runs if run.text]))


def _is_stressed(settings: etree._Element | None) -> bool:
    return settings is not None and (settings.get("b") in ("1", "true") or settings.get("i") in ("1", "true"))


def _font(settings: etree._Element | None) -> str | None:
    """The font, where its letters are of a legacy encoding."""
    named = None if settings is None else next(settings.iterchildren(A + "latin"), None)
    font = None if named is None else named.get("typeface")
    return font if legacy.by_font(font) else None


class Tables:
    """Reads the tables of a presentation and numbers them."""

    def __init__(self, convert: Convert) -> None:
        """Start at 0; `convert` brings the words of a paragraph into Unicode."""
        self.convert = convert
        self._read = 0

    def of(self, frame: etree._Element, page: int) -> Iterator[Piece]:
        """The cells of the tables in a frame; those that continue a merged one hold nothing of their own."""
        for table in frame.iter(A + "tbl"):
            number = self._read
            self._read += 1
            for row, cells in enumerate(table.iterchildren(A + "tr")):
                for col, cell in enumerate(cells.iterchildren(A + "tc")):
                    if col < MOST_COLUMNS and not {cell.get("hMerge"), cell.get("vMerge")} & {"1", "true"}:
                        for paragraph in cell.iter(A + "p"):
                            text, encoding = _words(paragraph, self.convert)
                            yield Piece(text, "table_cell", None, page, number, row, col, None, encoding)
