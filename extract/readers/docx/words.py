"""The words of all paragraphs of a tree, in one pass, and what each paragraph says of itself."""

from __future__ import annotations

from collections.abc import Callable

from extract.readers.container import etree
from extract.readers.docx.styles import PLAIN, Style, Styles
from extract.readers.docx.symbols import symbol
from extract.readers.docx.xml import MATH, W, is_on, said, whole
from extract.readers.emphasis import Run, marked
from extract.readers.raised import raised

P, R, T = W + "p", W + "r", W + "t"
MATH_TEXT = MATH + "t"


# Some words of one run; whether it is bold and italic, None where it leaves that to the styles; its style.
# Plain tuples, because a document has thousands of them.
Part = tuple[str, bool | None, bool | None, str | None]


class Paragraph:
    """A paragraph's words as parts, with its style, list and outline level as far as it names them."""

    __slots__ = ("formatted", "ilvl", "num_id", "outline", "parts", "style")

    def __init__(self) -> None:
        """Start without words."""
        self.parts: list[Part] = []
        self.style: str | None = None
        self.num_id: str | None = None
        self.ilvl: int | None = None
        self.outline: int | None = None
        self.formatted = False

    def words(self, styles: Styles) -> str:
        """The words; where only some are bold or italic, those between marks."""
        if not self.formatted or len({part[1:] for part in self.parts}) < 2:
            return "".join([part[0] for part in self.parts])
        base = styles.get(self.style) if self.style else PLAIN
        runs = [Run(part[0], None, _emphasised(part, base, styles)) for part in self.parts if part[0]]
        return "".join([text for text, _ in marked(runs)])


def _emphasised(part: Part, base: Style, styles: Styles) -> bool:
    _, bold, italic, style = part
    run = styles.get(style) if style else PLAIN
    if bold is None:
        bold = base.bold if run.bold is None else run.bold
    if italic is None:
        italic = base.italic if run.italic is None else run.italic
    return bool(bold or italic)


# Elements of a run that show something other than their own text.
SHOWN: dict[str, Callable[[etree._Element], str]] = {
    W + "tab": lambda node: "\t",
    W + "ptab": lambda node: "\t",
    W + "br": lambda node: "\n",
    W + "cr": lambda node: "\n",
    W + "noBreakHyphen": lambda node: "-",
    W + "sym": lambda node: symbol(node.get(W + "char"), node.get(W + "font")),
    MATH_TEXT: lambda node: node.text or "",
}
HEIGHT, ABOVE = W + "vertAlign", "superscript"
STYLE, NUM_ID, ILVL, OUTLINE = W + "pStyle", W + "numId", W + "ilvl", W + "outlineLvl"
BOLD, ITALIC, HIDDEN, RUN_STYLE = W + "b", W + "i", W + "vanish", W + "rStyle"
WATCHED = (P, R, T, BOLD, ITALIC, HIDDEN, RUN_STYLE, HEIGHT, STYLE, NUM_ID, ILVL, OUTLINE, *SHOWN)


def paragraphs(tree: etree._Element, styles: Styles) -> dict[etree._Element, Paragraph]:
    """All paragraphs of a tree with their words. Text boxes must have been taken out of it before."""
    found: dict[etree._Element, Paragraph] = {}
    paragraph = Paragraph()
    in_run = hidden = hidden_by_style = above = False
    bold = italic = run_style = None
    # One flat loop: lxml filters the tags in C, and a call for each node would double the time of the reader.
    for node in tree.iter(*WATCHED):
        tag = node.tag
        if tag == T:
            text = node.text
            if text and not hidden:
                if above:
                    text = raised(text, paragraph.parts[-1][0] if paragraph.parts else "")
                paragraph.parts.append((text, bold, italic, run_style))
        elif tag == R:
            in_run, hidden, above, bold, italic, run_style = True, hidden_by_style, False, None, None, None
        elif tag == P:
            in_run = hidden = hidden_by_style = above = False
            bold = italic = run_style = None
            paragraph = found[node] = Paragraph()
        elif tag == STYLE:
            paragraph.style = said(node)
            hidden_by_style = bool(styles.get(paragraph.style).hidden)
        elif tag in SHOWN:
            # The same names stand in the settings of a paragraph (`w:tabs`), where no run has begun.
            if not hidden and (in_run or tag == MATH_TEXT):
                paragraph.parts.append((SHOWN[tag](node), bold, italic, run_style))
        elif in_run:
            if tag == BOLD:
                bold, paragraph.formatted = is_on(node), True
            elif tag == ITALIC:
                italic, paragraph.formatted = is_on(node), True
            elif tag == HIDDEN:
                hidden = is_on(node)
            elif tag == HEIGHT:
                above = said(node) == ABOVE
            elif tag == RUN_STYLE:
                run_style, paragraph.formatted = said(node), True
                hidden = hidden or bool(styles.get(run_style).hidden)
        elif tag == NUM_ID:
            paragraph.num_id = said(node)
        elif tag == ILVL:
            paragraph.ilvl = whole(said(node))
        elif tag == OUTLINE:
            paragraph.outline = whole(said(node))
    return found
