"""Reports as presentations: a slide a page, its first heading in the place of the title."""

from __future__ import annotations

from html import escape
from itertools import groupby

from packing import packed
from source import Block, Run, Source, plain

OPEN = "http://schemas.openxmlformats.org"
NAMES = (f'xmlns:p="{OPEN}/presentationml/2006/main" xmlns:a="{OPEN}/drawingml/2006/main" '
         f'xmlns:r="{OPEN}/officeDocument/2006/relationships"')
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
KINDS = {"presentation.xml": "presentation.main", **{f"slides/slide{at}.xml": "slide" for at in range(1, 30)}}


def presentation(source: Source) -> bytes:
    """The bytes of a .pptx file."""
    slides = [list(blocks) for page, blocks in groupby(source.blocks, lambda block: block.kind == "page") if not page]
    parts = {f"slides/slide{at}.xml": _slide(blocks) for at, blocks in enumerate(slides, 1)}
    ids = "".join(f'<p:sldId id="{255 + at}" r:id="rId{at}"/>' for at in range(1, len(slides) + 1))
    parts["presentation.xml"] = f"<p:presentation {NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    types = "".join(f'<Override PartName="/ppt/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
                    f'presentationml.{KINDS[name]}+xml"/>' for name in parts)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types"><Default Extension="rels" ContentType='
                               f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _related([("officeDocument", "ppt/presentation.xml")]),
        "ppt/_rels/presentation.xml.rels": _related([("slide", f"slides/slide{at}.xml") for at in range(1, len(slides) + 1)]),
        **{f"ppt/{name}": xml for name, xml in parts.items()}}
    return packed({name: (HEAD + xml).encode() for name, xml in files.items()})


def _related(targets: list[tuple[str, str]]) -> str:
    rows = "".join(f'<Relationship Id="rId{at}" Type="{OPEN}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
                   for at, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{rows}</Relationships>'


def _slide(blocks: list[Block]) -> str:
    shapes = []
    for kind, group in groupby((block for block in blocks if block.kind != "blank"), lambda block: _kind(block)):
        held = list(group)
        if kind == "table":
            shapes += [_table(block) for block in held]
        else:
            shapes.append(_shape([line for block in held for line in _lines(block)], kind))
    return f"<p:sld {NAMES}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def _kind(block: Block) -> str:
    return {"heading": "title", "table": "table", "columns": "columns"}.get(block.kind, "body")


def _lines(block: Block) -> list[str]:
    if block.kind == "columns":
        return [_paragraph(line) for cell in block.rows[0] for line in cell]
    bullet = '<a:pPr><a:buChar char="-"/></a:pPr>' if block.kind == "bullet" else ""
    return [_paragraph([Run(f"{block.label} "), *block.runs] if block.label else block.runs, bullet)]


def _paragraph(runs: list[Run], settings: str = "") -> str:
    words = "".join(f'<a:r><a:rPr lang="vi-VN"{" b=" + chr(34) + "1" + chr(34) if run.bold else ""}/><a:t>{escape(run.text, quote=False)}</a:t></a:r>'
                    for run in runs if run.text and run.change != "del")
    return f"<a:p>{settings}{words}</a:p>"


def _shape(paragraphs: list[str], kind: str) -> str:
    holder = f'<p:ph type="{kind}"/>' if kind == "title" else ""
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{kind}"/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/>{''.join(paragraphs)}</p:txBody></p:sp>")


def _table(block: Block) -> str:
    rows = "".join("<a:tr>" + "".join(f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(' '.join(plain(line) for line in lines))}</a:t></a:r></a:p>"
                                      "</a:txBody></a:tc>" for lines in cells) + "</a:tr>" for cells in block.rows)
    return ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
            f"<a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>")
