"""Mails (.eml, .msg) with their attached files, and web pages saved in one file (.mht)."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Member, Reading
from extract.options import PLAIN, Options
from extract.readers.mail import mime, outlook
from extract.readers.mail.letter import Letter, written
from extract.readers.ole import MAGIC


def read(data: bytes, options: Options = PLAIN) -> Reading:
    r"""The fields of a mail, its body, the names of its attached files.

    >>> mail = "Subject: Mời họp\nFrom: a@xa.vn\n\nKính mời ông.".encode()
    >>> [piece.text for piece in read(mail).pieces]
    ['Tiêu đề: Mời họp', 'Người gửi: a@xa.vn', 'Kính mời ông.']
    """
    return Reading(written(_letter(data)))


def members(data: bytes, options: Options = PLAIN) -> Iterator[Member]:
    """The files attached to a mail, in their order; none of a saved page."""
    yield from _letter(data).attached


def _letter(data: bytes) -> Letter:
    return outlook.letter(data) if data.startswith(MAGIC) else mime.letter(data)
