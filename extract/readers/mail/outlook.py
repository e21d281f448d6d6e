"""Mails as Outlook saves them (.msg): properties as streams of an OLE container.

Rules: Microsoft's [MS-OXMSG] and [MS-OXPROPS].
"""

from __future__ import annotations

import re
import struct
from datetime import datetime, timedelta

from extract.document import Member
from extract.errors import Unreadable
from extract.readers.mail.letter import Body, Letter, day
from extract.readers.mail.rtf_body import unpacked
from extract.readers.ole import all_streams
from extract.readers.text.charsets import decode, decode_declared

TAG = "__substg1.0_"
UNICODE, BYTES, BINARY = "001F", "001E", "0102"
SUBJECT, BODY, PAGE, PACKED_RTF = "0037", "1000", "1013", "1009"
SENDER, SENDER_NAME, TO, CC = ("0C1F", "5D01"), "0C1A", "0E04", "0E03"
FILE, LONG_NAME, SHORT_NAME, INNER_MAIL = "3701", "3707", "3704", "3701000D"
SENT, RECEIVED = 0x00390040, 0x0E060040
PROPERTIES, HEAD, ENTRY = "__properties_version1.0", 32, struct.Struct("<II8s")
ATTACHED = re.compile(r"(__attach_version1\.0_#[0-9A-Fa-f]{8})/")


def letter(data: bytes) -> Letter:
    """The mail in these bytes."""
    streams = all_streams(data)
    sender = " ".join(word for word in (_text(streams, SENDER_NAME), _address(streams)) if word)
    fields = (("subject", _text(streams, SUBJECT)), ("date", _day(streams.get(PROPERTIES, b""))),
              ("from", sender), ("to", _text(streams, TO)), ("cc", _text(streams, CC)))
    folders = dict.fromkeys(found[1] for found in map(ATTACHED.match, streams) if found)
    attached = [_member(streams, folder, number) for number, folder in enumerate(folders, 1)]
    return Letter(tuple(field for field in fields if field[1]), _bodies(streams), attached)


def _text(streams: dict[str, bytes], tag: str, folder: str = "") -> str:
    """A property that is text; empty where there is none."""
    wide, narrow = (streams.get(f"{folder}{TAG}{tag}{kind}") for kind in (UNICODE, BYTES))
    return (wide.decode("utf-16-le", "replace") if wide is not None else decode(narrow or b"") or "").strip("\0 ")


def _address(streams: dict[str, bytes]) -> str:
    """The sender's address; not the name of a mailbox inside an office (`/O=...`)."""
    address = next(filter(None, (_text(streams, tag) for tag in SENDER[::-1])), "")
    return f"<{address}>" if "@" in address else ""


def _bodies(streams: dict[str, bytes]) -> list[Body]:
    """The page of the mail, else its text, else the text in its RTF."""
    page = streams.get(TAG + PAGE + BINARY)
    words = _text(streams, PAGE) if page is None else decode_declared(page) or ""
    if words.strip():
        return [Body(words, True)]
    words = _text(streams, BODY)
    packed = streams.get(TAG + PACKED_RTF + BINARY, b"")
    if not words.strip() and packed:
        return [Body("\n\n".join(unpacked(packed)))]
    return [Body(words)] if words.strip() else []


def _day(properties: bytes) -> str:
    """When it was sent, or received, in the time of Greenwich plus seven hours, which is that of Việt Nam."""
    entries = properties[HEAD:len(properties) - (len(properties) - HEAD) % ENTRY.size]
    found = {tag: value for tag, _, value in ENTRY.iter_unpack(entries)} if len(properties) > HEAD else {}
    value = found.get(SENT) or found.get(RECEIVED)
    if value is None:
        return ""
    try:
        since = timedelta(microseconds=int.from_bytes(value, "little") // 10, hours=7)
        return day(datetime(1601, 1, 1) + since)
    except OverflowError:
        return ""


def _member(streams: dict[str, bytes], folder: str, number: int) -> Member:
    """An attached file; one that is a mail itself is no stream, and is not read."""
    inside = f"{folder}/"
    name = _text(streams, LONG_NAME, inside) or _text(streams, SHORT_NAME, inside) or f"attachment-{number}"
    data = streams.get(f"{inside}{TAG}{FILE}{BINARY}")
    if data is not None:
        return Member(name, data)
    kind = "mail" if any(path.startswith(f"{inside}{TAG}{INNER_MAIL}") for path in streams) else "object"
    return Member(name, Unreadable("unsupported", f"A {kind} inside an Outlook mail is not read; save it on its own."))
