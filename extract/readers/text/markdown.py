r"""Markdown's marks: out of the text, into structure. What is no mark stays as written.

>>> [(line.text, line.kind) for line in paragraph("## Kết quả\n\\- 2 * 3 hộ")]
[('Kết quả', 'heading'), ('- 2 * 3 hộ', 'list_item')]
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import regex

from extract.readers.raised import DIGITS
from extract.readers.text.markdown_emphasis import with_emphasis
from extract.readers.text.wrapping import Line, line_of


class Sign(NamedTuple):
    """Something that only a Markdown file holds; `_`, `-----` and a lone star prove nothing.

    `signal` stands in every such sign: where it does not, there is no need to look for the pattern.
    """

    name: str
    signal: str
    pattern: str
    example: str
    reason: str


TAGS = ("a|b|br|caption|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|su[bp]|table|tbody|t[dhr]"
        "|thead|u|ul")
ADDRESS = r"(?:https?:|mailto:|[./#_]|[\w./-]+\.(?:png|jpe?g|gif|svg|html?)\b)"
SIGNS = (
    Sign("heading", "#", r"^[ ]{0,3}#{1,6}[ ]\S", "## BÁO CÁO", "a line that opens with number signs"),
    Sign("bold", "**", r"\*\*(?=[^\s*])[^*\n]*+(?:\n[^*\n]++){0,6}+\*\*", "**TM. UBND**",
         "stars in twos around words"),
    Sign("italic", "*", r"(?<![\p{L}\p{N}*\\])\*(?![\s*)\].,;:])[^*\n]*[^\s*(\[]\*(?![\p{L}\p{N}*])", "“*khéo*”",
         "a pair of stars close to words"),
    Sign("escape", "\\", r"\\[*_#\-.+()\[\]|]", r"\- Như trên", "a backslash before a sign that would be a mark"),
    Sign("table", "|", r"^[ \t]*\|?(?:[ \t]*(?::-++:?|-++:|-{3,}+)[ \t]*\|)++", "|---|:-:|",
         "the line under a table's head"),
    Sign("link", "](", rf"!?\[[^\[\]\n]*+\]\({ADDRESS}", "[a](https://b)", "words with an address"),
    Sign("tag", "<", rf"</?(?i:{TAGS})(?:\s[^<>\n]*+)?/?>|<!--", "<br>", "a tag that Markdown lets through"),
    Sign("entity", "&", r"&(?:nbsp|amp|lt|gt|quot|[nm]dash|\#\d{2,6}|\#x[0-9a-fA-F]{2,5});", "&nbsp;",
         "a sign by its name or number"),
)
COMPILED = tuple((sign.signal, regex.compile(sign.pattern, regex.MULTILINE)) for sign in SIGNS)
MARKED = re.compile(r"[*_\\<&#>`\[=~]")  # a block without any of these, and without a rule, needs no work

HEADING = regex.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
STAR = regex.compile(r"[ \t]*\\?\*(?:[ \t]*\\?\*){0,4}[ \t]*$")  # the Party's star, Markdown's rule
NOTHING = regex.compile(r"[ \t]*(?:-{3,}|_{3,}|={3,}|`{3}\w*|~{3}\w*)[ \t]*$")
ESCAPED = regex.compile(r"\\([!-/:-@\[-`{-~])")
ENTITY = regex.compile(r"&(?:[a-zA-Z]?[a-z]{1,7}\d{0,2}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")  # `TC&CN;` is none
IMAGE = regex.compile(r"!\[[^\[\]\n]*+\]\([^()\n]*+\)")
LINK = regex.compile(rf"\[([^\[\]\n]*+)\]\({ADDRESS}[^()\s]*+(?:\s\"[^\"\n]*\")?\)")
COMMENT = regex.compile(r"<!--.*?-->", regex.DOTALL)
TAG = regex.compile(rf"(?i)<(/?)({TAGS})((?:\s[^<>\n]*+)?)/?>")
RAISED = regex.compile(r"(?i)(?<=\d)<sup>(\d+)</sup>")
BREAKING = frozenset({"br", "p", "div", "li", "tr", "hr", "ol", "ul", "table", "center", "caption",
                      "h1", "h2", "h3", "h4", "h5", "h6"})
START = regex.compile(r"start\s*=\s*[\"']?(\d{1,4})")
SHIELD = 0xE100  # escaped signs wait in the private use area while the marks are taken out
SHIELDED = regex.compile("[\ue121-\ue17e]")


def is_markdown(text: str) -> bool:
    """Whether the text bears marks that only Markdown gives a meaning.

    >>> is_markdown("**Điều 1**"), is_markdown("2 * 3 * 4 (*) và (*); Số: ____/____")
    (True, False)
    """
    return any(signal in text and pattern.search(text) for signal, pattern in COMPILED)


def paragraph(text: str, gap: bool = True) -> list[Line]:
    """The lines of a block without its marks: headings with their level, items with number or bullet."""
    if MARKED.search(text) or "---" in text:
        kept = (line for line in text.split("\n") if not NOTHING.match(line) and not STAR.match(line))
        text = inline("\n".join(kept))
    lines: list[Line] = []
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append(_line(line, gap and not lines))
    return lines


def _line(text: str, gap: bool) -> Line:
    heading = HEADING.match(text) if "#" in text else None
    if heading:
        return Line(text[heading.end():].rstrip("# "), gap, "heading", len(heading[1]))
    return line_of(text.removeprefix("> "), gap)


def inline(text: str) -> str:
    r"""The text of a block or a cell: links, tags, entities, escapes and pairs of stars resolved.

    >>> inline(r"1\. **Điều 5**<br>xã&nbsp;An\*") == "1. \ue000Điều 5\ue001\nxã\xa0An*"
    True
    """
    escaped = "\\" in text
    if escaped:
        text = ESCAPED.sub(lambda found: chr(SHIELD + ord(found[1])), text)
    if "](" in text:
        text = LINK.sub(r"\1", IMAGE.sub("", text))
    if "<" in text:
        text = _without_tags(text)
    if "*" in text or "_" in text:
        text = with_emphasis(text)
    if "&" in text:
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return SHIELDED.sub(lambda found: chr(ord(found[0]) - SHIELD), text) if escaped else text


def _without_tags(text: str) -> str:
    """Lists keep their numbers, breaks are line ends, raised digits stay raised; the tags go."""
    counters: list[int | None] = []
    text = RAISED.sub(lambda found: found[1].translate(DIGITS), COMMENT.sub("", text))
    text = TAG.sub(lambda found: _tag(found[2].lower(), bool(found[1]), found[3], counters), text)
    return _glued_items(text) if counters or "\n1." in "\n" + text else text


def _tag(name: str, closing: bool, attributes: str, counters: list[int | None]) -> str:
    if name in ("ol", "ul"):
        if not closing:
            start = START.search(attributes)
            bare = "none" in attributes
            counters.append(None if name == "ul" or bare else int(start[1]) if start else 1)
        return "\n"
    if name == "li" and not closing and counters and counters[-1] is not None:
        counters[-1] += 1
        return f"\n{counters[-1] - 1}. "
    if name == "li" and not closing and counters == [None]:
        return "\n"
    return "\n" if name in BREAKING and (not closing or name != "br") else ""


def _glued_items(text: str) -> str:
    """A list that lost its `<li>` tags: `… đồng2. Nhân dịp …` breaks before each next number.

    >>> _glued_items("1. Tặng quà 8.000 đồng2. Thăm hộ nghèo.")
    '1. Tặng quà 8.000 đồng\\n2. Thăm hộ nghèo.'
    """
    number, at = 2, 0
    while text.lstrip().startswith("1.") and number < 100:
        found = regex.compile(rf"(?<![\d\s])(?<!\d\.){number}\.\s(?=\p{{Lu}})").search(text, at)
        if not found:
            break
        text = text[: found.start()] + "\n" + text[found.start():]
        number, at = number + 1, found.end()
    return text
