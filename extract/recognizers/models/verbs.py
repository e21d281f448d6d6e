"""What a subject does with a model, right before the word `mô hình` or the name."""

from __future__ import annotations

import regex

DOING = (
    r"(?:thành lập|ra mắt|xây dựng|duy trì|đăng ký|đăng kí|triển khai|có|đề nghị|thực hiện|phát động|tổ chức|khởi xướng"
    r"|lựa chọn|đảm nhận|đảm nhiệm|chủ trì|phụ trách|xây dựng kế hoạch thành lập|nhận|lo|làm(?: chung)?|giữ"
    r"|giữ vững|báo cáo|gọi là|gọi tên|đặt tên(?: cho)?|lấy tên|phối hợp"
    r"|làm điểm|hoàn thành|xin (?:rút|dừng|thôi)|trình bày|giới thiệu|đề xuất|vận hành|thí điểm|nhân rộng|khởi động)"
)
SUBJECT = regex.compile(
    r"(?r)(?P<verb>(?::|:? (?:(?:đã|cũng|vừa|còn|hiện|đang|thì|phối hợp|cùng|tham mưu|chủ động"
    r"|tiếp tục|mạnh dạn|trực tiếp|tự|đều|đứng ra|nay|lại|mới) )*"
    r"(?:(?:họp |bàn |bàn bạc |thống nhất |thảo luận ){1,3}và )?"
    rf"(?:{DOING}(?: (?:mới|thêm))?(?: {DOING}){{0,2}}"
    r"|với(?: các)?|thì|(?:\p{Ll}+ ){1,3}bằng|[–—-]))"
    r"(?: mới| thêm)?(?: được)?(?: thực hiện)?(?: (?:\d{1,2}|một|hai|ba|bốn))? (?:mô hình )?"
    r"(?:[“\"‘][Dd]ân vận khéo[”\"’] )?[“\"‘«]?)\Z"
)
# `đăng ký với Khối Dân vận xã thực hiện`: with whom
WITH = regex.compile(r"(?r)(?<=đăng k[ýí] )với (?:\p{Lu}[^,;:.()“”\n]{3,70}?|xã|phường|huyện|tỉnh|cấp trên)"
                     rf"(?: {DOING})?(?: mới)?(?: (?:\d{{1,2}}|một))? \Z")
NEAR, FAR = 70, 120


def verb_before(text: str, at: int) -> regex.Match[str] | None:
    """What is done with the model at `at`: ` đã đăng ký mới ` of `Hội A đã đăng ký mới mô hình`, as the group `verb`.

    >>> verb_before("Đoàn xã đã ra mắt mô hình “X”", 18)["verb"]
    ' đã ra mắt '
    """
    low = max(0, at - FAR)
    told = WITH.search(text, low, at) if text.find("với ", low, at) >= 0 else None
    at = told.start() if told else at
    return SUBJECT.search(text, max(0, at - NEAR), at)
