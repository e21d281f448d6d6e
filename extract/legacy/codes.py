"""The codes of each legacy encoding, and text in them to Unicode.

The letters are rows of `vocab/legacy_codes.csv`: TCVN3 (TCVN 5712:1993, VN3), VNI for Windows, VISCII (RFC 1456), VPS.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache

from extract.legacy import viqr
from extract.legacy.capitals import raised
from extract.vocab import rows

# What these bytes read as in cp1252; five of them have no letter there and stay controls.
CP1252 = {code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code)) for code in range(128, 160)}
# Word keeps text in a font of the symbol class in this private area.
SYMBOL = re.compile("[\uf020-\uf0ff]")
C1 = re.compile("[\x80-\x9f]")
# The names of TCVN3's ư, ã, à in the tables of PDF fonts: minus, bulletoperator, mu.
GLYPHS = {0x2212: "ư", 0x2219: "ã", 0x3BC: "à"}


def decode(text: str, encoding: str) -> str:
    r"""The text in Unicode; it is given as its bytes read in cp1252 or in Latin-1, as rich text reads them.

    >>> decode("QuyÕt ®Þnh, tr\u00ad\u00eang", "tcvn3"), decode("§Þnh", "tcvn3 capitals")
    ('Quyết định, trường', 'ĐỊNH')
    >>> decode("Quyeát ñònh, NGHÓA", "vni"), decode("Quy\xaat \xf0\xb8nh", "viscii")
    ('Quyết định, NGHĨA', 'Quyết định')
    """
    name, _, capitals = encoding.partition(" ")
    if SYMBOL.search(text):
        text = SYMBOL.sub(lambda sign: chr(ord(sign[0]) - 0xF000), text)
    words = DECODERS[name](text)
    if capitals:
        return words.upper()
    return raised(words) if name == "tcvn3" else words


def as_western(data: bytes) -> str:
    """The bytes as they read in cp1252, the five that have no letter there as controls: what `decode` takes."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(CP1252)


def _by_table(encoding: str) -> Callable[[str], str]:
    """For encodings of a byte a letter: C code where all is Latin-1, a look-up by sign where it is not."""

    @cache
    def tables() -> tuple[str, dict[int, str]]:
        letters = {int(row["code"], 16): row["letter"] for row in rows("legacy_codes") if row["encoding"] == encoding}
        full = CP1252 | letters
        also = {ord(sign): full[code] for code, sign in CP1252.items()}
        glyphs = GLYPHS if encoding == "tcvn3" else {}
        return "".join(full.get(code, chr(code)) for code in range(256)), also | full | glyphs

    def decoded(text: str) -> str:
        by_byte, by_sign = tables()
        try:
            return codecs.charmap_decode(text.encode("latin-1"), "strict", by_byte)[0]
        except UnicodeEncodeError:
            return text.translate(by_sign)

    return decoded


@cache
def _vni_codes() -> tuple[re.Pattern[str], dict[str, str]]:
    """Base letters and their marks in either case: the base decides the case, whatever the mark's."""
    codes: dict[str, str] = {}
    for row in rows("legacy_codes"):
        if row["encoding"] == "vni":
            code = bytes.fromhex(row["code"]).decode("latin-1")
            codes |= dict.fromkeys((code[0] + mark for mark in (code[1:].lower(), code[1:].upper())), row["letter"])
    bases, marks = ("".join(sorted({code[at] for code in codes if len(code) > 1})) for at in (0, 1))
    singles = "".join(code for code in codes if len(code) == 1)
    return re.compile(f"([{bases}][{marks}]|[{singles}])"), codes


def _vni(text: str) -> str:
    pattern, codes = _vni_codes()
    parts = pattern.split(text)  # thrice as fast as `sub` with a function
    # A mark that its base cannot bear stays as it is.
    parts[1::2] = [codes.get(code) or codes.get(code[0], code[0]) + code[1:] for code in parts[1::2]]
    return C1.sub(lambda sign: CP1252[ord(sign[0])], "".join(parts))


DECODERS: dict[str, Callable[[str], str]] = {
    "tcvn3": _by_table("tcvn3"), "vni": _vni, "viscii": _by_table("viscii"), "vps": _by_table("vps"),
    "viqr": viqr.decode,
}
