"""The RTF in which Outlook keeps some mails, packed in a way of its own.

Rules: Microsoft's [MS-OXRTFCP].
"""

from __future__ import annotations

import struct

from extract.errors import Unreadable
from extract.readers import rtf

HEAD = struct.Struct("<IIII")
PACKED, PLAIN = 0x75465A4C, 0x414C454D
LARGEST = 16 * 2**20
START = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
         b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
         b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
RING = 4096


def unpacked(data: bytes) -> list[str]:
    """The texts of the blocks of a packed RTF. Raises `Unreadable` where it is none."""
    if len(data) < HEAD.size:
        raise Unreadable("damaged", "The text of the mail is cut off.")
    _, size, kind, _ = HEAD.unpack_from(data)
    if kind not in (PACKED, PLAIN) or size > LARGEST:
        raise Unreadable("damaged", "The text of the mail cannot be unpacked.")
    plain = data[HEAD.size:HEAD.size + size] if kind == PLAIN else _unpacked(data, size)
    return [piece.text for piece in rtf.read(plain).pieces]


def _unpacked(data: bytes, size: int) -> bytes:
    """Each byte of signs is followed by eight things: a letter, or where in the last 4,096 letters to go on."""
    ring = bytearray(START.ljust(RING, b"\0"))
    write, at = len(START), HEAD.size
    out = bytearray()
    while at < len(data) and len(out) < size:
        signs = data[at]
        at += 1
        for bit in range(8):
            if at + (signs >> bit & 1) >= len(data):
                return bytes(out)
            if signs >> bit & 1:
                where, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
                at += 2
                if where == write:
                    return bytes(out)
            else:
                where, length = write, 1
                ring[write] = data[at]
                at += 1
            for offset in range(length):
                letter = ring[(where + offset) % RING]
                ring[write] = letter
                out.append(letter)
                write = (write + 1) % RING
    return bytes(out[:size])
