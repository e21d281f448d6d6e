"""What the columns of a table of models mean, by their heads."""

from __future__ import annotations

from collections.abc import Mapping

import regex

COLUMNS: tuple[tuple[str, str], ...] = (
    (
        "name",
        (r"tên (?:các )?(?:mô hình|công trình|phần việc)|^(?:các )?mô hình(?! (?:kinh|tập|cá))|^nội dung mô hình|"
        r"tên gọi|^(?:công trình|phần việc)$"),
    ),
    ("field", r"lĩnh vực"),
    ("money", r"kinh phí|số tiền|tổng mức|nguồn vốn|giá trị|^vốn"),
    (
        "owner",
        (r"^(?:xã|phường|thị trấn|thôn|ấp|bản|buôn|khóm|khu(?: phố)?|tổ dân phố) ?[/,;-] ?(?:các )?(?:đơn vị|"
        r"tổ chức|đoàn thể|cơ quan|ban,? ngành)"),
    ),
    (
        "place",
        (r"địa (?:điểm|bàn|chỉ)|^nơi |^(?:tên )?(?:xã|phường|thị trấn|thôn|ấp|bản|khu phố)(?:\W|$)|đơn vị \(?(?:xã|"
        r"phường|thôn|thị)"),
    ),
    ("year", r"^năm|bắt đầu|thời (?:gian|điểm)"),
    ("status", r"tình trạng|trạng thái|hiện trạng|ghi chú|kết quả|đánh giá"),
    ("kind", r"^loại"),
    (
        "owner",
        (r"đơn vị|chủ thể|tập thể|cá nhân|chủ trì|người (?:thực hiện|phụ trách|làm|đứng đầu)|chi (?:hội|đoàn|bộ)|"
        r"tổ chức|thực hiện|phụ trách|^bộ phận|^khoa(?:,| -|/)? phòng"),
    ),
)
PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in COLUMNS)
# Of two columns of organs, the one that says who does it: `Đơn vị | Tên mô hình | Chủ thể thực hiện`.
DOER = regex.compile(r"chủ thể|(?:đơn vị|tập thể|tổ chức|cơ quan) (?:thực hiện|chủ trì|đăng ký|xây dựng)")


def heads_of(cells: Mapping[int, str]) -> dict[str, int] | None:
    """Meaning -> column, for a head row that names models; a row with numbers is none.

    >>> heads_of({0: "TT", 1: "Tên mô hình", 2: "Đơn vị"}), heads_of({0: "Mô hình mới", 1: "12"})
    ({'name': 1, 'owner': 2}, None)
    """
    columns: dict[str, int] = {}
    for col, cell in sorted(cells.items()):
        meaning = meaning_of(cell)
        if meaning and (meaning not in columns or (meaning == "owner" and DOER.search(cell.lower()))):
            columns[meaning] = col
    counted = any(cell.strip(" .").isdigit() for cell in cells.values())
    return columns if "name" in columns and len(cells) > 1 and not counted else None


def meaning_of(words: str) -> str | None:
    """What a head says its column holds: `name`, `owner`, …, or None."""
    low = " ".join(words.lower().rstrip(" :").split())
    return next((name for name, pattern in PATTERNS if pattern.search(low)), None) if len(low) < 60 else None
