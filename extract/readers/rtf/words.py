"""What control words mean: for the look of characters, for text, for paragraphs, tables and destinations."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """The look of characters, as far as it matters for the text; braces keep and restore it."""

    font: int
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    stand_ins: int = 1  # how many characters follow a Unicode number


class Paragraph(NamedTuple):
    """What a paragraph says of itself; `depth` is how many tables it stands in."""

    style: int | None = None
    outline: int | None = None
    depth: int = 0
    level: int = 0  # of its list


# Control words that switch a part of the look on (no number, or not 0) or off.
SWITCHES = {"b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted", "super": "raised"}
# Control words that stand for text.
SHOWN = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " "}
# Groups that hold no words of the document, and all that begin with `\*` but those below.
SKIPPED = frozenset({
    "colortbl", "info", "pict", "object", "fldinst", "private", "xe", "tc", "tcn", "rxe", "txe", "bkmkstart",
    "bkmkend", "sp", "shprslt", "nonesttables", "listtable", "listoverridetable", "revtbl", "rsidtbl",
    "filetbl", "template", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "themedata",
    "pntxta", "pntxtb", "pnseclvl", "atnid", "atnauthor", "annotation", "generator", "nextfile", "mmathPr",
    "fontemb", "fontfile", "panose", "falt", "title", "author", "operator", "company", "hlinkbase", "datafield",
    "ffname", "ffdeftext", "formfield", "userprops", "docvar", "xmlnstbl"})
STARRED = frozenset({"shpinst", "nesttableprops", "do", "moMath", "moMathPara", "shpgrp"})
# Groups whose words stand apart from the flow around them, with their kind of piece.
HEADS = {name + side: name for name in ("header", "footer") for side in ("", "l", "r", "f")}
BOXES = frozenset({"shptxt", "dptxbxtext"})
LABELS = frozenset({"listtext", "pntext"})
# Lines between cells: which of them a control word begins to describe, and what says that there is none.
SIDES = {"clbrdrl": "left", "clbrdrr": "right", "trbrdrv": "between"}
OTHER_SIDES = frozenset({
    "clbrdrt", "clbrdrb", "trbrdrt", "trbrdrb", "trbrdrl", "trbrdrr", "trbrdrh", "brdrt", "brdrb", "brdrl",
    "brdrr", "brdrbtw", "brdrbar", "box", "cldglu", "cldgll"})
NO_LINE = frozenset({"brdrnone", "brdrnil", "brdrtbl"})
LINES = frozenset({
    "brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair", "brdrdashsm", "brdrdashd", "brdrdashdd",
    "brdrtriple", "brdrwavy", "brdrwavydb", "brdremboss", "brdrengrave", "brdroutset", "brdrinset",
    "brdrsh", "brdrtnthsg", "brdrthtnsg", "brdrtnthtnsg", "brdrtnthmg", "brdrthtnmg", "brdrtnthtnmg",
    "brdrtnthlg", "brdrthtnlg", "brdrtnthtnlg", "brdrframe"})
