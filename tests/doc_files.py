"""Word 97 files made for tests: OLE streams with a piece table, runs, paragraphs and fonts, byte by byte."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from typing import NamedTuple

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT_AT = 2048  # where the text begins in the stream


class Run(NamedTuple):
    """Words in one formatting (sprms)."""

    text: str
    look: bytes = b""


class Paragraph(NamedTuple):
    """Runs, the mark that ends them, and the paragraph's own sprms."""

    runs: Sequence[Run]
    mark: str = "\r"
    own: bytes = b""


def font(index: int) -> bytes:
    """The sprms that set a font by its number."""
    return pack("<HHHH", 0x4A4F, index, 0x4A51, index)


BOLD, HIDDEN, DELETED = pack("<HB", 0x0835, 1), pack("<HB", 0x083C, 1), pack("<HB", 0x0800, 1)
IN_TABLE = pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + pack("<HB", 0x2417, 1)


def depth(level: int) -> bytes:
    """The sprms of a paragraph so deep in tables."""
    return IN_TABLE + pack("<Hi", 0x6649, level)


def row(*edges: int) -> bytes:
    """The sprms of the end of a row whose cells have these edges (twentieths of a point), without lines."""
    cells = bytes(20 * (len(edges) - 1))
    body = pack(f"<B{len(edges)}h", len(edges) - 1, *edges) + cells
    return ROW_END + pack("<HH", 0xD608, len(body) + 1) + body


