"""Whether the one named is the reporting unit itself, which as a mere subject is no owner."""

from __future__ import annotations

import regex


def reports(organ: str, issuer: str | None, one: bool = False) -> bool:
    """Whether the organ is the reporting unit itself, which is no owner as a mere subject; of `one` model that a
    sentence names alone, a union or a school that reports is, a board or a committee is not.

    >>> reports("Đoàn xã", "Ban Chấp hành Đoàn xã Nhuận Đức"), reports("Hội Nông dân xã", "Ủy ban nhân dân xã Ba Bích")
    (True, False)
    >>> reports("Đoàn xã", "Đoàn xã Nhuận Đức", one=True), reports("UBND xã", "Ủy ban nhân dân xã Ba Bích", one=True)
    (False, True)
    """
    words = ABBREVIATIONS.sub(lambda match: ABBREVIATED[match[0]], organ).lower().split()
    if len(words) == 1:
        return True
    if issuer is None or words[0] in GOVERNING:
        governs = words[0] in GOVERNING and words[1] not in ("đoàn", "hội") and len(words) < 4
        return governs or words[:3] == ["ủy", "ban", "nhân"]
    if one and not BOARD.match(" ".join(words)):
        return False
    return set(words) <= set(ABBREVIATIONS.sub(lambda match: ABBREVIATED[match[0]], issuer).lower().split())


def is_issuers(unit: str, issuer: str | None) -> bool:
    """Whether the commune or hamlet is the reporting unit's own.

    >>> is_issuers("Xã Tam Đàn", "Ủy ban nhân dân xã Tam Đàn"), is_issuers("Xã Tam Đàn", "Huyện ủy Phú Ninh")
    (True, False)
    """
    return issuer is not None and set(unit.lower().split()) <= set(issuer.lower().split())


ABBREVIATED = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "LHPN": "Liên hiệp Phụ nữ",
    "CCB": "Cựu chiến binh",
    "UBMTTQVN": "Ủy ban MTTQ Việt Nam",
    "MTTQ": "Mặt trận Tổ quốc",
    "BCH": "Ban Chấp hành",
    "BCĐ": "Ban Chỉ đạo",
    "LĐLĐ": "Liên đoàn Lao động",
    "CĐCS": "Công đoàn cơ sở",
}
ABBREVIATIONS = regex.compile(rf"(?<!\w)(?:{'|'.join(ABBREVIATED)})(?!\w)")
GOVERNING = ("đảng", "huyện", "xã", "phường")
# What leads others who have the models.
BOARD = regex.compile(r"(?:ủy ban nhân|ban(?! (?:trị sự|quản lý|công tác))|khối|thường trực|hội đồng|tổ dân vận"
                      r"|(?:tỉnh|thành|thị|quận|chi) ủy)(?!\w)")
# `Hội CCB phường làm điểm mô hình “X”`: what it does itself, not what it spreads, asks for or tells of.
DOES_ITSELF = regex.compile(r" (?:(?:đã|vừa|cũng|còn|hiện|đang|tiếp tục|chủ động|trực tiếp|họp|bàn|bàn bạc"
                            r"|thống nhất|và) )*(?:đăng k[ýí]|làm điểm|duy trì|ra mắt|thành lập|xây dựng|thực hiện"
                            r"|đảm nh\p{L}+|phụ trách|giữ|nhận|làm|lo|gọi|đặt tên|lấy tên)(?!\w)")
