"""What the names of models, owners and places are compared by: quotes, case, tone placement, prefix and tail away."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.tones import newer_tones

Words = tuple[str, ...]

# Words that say that it is a model, before its name; the longer first.
PREFIX = regex.compile(r"^(?:(?:xây dựng mô hình|mô hình|dân vận khéo|điển hình|tên(?= mô hình)|về(?= việc)|việc)\s+)+"
                       r"(?=\S)")
# The unit that it stands in, behind its name; the unit is known apart from it.
TAIL = regex.compile(r"(?:\s+(?:tại|ở|trên địa bàn|của))*\s+"
                     r"(?:(?:toàn )?(?:xã|phường|thị trấn)(?: nhà| ta)?|địa phương)$")
NO_WORD = regex.compile(r"[^\w]+|_+")
ZEROS = regex.compile(r"\b0+(?=\d)")

# Short forms of organs, and what they stand for; longest first.
ORGANS = (
    ("ủy ban mặt trận tổ quốc việt nam", "mặt trận"), ("ủy ban mặt trận tổ quốc", "mặt trận"),
    ("mặt trận tổ quốc việt nam", "mặt trận"), ("mặt trận tổ quốc", "mặt trận"), ("ủy ban mttq", "mặt trận"),
    ("ubmttqvn", "mặt trận"), ("ubmttq vn", "mặt trận"), ("ubmttq", "mặt trận"), ("ubmt", "mặt trận"),
    ("mttqvn", "mặt trận"), ("mttq vn", "mặt trận"), ("mttq", "mặt trận"),
    ("đoàn tncs hồ chí minh", "đoàn"), ("đoàn tncs hcm", "đoàn"), ("đoàn tncs", "đoàn"), ("đoàn thanh niên", "đoàn"),
    ("hlhpn", "hội phụ nữ"), ("lhpnvn", "phụ nữ"), ("lhpn", "phụ nữ"), ("liên hiệp phụ nữ", "phụ nữ"),
    ("hccb", "hội cựu chiến binh"), ("ccb", "cựu chiến binh"), ("hnd", "hội nông dân"),
    ("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("chqs", "chỉ huy quân sự"),
    ("bqs", "ban quân sự"), ("kdc", "khu dân cư"), ("tdp", "tổ dân phố"), ("kp", "khu phố"),
)
ORGAN = regex.compile(rf"(?<!\w)(?:{'|'.join(regex.escape(short) for short, _ in ORGANS)})(?!\w)")
# What an owner's name may have or not: `BCH Hội Nông dân xã` is `Hội Nông dân`.
OPTIONAL = frozenset("xã phường thị trấn bch ban chấp hành việt nam vn đơn vị".split())
CHIEF = regex.compile(r"^(?:đơn vị|chủ trì|chủ thể|đảng viên|hộ|gia đình|ông|bà|anh|chị|đồng chí|đ c)\s+")
# A branch is not what it is a branch of.
JOINED = regex.compile(r"(?<!\w)(chi|liên|phân|tổ|ban) (hội|đoàn|bộ|đội|công đoàn)(?!\w)")
PLACE_CLASS = frozenset("thôn ấp bản buôn làng xóm khóm khối khu phố tổ dân cư phum sóc tại ở trên địa bàn".split())
UNIT = regex.compile(r"\s*,?\s*(?<!\w)(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh)\b.*$")


class Key(NamedTuple):
    """Words as they are spelled, and without accents."""

    words: Words
    plain: Words

    @property
    def joined(self) -> str:
        """The letters alone: a lost space is no difference."""
        return "".join(self.plain)


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word without accents, i for y.

    >>> plain("đường"), plain("kỹ") == plain("kĩ")
    ('duong', True)
    """
    marked = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter)).replace("y", "i")


@lru_cache(maxsize=65_536)
def settled(words: str) -> str:
    """One spelling: small letters, tone marks at one place, no quotes and marks, no leading zeros.

    >>> settled("“Xanh,  Sạch - đẹp”  02"), settled("Hoà thuận, Uỷ ban, quý") == settled("hòa thuận ủy ban quý")
    ('xanh sạch đẹp 2', True)
    """
    low = NO_WORD.sub(" ", unicodedata.normalize("NFC", words).lower()).strip()
    return str(ZEROS.sub("", newer_tones(low)))


@lru_cache(maxsize=65_536)
def name_key(name: str, unit: str = "") -> Key:
    """What a model's name is compared by; `unit` is the name of its commune, which may stand behind it.

    >>> name_key("Mô hình “Hũ gạo tiết kiệm” xã Ba Bích", "Ba Bích").words
    ('hũ', 'gạo', 'tiết', 'kiệm')
    """
    words = settled(name)
    own = settled(unit)
    if own and words.endswith(f" {own}") and TAIL.search(words[: -len(own) - 1]):
        words = words[: -len(own) - 1]
    return _key((TAIL.sub("", PREFIX.sub("", words)) or words).split())


@lru_cache(maxsize=65_536)
def owner_key(owner: str | None, unit: str = "") -> Key | None:
    """What an owner is compared by: short forms written out, a branch kept apart from its whole.

    >>> owner_key("Hội LHPN xã").words == owner_key("Hội Liên hiệp Phụ nữ xã Ba Bích", "Ba Bích").words
    True
    >>> owner_key("Chi hội CCB").words
    ('chihội', 'cựu', 'chiến', 'binh')
    """
    if not owner:
        return None
    words = _without_unit(settled(owner), settled(unit))
    full = ORGAN.sub(lambda match: dict(ORGANS)[match[0]], words)
    full = JOINED.sub(r"\1\2", CHIEF.sub("", full))
    left = [word for word in full.split() if word not in OPTIONAL]
    return _key(left or words.split()) if words else None


@lru_cache(maxsize=65_536)
def place_key(place: str | None, unit: str = "") -> Key | None:
    """What a place inside the commune is compared by; None where it is the commune itself.

    >>> place_key("tại thôn Con Rã, xã Ba Bích").words, place_key("xã Tỉnh An"), place_key("Thôn 02").words
    (('con', 'rã'), None, ('2',))
    """
    words = UNIT.sub("", place.lower().strip()) if place else ""
    left = [word for word in settled(words).split() if word not in PLACE_CLASS]
    return _key(left) if left and " ".join(left) != settled(unit) else None


def _without_unit(words: str, unit: str) -> str:
    """`hội lhpn xã ba bích` is `hội lhpn`: the commune is known; alone it stays."""
    if unit and words.endswith(f" {unit}"):
        words = words[: -len(unit) - 1]
    return words


def _key(words: Iterable[str]) -> Key:
    words = tuple(words)
    return Key(words, tuple(plain(word) for word in words))
