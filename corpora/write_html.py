"""Reports as web pages: as Word saves them, and as a site of a commune shows them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import legacy_fonts
from source import Block, Run, Source

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:13.0pt; font-family:"Times New Roman",serif;} --></style>
</head>
<body lang=EN-US>
<div class=WordSection1>
"""
WEB_HEAD = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>.noi-dung {{ max-width: 60em; }} table {{ border-collapse: collapse; }}</style>
<script>window.daXem = 129; function inTrang() {{ window.print(); }}</script>
</head>
<body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức</a></li></ul></nav>
<main class="noi-dung">
"""
WEB_FOOT = """</main>
<footer><p>Ghi rõ nguồn khi đăng lại thông tin của trang này.</p></footer>
</body>
</html>
"""


@dataclass(frozen=True)
class Page:
    """Whether Word saved the page, and the legacy encoding of its fonts, if it is typed in one."""

    word: bool
    encoding: str | None = None


ALIGN = {"c": "center", "r": "right", "j": "justify", "": ""}


def saved_by_word(source: Source) -> bytes:
    """A page in windows-1252; letters it does not have are entities."""
    made = Page(True, source.head.get("fonts"))
    body = "\n".join(_block(block, made) for block in source.blocks if block.kind != "blank")
    page = WORD_HEAD + body + "\n</div>\n</body>\n</html>\n"
    return page.replace("\n", "\r\n").encode("cp1252", "xmlcharrefreplace")


def web(source: Source) -> bytes:
    """A page of a site in UTF-8, with a menu and a script around the report."""
    body = "\n".join(_block(block, Page(False)) for block in source.blocks if block.kind != "blank")
    return (WEB_HEAD.format(title=escape(source.head.get("page_title", "Văn bản"))) + body + "\n" + WEB_FOOT).encode()


def _block(block: Block, page: Page) -> str:
    if block.kind == "page":
        return "<br clear=all style='page-break-before:always'>" if page.word else "<hr>"
    if block.kind in ("table", "columns"):
        return _table(block, page)
    if block.kind == "pre":
        return f"<pre>{_runs(block.runs, page)}</pre>"
    if block.kind == "bullet" and not page.word:
        return f"<ul><li>{_runs(block.runs, page)}</li></ul>"
    if block.kind == "bullet":
        return (f"<p class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]><span>-<span style='font:7.0pt'>"
                f"&nbsp;&nbsp; </span></span><![endif]>{_runs(block.runs, page)}</p>")
    tag = f"h{block.level + 1}" if block.kind == "heading" else "p"
    look = f" class=MsoNormal align={ALIGN[block.align] or 'left'}" if page.word else f' style="text-align:{ALIGN[block.align] or "left"}"'
    label = f"{block.label} " if block.label else ""
    return f"<{tag}{look}>{label}{_runs(block.runs, page)}</{tag}>"


def _runs(runs: list[Run] | tuple[Run, ...], page: Page) -> str:
    return "".join(_run(run, page) for run in runs if run.change != "del")


def _run(run: Run, page: Page) -> str:
    if run.footnote:
        return f" <small>({_runs(run.footnote, page)})</small>"
    words = _fonts(run.text, page.encoding) if page.encoding else _shown(run.text)
    if page.word and not page.encoding:
        words = _wrapped(words)
    for tag, on in (("i", run.italic), ("b", run.bold)):
        words = f"<{tag}>{words}</{tag}>" if on else words
    return f'<a href="{run.link}">{words}</a>' if run.link else words


def _shown(words: str) -> str:
    return escape(words, quote=False).replace("\n", "<br>\n")


def _fonts(words: str, encoding: str) -> str:
    """Each piece in its font, as editors of that time wrote it."""
    return "".join(f'<font face="{font}">{_shown(typed)}</font>' for typed, font in legacy_fonts.runs(words, encoding))


def _wrapped(words: str) -> str:
    """Word breaks the lines of its page anywhere between words."""
    made = words.split(" ")
    return "".join(word + ("\n" if at % 12 == 11 else " ") for at, word in enumerate(made[:-1])) + made[-1]


def _table(block: Block, page: Page) -> str:
    border = 0 if block.kind == "columns" else 1
    rows = []
    for row, cells in enumerate(block.rows):
        made = "".join(_cell(block, row, col, lines, page) for col, lines in enumerate(cells) if not block.spans[row][col])
        rows.append(f"<tr>{made}</tr>")
    return f"<table border={border} cellspacing=0>" + "\n".join(rows) + "</table>"


def _cell(block: Block, row: int, col: int, lines: list[list[Run]], page: Page) -> str:
    wide, tall = 1, 1
    while col + wide < len(block.spans[row]) and block.spans[row][col + wide] == "<":
        wide += 1
    while row + tall < len(block.spans) and block.spans[row + tall][col] == "^":
        tall += 1
    size = (f" colspan={wide}" if wide > 1 else "") + (f" rowspan={tall}" if tall > 1 else "")
    return f"<td{size}>" + "".join(f"<p>{_runs(line, page)}</p>" for line in lines) + "</td>"
