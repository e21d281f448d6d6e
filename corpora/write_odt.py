"""Reports as OpenDocument text: lists, merged cells, footnotes, tracked changes left out."""

from __future__ import annotations

from html import escape

from packing import packed
from source import Block, Run, Source

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "style", "text", "table")) + (
    f' xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"')
MIMETYPE = b"application/vnd.oasis.opendocument.text"
LOOKS = {"B": "fo:font-weight='bold'", "I": "fo:font-style='italic'", "BI": "fo:font-weight='bold' fo:font-style='italic'"}
ALIGNS = {"c": "center", "r": "end", "j": "justify", "": "start"}
STYLES = (
    "".join(f"<style:style style:name='T{name}' style:family='text'><style:text-properties {look}/></style:style>"
            for name, look in LOOKS.items())
    + "".join(f"<style:style style:name='P{name}' style:family='paragraph'><style:paragraph-properties fo:text-align='{align}'/>"
              "</style:style>" for name, align in ALIGNS.items())
    + "<style:style style:name='Ruled' style:family='table-cell'><style:table-cell-properties fo:border='0.5pt solid #000000'/>"
      "</style:style><text:list-style style:name='Dash'><text:list-level-style-bullet text:level='1' text:bullet-char='-'/>"
      "</text:list-style>")
MANIFEST = (
    "<?xml version='1.0' encoding='UTF-8'?><manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
    f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{MIMETYPE.decode()}'/>"
    "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>")


def open_document(source: Source) -> bytes:
    """The bytes of a .odt file."""
    notes: list[int] = []
    body = "".join(_block(block, notes) for block in source.blocks if block.kind not in ("blank", "page"))
    content = (f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {NAMES} office:version='1.2'>"
               f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text>"
               "</office:body></office:document-content>")
    return packed({"mimetype": MIMETYPE, "content.xml": content.encode(), "META-INF/manifest.xml": MANIFEST.encode()})


def _block(block: Block, notes: list[int]) -> str:
    if block.kind in ("table", "columns"):
        return _table(block, notes)
    words = _runs(block.runs, notes)
    if block.kind == "heading":
        return f"<text:h text:style-name='P{block.align}' text:outline-level='{block.level}'>{words}</text:h>"
    if block.kind == "bullet":
        return f"<text:list text:style-name='Dash'><text:list-item><text:p>{words}</text:p></text:list-item></text:list>"
    label = f"{block.label} " if block.label else ""
    return f"<text:p text:style-name='P{block.align}'>{label}{words}</text:p>"


def _runs(runs: list[Run] | tuple[Run, ...], notes: list[int]) -> str:
    return "".join(_run(run, notes) for run in runs if run.change != "del")


def _run(run: Run, notes: list[int]) -> str:
    if run.footnote:
        notes.append(len(notes) + 1)
        return (f"<text:note text:id='ftn{notes[-1]}' text:note-class='footnote'><text:note-citation>{notes[-1]}</text:note-citation>"
                f"<text:note-body><text:p>{_runs(run.footnote, notes)}</text:p></text:note-body></text:note>")
    words = escape(run.text, quote=False).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    look = "B" * run.bold + "I" * run.italic
    words = f"<text:span text:style-name='T{look}'>{words}</text:span>" if look else words
    return f"<text:a xlink:href='{escape(run.link)}'>{words}</text:a>" if run.link else words


def _table(block: Block, notes: list[int]) -> str:
    ruled = "" if block.kind == "columns" else " table:style-name='Ruled'"
    rows = "".join("<table:table-row>" + "".join(_cell(block, row, col, lines, ruled, notes) for col, lines in enumerate(cells))
                   + "</table:table-row>" for row, cells in enumerate(block.rows))
    return f"<table:table><table:table-column table:number-columns-repeated='{len(block.rows[0])}'/>{rows}</table:table>"


def _cell(block: Block, row: int, col: int, lines: list[list[Run]], ruled: str, notes: list[int]) -> str:
    if block.spans[row][col]:
        return "<table:covered-table-cell/>"
    wide, tall = 1, 1
    while col + wide < len(block.spans[row]) and block.spans[row][col + wide] == "<":
        wide += 1
    while row + tall < len(block.spans) and block.spans[row + tall][col] == "^":
        tall += 1
    size = (f" table:number-columns-spanned='{wide}'" if wide > 1 else "") + (f" table:number-rows-spanned='{tall}'" if tall > 1 else "")
    return f"<table:table-cell{ruled}{size}>" + "".join(f"<text:p>{_runs(line, notes)}</text:p>" for line in lines) + "</table:table-cell>"
