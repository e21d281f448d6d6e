"""Reports as Markdown and as plain text in the encodings that old offices used."""

from __future__ import annotations

import textwrap
import unicodedata

import legacy_fonts
from source import Block, Run, Source, plain

TONES = "\u0300\u0301\u0303\u0309\u0323"
INDENT = {"bullet": "- "}


def text(source: Source) -> bytes:
    """The bytes of a .txt file; `wrap`, `encoding`, `newline` and `nfd` are told in the source's head."""
    head = source.head
    wrap = int(head.get("wrap", "0"))
    words = "\n".join(_lines(block, wrap) for block in source.blocks
                      if not (wrap and block.kind == "blank")) + "\n"
    if "nfd" in head:
        words = unicodedata.normalize("NFD", words)
    if head.get("newline") == "crlf":
        words = words.replace("\n", "\r\n")
    encoding = head.get("encoding", "utf-8")
    if encoding == "viqr":
        return legacy_fonts.mnemonic(words).encode("ascii")
    if encoding in ("tcvn3", "viscii", "vps"):
        return legacy_fonts.typed(words, encoding).encode("latin-1", "replace")
    return (_loose_tones(words) if encoding == "cp1258" else words).encode(encoding)


def _loose_tones(words: str) -> str:
    """Tone marks behind their letters, which keep their hooks and hats: the only form cp1258 knows.

    >>> len(_loose_tones("ở")), _loose_tones("ở")[0]
    (2, 'ơ')
    """
    made = []
    for letter in unicodedata.normalize("NFC", words):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(sign for sign in parts if sign in TONES)
        rest = "".join(sign for sign in parts if sign not in TONES)
        made.append(unicodedata.normalize("NFC", rest) + tone if _fits(rest) else letter)
    return "".join(made)


def _fits(rest: str) -> bool:
    try:
        unicodedata.normalize("NFC", rest).encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _lines(block: Block, wrap: int) -> str:
    if block.kind in ("page", "blank"):
        return ""
    if block.kind == "table":
        return "\n".join("\t".join(" ".join(plain(line) for line in cell) for cell in row) for row in block.rows) + "\n"
    if block.kind == "columns":
        return "\n\n".join("\n".join(plain(line) for line in cell) for cell in block.rows[0]) + "\n"
    words = INDENT.get(block.kind, f"{block.label} " if block.label else "") + plain(block.runs)
    if wrap and block.kind != "pre":
        words = "\n".join("\n".join(textwrap.wrap(line, wrap, break_on_hyphens=False, break_long_words=False))
                          for line in words.split("\n"))
    return words + ("\n" if wrap else "")


def markdown(source: Source) -> bytes:
    """The bytes of a .md file, with the habits of programs that turn Word files into Markdown."""
    return ("\n\n".join(_marked(block) for block in source.blocks if block.kind not in ("page", "blank")) + "\n").encode()


def _marked(block: Block) -> str:
    if block.kind == "table":
        return _pipes(block)
    if block.kind == "columns":
        return "\n\n".join("  \n".join(_spans(line) for line in cell if line) for cell in block.rows[0])
    if block.kind == "pre":
        return plain(block.runs)
    sign = {"heading": "#" * (block.level + 1) + " ", "bullet": "- "}.get(block.kind, f"{block.label} " if block.label else "")
    return sign + _spans(block.runs).replace("\n", "  \n")


def _spans(runs: list[Run]) -> str:
    made = []
    for run in runs:
        sign = "*" * (2 * run.bold + run.italic)
        shown = run.text.replace("*", "\\*")
        lead, trail = shown[: len(shown) - len(shown.lstrip())], shown[len(shown.rstrip()) :]
        made.append(f"{lead}{sign}{shown.strip()}{sign}{trail}" if sign and shown.strip() else shown)
        made.append(f" ({plain(run.footnote)})" if run.footnote else "")
    return "".join(made)


def _pipes(block: Block) -> str:
    rows = [" | ".join(_cell(cell) for cell in row) for row in block.rows]
    rows.insert(1, " | ".join("---" for _ in block.rows[0]))
    return "\n".join(f"| {row} |" for row in rows)


def _cell(lines: list[list[Run]]) -> str:
    if len(lines) < 2:
        return "".join(_spans(line) for line in lines)
    return '<ol style="list-style:none">' + "".join(f"<li>{_spans(line)}</li>" for line in lines) + "</ol>"
