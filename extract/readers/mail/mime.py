"""Mails and web pages in one file as MIME has them (.eml, .mht): parts in parts, each with its encoding."""

from __future__ import annotations

import email
import email.errors
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from extract.document import Member
from extract.errors import Unreadable
from extract.readers.mail.letter import LABELS, Body, Letter, day
from extract.readers.text.charsets import decode, decode_declared

LARGEST = 48 * 2**20
MOST_PARTS = 10_000
WIDE = ("utf-8", "utf-16", "utf-16le", "utf-16be", "utf-7")
FOLD = re.compile(r"\r?\n[ \t]+")
LONGEST_FIELD = 10_000  # characters; the decoder's time grows with the square
SAVED = re.compile(r"(?i)saved by ")
ENDINGS = {"message/rfc822": ".eml", "application/pdf": ".pdf", "application/msword": ".doc", "text/plain": ".txt",
           "text/html": ".html", "application/vnd.ms-excel": ".xls", "application/rtf": ".rtf",
           "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx"}


PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain", *PAGES)


def letter(data: bytes) -> Letter:
    """The mail in these bytes. Raises `Unreadable` where it is too large or of too many parts."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", f"The mail is larger than {LARGEST >> 20} MB.")
    message = email.message_from_bytes(_without_mailbox_line(data))
    parts = list(_parts(message))
    if _is_saved_page(message, parts):
        return Letter((), _main([_body(part) for part in parts if part.get_content_type() in PAGES]), [])
    attached = [_member(part, number) for number, part in enumerate(filter(_is_attached, parts), 1)]
    bodies = [_body(part) for part in parts if part.get_content_type() in TEXTS and not _is_attached(part)]
    return Letter(_fields(message), [body for body in bodies if body.text.strip()], attached)


def _without_mailbox_line(data: bytes) -> bytes:
    """The message alone: mailboxes put a line `From ...` in front of it."""
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    return head[head.find(b"\n") + 1:] if head.startswith(b"From ") else head


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; of alternatives one; what an attached mail holds is left in it."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inside = _inside(part)
        if part.get_content_maintype() != "multipart" or not inside:
            yield part
        elif part.get_content_type() == "multipart/alternative":
            waiting += _best(inside)
        else:
            waiting += reversed(inside)
    raise Unreadable("too_complex", f"The mail has more than {MOST_PARTS:,} parts.")


def _inside(part: Message) -> list[Message]:
    held = part.get_payload()
    return [inner for inner in held if isinstance(inner, Message)] if isinstance(held, list) else []


def _best(alternatives: list[Message]) -> list[Message]:
    """Of parts that say the same the last that is a page, or the last that is a text."""
    for kinds in (PAGES, TEXTS):
        for part in reversed(alternatives):
            if any(inner.get_content_type() in kinds for inner in part.walk()):
                return [part]
    return alternatives[-1:]


def _is_saved_page(message: Message, parts: list[Message]) -> bool:
    """Whether a browser or an office program wrote it: sent to nobody, its parts known by where they came from."""
    if SAVED.search(str(message.get("from") or "")) or message.get("snapshot-content-location"):
        return True
    return message.get("to") is None and any(part.get("content-location") for part in parts)


def _main(pages: list[Body]) -> list[Body]:
    """The main page, or where it is only a frame around the others (sheets of a workbook) all of them."""
    return pages if pages and "<frameset" in pages[0].text.lower() else pages[:1]


def _is_attached(part: Message) -> bool:
    """Whether a part is a file of its own; pictures that a page shows are not."""
    if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
        return True
    if part.get("content-id") and part.get_content_maintype() == "image":
        return False
    return part.get_content_type() not in TEXTS or bool(part.get_filename())


def _member(part: Message, number: int) -> Member:
    """An attached file; its name, or one by its number where it has none."""
    name = _decoded(part.get_filename() or "")
    kind = part.get_content_type()
    return Member(name or f"attachment-{number}{ENDINGS.get(kind, '')}", _bytes(part))


def _bytes(part: Message) -> bytes:
    """What a part holds; of an attached mail its own bytes."""
    inside = _inside(part)
    if inside:
        return b"\r\n".join(bytes(inner) for inner in inside)
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _body(part: Message) -> Body:
    """The text of a part, by the charset that it says, else by its content."""
    data = _bytes(part)
    is_page = part.get_content_type() in PAGES
    text = _by_charset(data, part.get_content_charset())
    if text is None:
        text = decode_declared(data) if is_page else decode(data)
    return Body(text or "", is_page)


def _by_charset(data: bytes, charset: str | None) -> str | None:
    """The text in a charset that has more than one byte a letter; the others are often said without care."""
    if charset not in WIDE:
        return None
    try:
        return data.decode(charset)
    except UnicodeError:
        return None


def _fields(message: Message) -> tuple[tuple[str, str], ...]:
    raw = {name.lower(): value for name, value in reversed(list(message.raw_items()))}
    said = ((name, _decoded(raw.get(name, ""))) for name in LABELS)
    return tuple((name, _day(text) if name == "date" else text) for name, text in said if text)


def _day(text: str) -> str:
    """A date as clerks write it; as it stands where it is none."""
    try:
        return day(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _decoded(text: str) -> str:
    """A field of the head in letters: its encoded words decoded, its lines joined."""
    try:
        parts = decode_header(FOLD.sub(" ", text[:LONGEST_FIELD]))
    except email.errors.HeaderParseError:
        parts = [(text, None)]
    return " ".join("".join(_word(part, charset) for part, charset in parts).split())


def _word(part: bytes | str, charset: str | None) -> str:
    data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return decode(data) or ""
