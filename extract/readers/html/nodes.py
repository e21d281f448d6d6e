"""Questions to the elements of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from extract.readers.docx.columns import HEAD_SIGN, begins
from extract.readers.html.signs import style_in

DEEPEST_PATH = 200


def path_of(node: LexborNode) -> list[int]:
    """The ids of the elements from the page's body down to this one."""
    path = [node.mem_id]
    parent = node.parent
    while parent is not None and len(path) < DEEPEST_PATH:
        path.append(parent.mem_id)
        parent = parent.parent
    return path[::-1]


def is_head(node: LexborNode) -> bool:
    """Whether an element that calls itself a page's head holds the document's letterhead or title."""
    return node.css_first("h1") is not None or begins(HEAD_SIGN, node.text(separator="\n"))


def children(node: LexborNode, tags: tuple[str, ...]) -> Iterator[LexborNode]:
    """The children of these kinds that are not hidden."""
    child = node.first_child
    while child is not None:
        if child.tag in tags and not style_in(child.attributes).hidden:
            yield child
        child = child.next


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of a table."""
    for child in children(table, ("thead", "tbody", "tfoot", "tr")):
        if child.tag == "tr":
            yield child
        else:
            yield from children(child, ("tr",))


def is_ruled(table: LexborNode, rows: Sequence[Sequence[LexborNode]]) -> bool:
    """Whether lines are drawn around the cells."""
    if (table.attributes.get("border") or "0").strip() not in ("", "0"):
        return True
    cells = [cell for row in rows[:2] for cell in row][:6]
    return any(style_in(node.attributes).ruled for node in (table, *cells))
