"""What a font's name says about the encoding of text typed in it."""

from __future__ import annotations

import re
from functools import cache

# `.VnTime` and its kin (TCVN3), also without its dot as in PDF; VietWare's `VNtimes` is another encoding.
TCVN3 = re.compile(r"(?:\.vn|\.VN|\.Vn|Vn(?=[A-Z]))")
VNI = re.compile(r"(?i)vni[-_ ]")
STYLE = re.compile(r"(?i)(?:[,\-]\s*(?:bold|italic|oblique|regular|normal|roman|mt|ps)+|[-,](?:bolditalic|boldmt))+$")
SUBSET = re.compile(r"[A-Z]{6}\+")
PICTURES = re.compile(r"(?i)symbol|dingbat|[wW](?:ing|eb)ding|ornament|math|bats\b")


@cache
def by_font(font: str | None) -> str | None:
    """The encoding that text in this font is typed in: `tcvn3`, `tcvn3 capitals`, `vni`, or None.

    The fonts of TCVN3 whose names end in H print small letters as capitals.

    >>> [by_font(name) for name in (".VnTime", ".VnTimeH", "ABCDEF+.VnArialH,Bold", "VNI-Times", "Arial", None)]
    ['tcvn3', 'tcvn3 capitals', 'tcvn3 capitals', 'vni', None, None]
    """
    name = STYLE.sub("", SUBSET.sub("", (font or "").strip(" \"'"), count=1))
    if PICTURES.search(name):
        return None
    if TCVN3.match(name):
        return "tcvn3 capitals" if name[-1] in "Hh" and len(name) > 4 else "tcvn3"
    return "vni" if VNI.match(name) else None
