"""Numbers and bullets of Word lists, as Word shows them."""

from __future__ import annotations

import pytest

from tests.docx_files import cell, document, lines, p, row, table

Lvl = tuple[str, str]  # format, text
LEGAL = "<w:isLgl/>"


def level(ilvl: int, format: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{ilvl}'><w:start w:val='{start}'/><w:numFmt w:val='{format}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


def abstract(id: int, *levels: str, more: str = "") -> str:
    return f"<w:abstractNum w:abstractNumId='{id}'>{more}{''.join(levels)}</w:abstractNum>"


def num(id: int, abstract_id: int, overrides: str = "") -> str:
    return f"<w:num w:numId='{id}'><w:abstractNumId w:val='{abstract_id}'/>{overrides}</w:num>"


def item(num_id: int, ilvl: int = 0, text: str = "x") -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{ilvl}'/><w:numId w:val='{num_id}'/></w:numPr>")


def start_override(ilvl: int, start: int) -> str:
    return f"<w:lvlOverride w:ilvl='{ilvl}'><w:startOverride w:val='{start}'/></w:lvlOverride>"


OUTLINE = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
POINTS = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3"))
SYMBOL_FONT = "<w:rPr><w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr>"
WINGDINGS = SYMBOL_FONT.replace("Symbol", "Wingdings")


def bullet(text: str, font: str = "") -> str:
    return level(0, "bullet", text, more=font)


LISTS = (
    (
        "outline",
        OUTLINE,
        ((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)),
        ["I.", "1.", "2.", "a)", "II.", "1."],
    ),
    (
        "points of points",
        POINTS,
        ((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)),
        ["1.", "1.1.", "1.2.", "1.2.1", "2.", "2.1."],
    ),
    ("a level that was skipped counts as begun", POINTS, ((1, 1), (1, 1), (1, 0)), ["1.1.", "1.2.", "1."]),
    (
        "beginning elsewhere",
        (level(0, "decimal", "Điều %1.", start=5),),
        ((1, 0), (1, 0)),
        ["Điều 5.", "Điều 6."],
    ),
    ("small Roman numerals", (level(0, "lowerRoman", "(%1)", start=9),), ((1, 0), (1, 0)), ["(ix)", "(x)"]),
    ("capitals", (level(0, "upperLetter", "%1.", start=26),), ((1, 0), (1, 0)), ["Z.", "AA."]),
    ("with a zero", (level(0, "decimalZero", "%1.", start=9),), ((1, 0), (1, 0)), ["09.", "10."]),
    ("an unknown format is shown in digits", (level(0, "chineseCounting", "%1."),), ((1, 0),), ["1."]),
    (
        "digits on a legal level",
        (OUTLINE[0], level(1, "decimal", "%1.%2", more=LEGAL)),
        ((1, 0), (1, 0), (1, 1)),
        ["I.", "II.", "2.1"],
    ),
    (
        "a level that never begins anew",
        (OUTLINE[0], level(1, "decimal", "%2.", more="<w:lvlRestart w:val='0'/>")),
        ((1, 0), (1, 1), (1, 0), (1, 1)),
        ["I.", "1.", "II.", "2."],
    ),
    (
        "a level that begins anew after the first only",
        (*POINTS[:2], level(2, "decimal", "%3)", more="<w:lvlRestart w:val='1'/>")),
        ((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)),
        ["1.", "1.1.", "1)", "1.2.", "2)", "2.", "1)"],
    ),
    ("two lists of one definition go on counting", POINTS[:1], ((1, 0), (2, 0)), ["1.", "2."]),
    ("unless the second begins anew", POINTS[:1], ((1, 0), (1, 0), (3, 0), (3, 0)), ["1.", "2.", "7.", "8."]),
    ("a dash", (bullet("-"),), ((1, 0),), ["-"]),
    ("a plus", (bullet("+"),), ((1, 0),), ["+"]),
    ("a dot of a symbol font", (bullet("\uf0b7", SYMBOL_FONT),), ((1, 0),), ["•"]),
    ("a dash of a symbol font", (bullet("\uf02d", SYMBOL_FONT),), ((1, 0),), ["-"]),
    ("a letter of a symbol font is no letter", (bullet("Ø", WINGDINGS),), ((1, 0),), ["•"]),
    ("a picture", (bullet(""),), ((1, 0),), ["•"]),
)


@pytest.mark.parametrize(
    ("levels", "items", "labels"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS]
)
def test_labels(levels: tuple[str, ...], items: tuple[tuple[int, int], ...], labels: list[str]) -> None:
    numbering = abstract(0, *levels) + num(1, 0) + num(2, 0) + num(3, 0, start_override(0, 7))
    body = "".join(item(num_id, ilvl) for num_id, ilvl in items)

    assert lines(body, numbering=numbering) == [f"{label} x" for label in labels]


def test_items_have_their_depth_and_labels_of_headings_are_kept() -> None:
    numbering = abstract(0, *OUTLINE) + num(1, 0)
    heading = p(
        "MỤC ĐÍCH", "<w:outlineLvl w:val='0'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    )
    read = document(heading + item(1, 2), numbering=numbering)

    assert [(block.kind, block.level) for block in read.blocks] == [("heading", 1), ("list_item", 3)]
    assert read.text == "I. MỤC ĐÍCH\na) x"


def test_nothing_between_a_number_and_its_words() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.", more="<w:suff w:val='nothing'/>")) + num(1, 0)

    assert lines(item(1), numbering=numbering) == ["1.x"]


IN_LIST = "<w:pPr><w:numPr><w:numId w:val='{}'/></w:numPr></w:pPr>"
STYLES = (
    f"<w:style w:styleId='Muc'><w:name w:val='a'/>{IN_LIST.format(1)}</w:style>"
    "<w:style w:styleId='Khoan'><w:name w:val='b'/><w:basedOn w:val='Muc'/></w:style>"
    f"<w:style w:styleId='Kieu'><w:name w:val='c'/>{IN_LIST.format(2)}</w:style>"
)


def test_numbers_by_style_at_the_level_that_names_the_style() -> None:
    levels = (
        level(0, "decimal", "%1.", more="<w:pStyle w:val='Muc'/>"),
        level(1, "lowerLetter", "%2)", more="<w:pStyle w:val='Khoan'/>"),
    )
    body = "".join(
        p("x", f"<w:pStyle w:val='{style}'/>") for style in ("Muc", "Khoan", "Khoan", "Muc", "Khoan")
    )

    assert lines(body, numbering=abstract(0, *levels) + num(1, 0), styles=STYLES) == [
        "1. x",
        "a) x",
        "b) x",
        "2. x",
        "a) x",
    ]


def test_a_paragraph_is_taken_out_of_its_styles_list() -> None:
    body = p("x", "<w:pStyle w:val='Muc'/><w:numPr><w:numId w:val='0'/></w:numPr>") + p(
        "y", "<w:pStyle w:val='Muc'/>"
    )

    assert lines(body, numbering=abstract(0, POINTS[0]) + num(1, 0), styles=STYLES) == ["x", "1. y"]


def test_a_list_that_stands_for_a_list_style() -> None:
    numbering = (
        abstract(0, more="<w:numStyleLink w:val='Kieu'/>")
        + abstract(1, level(0, "upperLetter", "%1."))
        + num(1, 0)
        + num(2, 1)
    )

    assert lines(item(1) + item(1), numbering=numbering, styles=STYLES) == ["A. x", "B. x"]


def test_a_level_given_anew_for_one_list() -> None:
    override = f"<w:lvlOverride w:ilvl='0'>{level(0, 'lowerLetter', '%1)')}</w:lvlOverride>"

    assert lines(item(1), numbering=abstract(0, POINTS[0]) + num(1, 0, override)) == ["a) x"]


def test_empty_items_count_and_show_only_in_tables() -> None:
    numbering = abstract(0, POINTS[0]) + num(1, 0)
    numbered = f"<w:tc>{item(1, text='')}</w:tc>"
    body = item(1, text="") + item(1) + table(row(numbered, cell("Hộ A")), row(numbered, cell("Hộ B")))

    assert lines(body, numbering=numbering) == ["2. x", "3.", "Hộ A", "4.", "Hộ B"]


def test_a_list_without_definition_shows_nothing() -> None:
    assert lines(item(9) + item(1, 5), numbering=abstract(0, POINTS[0]) + num(1, 0)) == ["x", "x"]
