"""Mails for the tests, made on the spot."""

from __future__ import annotations

import struct
from email.message import EmailMessage

from extract.readers.ole import MAGIC

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
PDF = b"%PDF-1.4 x"


def eml(*, html: str = "", text: str = "", files: tuple[tuple[str, bytes], ...] = (), **fields: str) -> bytes:
    """A mail with these bodies, attached files and fields."""
    message = EmailMessage()
    for name, value in fields.items():
        message[name.capitalize()] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def mht(*pages: str, start: str = "From: <Saved by Blink>") -> bytes:
    """A web page saved in one file, and what it refers to."""
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: http://xa.vn/{number}\r\n\r\n{page}\r\n"
        for number, page in enumerate(pages)
    )
    picture = "--x\r\nContent-Type: image/png\r\nContent-Location: http://xa.vn/a.png\r\n\r\n\x01\r\n"
    return (
        f"{start}\r\nSubject: Trang\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n{parts}{picture}--x--\r\n'
    ).encode()


def msg(properties: dict[str, bytes], *attached: dict[str, bytes], moments: bytes = b"") -> bytes:
    """An Outlook mail of these properties; each attached file is a storage of its own properties."""
    top = {f"__substg1.0_{tag}": data for tag, data in properties.items()}
    folders = {
        f"__attach_version1.0_#{number:08X}": {f"__substg1.0_{tag}": data for tag, data in file.items()}
        for number, file in enumerate(attached)
    }
    return ole({"__properties_version1.0": bytes(32) + moments, **top}, folders)


def ole(streams: dict[str, bytes], folders: dict[str, dict[str, bytes]]) -> bytes:
    """An OLE container; streams are filled up with zeros to whole sectors, at least eight ([MS-CFB])."""
    rows: list[tuple[str, int, int, int, bytes]] = []  # name, kind, next, child, content
    names = [*streams, *folders]
    for name in names:
        last, held = name == names[-1], folders.get(name)
        following = FREE if last else len(rows) + 2 + len(held or ())
        rows.append(
            (name, 2 if held is None else 1, following, FREE if not held else len(rows) + 2, streams.get(name, b""))
        )
        for number, (inner, data) in enumerate((held or {}).items(), 1):
            rows.append((inner, 2, FREE if number == len(held or ()) else len(rows) + 2, FREE, data))
    return _packed([("Root Entry", 5, FREE, 1, b""), *rows])


def _packed(rows: list[tuple[str, int, int, int, bytes]]) -> bytes:
    contents = [row[4].ljust(max(4096, -(-len(row[4]) // 512) * 512), b"\0") if row[1] == 2 else b"" for row in rows]
    lengths = [-(-len(rows) * 128 // 512), *[len(content) // 512 for content in contents if content]]
    tables = -(-sum(lengths) // 127)
    chains = [0xFFFFFFFD] * tables
    for length in lengths:
        chains += [*range(len(chains) + 1, len(chains) + length), END]
    chains += [FREE] * (tables * 128 - len(chains))
    head = struct.pack("<8s16x5H6x9I", MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    directory, start = b"", tables + lengths[0]
    for (name, kind, following, child, _), content in zip(rows, contents, strict=True):
        letters = name.encode("utf-16-le") + b"\0\0"
        place = (start, len(content)) if content else (END, 0)
        directory += struct.pack("<64sHBB3I36xIQ", letters, len(letters), kind, 1, FREE, following, child, *place)
        start += len(content) // 512
    body = directory.ljust(lengths[0] * 512, b"\0") + b"".join(contents)
    return head + struct.pack(f"<{len(chains)}I", *chains) + body
