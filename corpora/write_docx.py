"""Reports as Word files, with what Word files of offices have: list numbering, footnotes, tracked changes."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import Any

import docx
import legacy_fonts
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from source import Block, Run, Source
from word_parts import FOOTNOTES, NUMBERING, TEXTBOX, footnote

ALIGNS = {"c": ALIGN.CENTER, "r": ALIGN.RIGHT, "j": ALIGN.JUSTIFY, "": None}
WHO = 'w:author="Van thu" w:date="2024-01-02T08:00:00Z"'
LISTS = {"bullet": (1, 1), "number": (2, 0)}


class Writer:
    """Writes one report; `simple` is the id of the numbering of the list in hand."""

    def __init__(self, source: Source) -> None:
        """A blank document with the font, margins and running heads of the source."""
        self.source = source
        self.file = docx.Document()
        self.footnotes: list[tuple[Run, ...]] = []
        self.simple = 10
        self.last = ""
        style = self.file.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(float(source.head.get("size", "13")))
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(float(source.head.get("right", "2")))
        section.top_margin = section.bottom_margin = Cm(2)
        self._numbering()
        self._running(section)

    def bytes(self) -> bytes:
        """The file, the same on every run."""
        for block in self.source.blocks:
            self._block(block)
            self.last = block.kind
        if self.footnotes:
            self._attach_footnotes()
        held = io.BytesIO()
        self.file.save(held)
        return _undated(held.getvalue())

    def _numbering(self) -> None:
        numbering = self.file.part.numbering_part.element
        for child in list(numbering):
            numbering.remove(child)
        for child in parse_xml(NUMBERING):
            numbering.append(deepcopy(child))

    def _running(self, section: Any) -> None:
        head, foot = self.source.head.get("running_head"), self.source.head.get("running_foot")
        if head:
            section.header.paragraphs[0].text = head
            section.header.paragraphs[0].alignment = ALIGN.CENTER
        if foot:
            paragraph = section.footer.paragraphs[0]
            paragraph.alignment = ALIGN.CENTER
            paragraph.add_run(foot.split("#")[0])
            if "#" in foot:
                paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))

    def _block(self, block: Block) -> None:
        if block.kind == "blank":
            return
        if block.kind == "page":
            self.file.add_page_break()
        elif block.kind == "columns":
            self._table(block, borders=False)
        elif block.kind == "table":
            self._table(block, borders=True)
            self.file.add_paragraph()
        elif block.kind == "box":
            self.file.add_paragraph()._p.append(parse_xml(TEXTBOX.format(text="".join(run.text for run in block.runs))))
        else:
            self._paragraph(block)

    def _paragraph(self, block: Block) -> None:
        heading = block.kind == "heading" and "flat" not in self.source.head
        paragraph = self.file.add_paragraph(style=f"Heading {block.level}" if heading else None)
        paragraph.alignment = ALIGNS[block.align]
        paragraph.paragraph_format.space_after = Pt(4)
        if block.kind in ("bullet", "number", "simple"):
            self._number(paragraph, block)
        self._runs(paragraph, block.runs)

    def _number(self, paragraph: Any, block: Block) -> None:
        if block.kind == "simple":
            self.simple += self.last != "simple"
            number, level = self.simple, 0
            if self.last != "simple":
                self.file.part.numbering_part.element.append(parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="3"/>'
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'))
        else:
            number, less = LISTS[block.kind]
            level = 0 if less else block.level - 1
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))

    def _runs(self, paragraph: Any, runs: list[Run] | tuple[Run, ...]) -> None:
        for run in runs:
            if run.footnote:
                self.footnotes.append(run.footnote)
                paragraph._p.append(parse_xml(
                    f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{len(self.footnotes) + 1}"/></w:r>'))
                continue
            for words, font in self._typed(run.text):
                made = paragraph.add_run(words)
                made.bold, made.italic = run.bold or None, run.italic or None
                if font:
                    made.font.name = font
                if run.change:
                    self._changed(made._r, run.change)
                if run.link:
                    self._linked(paragraph, made._r, run.link)

    def _typed(self, words: str) -> list[tuple[str, str]]:
        """The words as they are, or in the letters of the source's legacy encoding with their fonts."""
        encoding = self.source.head.get("fonts")
        return legacy_fonts.runs(words, encoding) if encoding else [(words, "")]

    def _changed(self, element: Any, change: str) -> None:
        around = parse_xml(f'<w:{change} {nsdecls("w")} w:id="{900 + len(self.footnotes)}" {WHO}/>')
        element.addprevious(around)
        around.append(element)
        if change == "del":
            for words in element.findall(qn("w:t")):
                words.tag = qn("w:delText")

    def _linked(self, paragraph: Any, element: Any, url: str) -> None:
        relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        around = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"/>')
        element.addprevious(around)
        around.append(element)

    def _table(self, block: Block, borders: bool) -> None:
        table = self.file.add_table(len(block.rows), len(block.rows[0]), style="Table Grid" if borders else None)
        table.autofit = False
        widths = [float(w) for w in block.options.get("widths", ",".join("1" for _ in block.rows[0])).split(",")]
        for col, width in enumerate(widths):
            table.columns[col].width = Cm(16 * width / sum(widths))
        for row, cells in enumerate(block.rows):
            table.rows[row]._tr.get_or_add_trPr().append(parse_xml(f'<w:cantSplit {nsdecls("w")}/>'))
            for col, lines in enumerate(cells):
                cell = table.cell(row, col)
                cell.width = Cm(16 * widths[col] / sum(widths))
                if not block.spans[row][col]:
                    self._cell(cell, lines, not borders or (row == 0 and "plain" not in block.options))
        for row, marks in enumerate(block.spans):
            for col, mark in enumerate(marks):
                if mark:
                    _merge(table, block.spans, row, col)

    def _cell(self, cell: Any, lines: list[list[Run]], centre: bool) -> None:
        for at, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if not at else cell.add_paragraph()
            listed = line and line[0].text.startswith("- ")
            paragraph.alignment = ALIGN.CENTER if centre and not listed else None
            paragraph.paragraph_format.space_after = Pt(0)
            self._runs(paragraph, line)

    def _attach_footnotes(self) -> None:
        notes = "".join(footnote(number + 2, runs) for number, runs in enumerate(self.footnotes))
        part = Part(PackURI("/word/footnotes.xml"),
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
                    FOOTNOTES.format(notes=notes).encode(), self.file.part.package)
        self.file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _merge(table: Any, spans: list[list[str]], row: int, col: int) -> None:
    """Join a cell with the one on its left or above; python-docx keeps an empty paragraph, which goes."""
    to = (row, col - 1) if spans[row][col] == "<" else (row - 1, col)
    joined = table.cell(*to).merge(table.cell(row, col))
    for paragraph in joined.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _undated(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def word(source: Source) -> bytes:
    """The bytes of a .docx file."""
    return Writer(source).bytes()
