"""From bytes to text: UTF-8, UTF-16, cp1258 and cp1252, told apart by what the bytes say, never by locale.

Text in a legacy encoding of Vietnamese comes as it reads in cp1252, to be converted (`extract.legacy`).
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from extract import legacy

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What is printed in Vietnamese documents: Latin with its extensions, tone marks, punctuation, signs.
WRITTEN = re.compile(r"[\t\n\r\f -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u20ab\u2190-\u2bff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
CONTROL_BYTES, HIGH = bytes((*range(9), *range(14, 32), 127)), bytes(range(128, 256))
HEAD = 16_384  # characters that tell whether bytes are text at all
# cp1258 writes most tones as a mark behind its vowel; read as cp1252 the same bytes are Ì ì Ò ò Þ.
TONES = "\u0300\u0301\u0303\u0309\u0323"
TONED = re.compile("[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][" + TONES + "]")
STROKED_D = re.compile(rb"[\xd0\xf0]")
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
# Browsers read these names as their Windows superset, and so did the programs that wrote them.
WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def decode(data: bytes, *, guessing: bool = True) -> str | None:
    r"""The text of the bytes, without BOM, or None where they are no text.

    Without `guessing` letters beyond ASCII may come out wrong: for those who look for other signs.

    >>> decode("Xã Đoàn".encode("utf-16-le")), decode(b"Qu\xfd \xd0\xf4ng"), decode(bytes(range(20)))
    ('Xã Đoàn', 'Quư Đông', None)
    """
    for bom, charset in BOMS:
        if data.startswith(bom):
            text = data[len(bom):].decode(charset, "replace")
            return _if_text(text) if charset == "utf-8" or _written(text) > 0.5 else None
    if b"\0" in data:
        wide = _wide(data)
        if wide is not None:
            return wide
    unicode = _utf8(data)
    if unicode and _is_clean(data[:4 * HEAD]):
        return unicode.rstrip("\0")
    return _if_text(unicode or (_single_byte(data) if guessing else legacy.as_western(data)))


def decode_declared(data: bytes) -> str | None:
    r"""The same for a page that may say its charset itself: BOM, valid UTF-8, what it says, then its content.

    >>> decode_declared(b'<meta charset=windows-1252>X\xc3 S&#417;n'), decode_declared(b"<p>x\xe3 S\xf5n")
    ('<meta charset=windows-1252>XÃ S&#417;n', '<p>xã Sõn')
    """
    said = DECLARED.search(data, 0, 4096)
    charset = _known(said[1].decode("ascii")) if said else None
    if charset is None or data.startswith(tuple(bom for bom, _ in BOMS)) or b"\0" in data[:4096]:
        return decode(data)
    try:  # pages that say windows-1252 and are UTF-8 are common; the reverse never passes the decoder
        return _if_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        if charset == "utf-8":
            return decode(data)
        return _if_text(unicodedata.normalize("NFC", data.decode(charset, "replace")))


def _known(name: str) -> str | None:
    """Python's name of a one-byte charset or UTF-8; None for another: its page is not written in it."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    found = WINDOWS.get(found, found)
    return found if found == "utf-8" or found.startswith(("cp12", "iso8859")) else None


def _if_text(text: str) -> str | None:
    """The text without the zeros that pad it, unless more than 2 % of it (but two) are control characters."""
    text = text.rstrip("\0")
    head = text[:HEAD]
    return text if len(CONTROL.findall(head)) * 50 <= len(head) + 100 else None


def _is_clean(data: bytes) -> bool:
    """Whether there is surely no control character in UTF-8: bytes are faster to look through."""
    return len(data.translate(None, CONTROL_BYTES)) == len(data) and b"\xef\xbf" not in data


def _written(text: str) -> float:
    """The share of characters that Vietnamese documents are written in, at the head of the text."""
    head = text[:2048]
    return len(WRITTEN.findall(head)) / max(len(head), 1)


def _wide(data: bytes) -> str | None:
    """UTF-16 without BOM: in Latin letters every second byte is small, and the text is all writing."""
    low, high = data[0:4096:2].count(0), data[1:4096:2].count(0)
    text = (data + b"\0" * (len(data) % 2)).decode("utf-16-le" if high > low else "utf-16-be", "replace")
    return text if _written(text) > 0.95 else None


def _utf8(data: bytes) -> str | None:
    """UTF-8; a last character cut in two and single broken bytes become U+FFFD, for all to see."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8") + "\ufffd"
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken * 20 <= len(text) - len(data.translate(None, HIGH)) else None


def _single_byte(data: bytes) -> str:
    """cp1258 where its tone marks stand behind vowels, else cp1252, as which legacy encodings are known."""
    western = legacy.as_western(data)
    if legacy.guess(western):
        return western
    vietnamese = data.decode("cp1258", "replace")
    marks = sum(map(vietnamese.count, TONES))
    right = len(TONED.findall(vietnamese)) if marks else 0
    if right > 4 * (marks - right) or (not marks and STROKED_D.search(data)):
        return unicodedata.normalize("NFC", vietnamese)
    return western