def word_file(paragraphs: Sequence[Paragraph], fonts: Sequence[str] = ("Times New Roman",), *,
              parts: Sequence[int] = (), flags: int = 0, version: int = 0xC1, magic: int = 0xA5EC,
              piece_size: int = 10**6, sections: dict[int, bytes] | None = None,
              table_head: bytes = bytes(16)) -> bytes:
    """A .doc. `parts` are the lengths of the parts behind the body; a piece holds `piece_size` characters.

    Pieces lie in the stream in the opposite order, every other one in cp1252 where it can be: as in fast-saved files.
    `sections` are further parts of the table stream by the numbers of their pairs.
    """
    text = "".join("".join(run.text for run in paragraph.runs) + paragraph.mark for paragraph in paragraphs)
    stream, pieces = _pieces(text, piece_size)
    places = [at for start, end, at, width in pieces for at in range(at, at + (end - start) * width, width)]
    widths = [width for start, end, _, width in pieces for _ in range(end - start)]
    runs, marks, position = [], [], 0
    for paragraph in paragraphs:
        first = position
        for run in (*paragraph.runs, Run(paragraph.mark)):
            runs += [(places[at], widths[at], run.look) for at in range(position, position + len(run.text))]
            position += len(run.text)
        marks += [(places[at], widths[at], b"\0\0" + paragraph.own) for at in range(first, position)]
    pages, numbers = b"", []
    for entries, size, prefix in ((runs, 1, _run_entry), (marks, 13, _paragraph_entry)):
        at = TEXT_AT + len(stream) + len(pages)
        pages += b"\0" * (-at % 512)
        numbers.append((TEXT_AT + len(stream) + len(pages)) // 512)
        pages += _page(_joined(entries), size, prefix)
    table = bytearray(table_head)
    pairs: dict[int, tuple[int, int]] = {}
    plc = pack(f"<{len(pieces) + 1}I", *[start for start, *_ in pieces], len(text)) + b"".join(
        pack("<HIH", 0, at * 2 | 0x40000000 if width == 1 else at, 0) for _, _, at, width in pieces)
    contents = {33: b"\x02" + pack("<I", len(plc)) + plc, 15: _fonts(fonts), **(sections or {})}
    for number, page in zip((12, 13), numbers, strict=True):
        contents[number] = pack("<III", TEXT_AT, TEXT_AT + len(stream), page)
    for number, data in contents.items():
        pairs[number] = (len(table), len(data))
        table += data
    lengths = (*parts, *[0] * 7)[:7]
    head = bytearray(TEXT_AT)
    head[:12] = pack("<HHHHHH", magic, version, 0, 0x0409, 0, flags | 0x0200)
    head[32:34], head[62:64], head[152:154] = pack("<H", 14), pack("<H", 22), pack("<H", 93)
    head[76:108] = pack("<8i", len(text) - sum(lengths), *lengths)
    for number, pair in pairs.items():
        head[154 + 8 * number:162 + 8 * number] = pack("<II", *pair)
    return ole({"WordDocument": bytes(head) + stream + pages, "1Table": bytes(table)})


def _pieces(text: str, size: int) -> tuple[bytes, list[tuple[int, int, int, int]]]:
    """The stream of the text, and the pieces: from, up to, where, bytes a character."""
    pieces, stream = [], b""
    for number, start in reversed(list(enumerate(range(0, len(text), size)))):
        words = text[start:start + size]
        narrow = number % 2 == 0 and _is_narrow(words)
        stream += b"\0" * (len(stream) % 2)
        pieces.append((start, start + len(words), TEXT_AT + len(stream), 1 if narrow else 2))
        stream += words.encode("cp1252" if narrow else "utf-16-le")
    return stream, sorted(pieces)


def _is_narrow(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _joined(entries: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Stretches of bytes with the same formatting, in the order of the stream."""
    found: list[tuple[int, int, bytes]] = []
    for at, width, data in sorted(entries):
        if found and found[-1][1] == at and found[-1][2] == data:
            found[-1] = (found[-1][0], at + width, data)
        else:
            found.append((at, at + width, data))
    return found


def _page(stretches: list[tuple[int, int, bytes]], size: int, entry: object) -> bytes:
    page, offsets, at = bytearray(512), [], 510
    for _, _, data in stretches:
        packed = entry(data)  # type: ignore[operator]
        at = (at - len(packed)) // 2 * 2
        page[at:at + len(packed)] = packed
        offsets.append(at // 2 if data else 0)
    bounds = [start for start, _, _ in stretches] + [stretches[-1][1]]
    head = pack(f"<{len(bounds)}I", *bounds) + b"".join(bytes([offset]) + bytes(size - 1) for offset in offsets)
    assert len(head) <= at, "too much for a page"
    page[:len(head)] = head
    page[511] = len(stretches)
    return bytes(page)


def _run_entry(data: bytes) -> bytes:
    return bytes([len(data)]) + data


def _paragraph_entry(data: bytes) -> bytes:
    data += b"\0" * (len(data) % 2)
    return b"\0" + bytes([len(data) // 2]) + data


def _fonts(names: Sequence[str]) -> bytes:
    entries = (bytes(39) + name.encode("utf-16-le") + b"\0\0" for name in names)
    return pack("<HH", len(names), 0) + b"".join(bytes([len(entry)]) + entry for entry in entries)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container of these streams, each padded to the size that needs no small sectors."""
    padded = {name: data + bytes(max(4096 - len(data), 0) + -max(len(data), 4096) % 512)
              for name, data in streams.items()}
    sectors = sum(len(data) // 512 for data in padded.values())
    fats = -(-(sectors + 2) // 127)
    fat = [FAT] * fats + [END]
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        entries.append(_entry(name, 2, len(fat), len(data), right=number + 1 if number < len(padded) else FREE))
        fat += [*range(len(fat) + 1, len(fat) + len(data) // 512), END]
    fat += [FREE] * (128 * fats - len(fat))
    head = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
            + pack("<IIIIIIIII", 0, fats, fats, 0, 4096, END, 0, END, 0)
            + pack("<109I", *range(fats), *[FREE] * (109 - fats)))
    return (head + pack(f"<{len(fat)}I", *fat) + b"".join(entries).ljust(512, b"\0") + b"".join(padded.values()))


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    return (title.ljust(64, b"\0") + pack("<HBBIII", len(title), kind, 1, FREE, right, child) + bytes(36)
            + pack("<IQ", start, size))
