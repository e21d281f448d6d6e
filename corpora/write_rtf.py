"""Reports as RTF: as Word writes them, in legacy fonts or in Unicode, with tables and footnotes."""

from __future__ import annotations

import legacy_fonts
from source import Block, Run, Source

FONTS = ("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times")
ALIGNS = {"c": r"\qc", "r": r"\qr", "j": r"\qj", "": r"\ql"}
WIDTH = 9000  # of a table, in twentieths of a point
LABELS = {"bullet": "-"}


def rich_text(source: Source) -> bytes:
    """The bytes of a .rtf file; `fonts` in the head names the legacy encoding that it is typed in."""
    table = "".join(rf"{{\f{number}\froman\fcharset0 {name};}}" for number, name in enumerate(FONTS))
    body = "\n".join(_block(block, source) for block in source.blocks if block.kind not in ("blank", "page"))
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl" + table + r"}{\stylesheet{\ql Normal;}}\paperw11907\paperh16840"
    return (head + "\n" + body + "\n}\n").encode("ascii")


def _block(block: Block, source: Source) -> str:
    if block.kind in ("table", "columns"):
        return _table(block, source)
    label = LABELS.get(block.kind, block.label)
    lead = _words(Run(label + " "), source) if label else ""
    return rf"\pard{ALIGNS[block.align]}\sa80 {lead}{_runs(block.runs, source)}\par"


def _table(block: Block, source: Source) -> str:
    widths = [float(width) for width in block.options.get("widths", ",".join("1" for _ in block.rows[0])).split(",")]
    line = "" if block.kind == "columns" else "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")
    rows = []
    for at, cells in enumerate(block.rows):
        edges, words = [], []
        for col, lines in enumerate(cells):
            mark = block.spans[at][col]
            below = at + 1 < len(block.spans) and block.spans[at + 1][col] == "^"
            merged = r"\clvmrg" if mark == "^" else r"\clvmgf" if below else ""
            joined = r"\clmrg" if mark == "<" else r"\clmgf" if block.spans[at][col + 1:col + 2] == ["<"] else ""
            edges.append(rf"{merged}{joined}{line}\cellx{round(WIDTH * sum(widths[:col + 1]) / sum(widths))}")
            words.append(r"\par ".join(_runs(line_, source) for line_ in lines) + r"\cell ")
        rows.append(r"\trowd\trgaph108" + "".join(edges) + r"\pard\intbl\ql " + "".join(words) + r"\row")
    return "\n".join(rows) + r"\pard"


def _runs(runs: list[Run] | tuple[Run, ...], source: Source) -> str:
    return "".join(_run(run, source) for run in runs if run.change != "del")


def _run(run: Run, source: Source) -> str:
    if run.footnote:
        return rf"{{\super\chftn}}{{\footnote\pard\plain{{\super\chftn}} {_runs(run.footnote, source)}}}"
    return _words(run, source)


def _words(run: Run, source: Source) -> str:
    look = (r"\b" if run.bold else "") + (r"\i" if run.italic else "")
    encoding = source.head.get("fonts")
    typed = legacy_fonts.runs(run.text, encoding) if encoding else [(run.text, FONTS[0])]
    return "".join(rf"{{\f{FONTS.index(font)}{look} {_escaped(words)}}}" for words, font in typed)


def _escaped(words: str) -> str:
    """Letters of Latin-1 by their bytes, others as RTF writes Unicode."""
    return "".join(_sign(sign) for sign in words)


def _sign(sign: str) -> str:
    if sign == "\n":
        return r"\line "
    if ord(sign) < 128:
        return "\\" + sign if sign in "\\{}" else sign
    return rf"\'{ord(sign):02x}" if ord(sign) < 256 else rf"\u{ord(sign)}?"
