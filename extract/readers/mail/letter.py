"""What all mails come to: fields of the head, a text or page, attached files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import NamedTuple

import msgspec

from extract.document import Member, Piece
from extract.readers import html, text
from extract.readers.text.wrapping import pieces


class Body(NamedTuple):
    """A part of a mail that is read: a web page, or plain text."""

    text: str
    is_page: bool = False


class Letter(NamedTuple):
    """A mail, or a web page that was saved as one, which has no fields."""

    fields: tuple[tuple[str, str], ...]
    bodies: list[Body]
    attached: list[Member]


# Fields that say what a mail is, as clerks read them, in this order.
LABELS = {"subject": "Tiêu đề", "date": "Ngày gửi", "from": "Người gửi", "to": "Người nhận", "cc": "Đồng gửi"}


def day(moment: datetime) -> str:
    """A moment as clerks write it.

    >>> day(datetime(2023, 6, 5, 8, 30))
    '05/06/2023 08:30'
    """
    return f"{moment:%d/%m/%Y %H:%M}"


def written(letter: Letter) -> list[Piece]:
    """The pieces of a mail: its fields, its body, the names of its attached files."""
    named = dict(letter.fields)
    found = [Piece(f"{label}: {named[name]}") for name, label in LABELS.items() if named.get(name, "").strip()]
    found += _bodies(letter.bodies)
    names = [member.name for member in letter.attached if member.name]
    return found + ([Piece(f"Tệp đính kèm: {'; '.join(names)}")] if names else [])


def _bodies(bodies: Iterable[Body]) -> Iterator[Piece]:
    tables = count()
    for body in bodies:
        if body.is_page:
            yield from pieces(html.page_lines(body.text, tables))
        else:
            yield from _plain(body.text, tables)


def _plain(words: str, tables: Iterator[int]) -> Iterator[Piece]:
    """The pieces of a plain text, its tables numbered on from those before."""
    numbers: dict[int, int] = {}
    for piece in text.read(words.encode()).pieces:
        if piece.table is None:
            yield piece
        else:
            if piece.table not in numbers:
                numbers[piece.table] = next(tables)
            yield msgspec.structs.replace(piece, table=numbers[piece.table])
