"""The title (trích yếu) that follows a mention: in quotes, or after `về` to the end of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extract.recognizers.citations.issuers import issuer_at, type_heads
from extract.recognizers.citations.mention import Mention

TITLE = re.compile(r"(?: \(kh[oó][aá] [IVX]+\))?"
                   r"(?:,? (?:tại )?[Kk]ỳ họp (?:lần )?thứ (?:\w+ ){0,2}?\w+(?=,? (?:về|v/v|quy) )"
                   r"|,? giữa [^,;.()\n]{5,120}?(?= (?:về|quy định) ))?"
                   r"[ \n]?,?[ \n]?(?:(?:(?:về|Về)(?:[ \n]việc)?|VỀ(?:[ \n]VIỆC)?|[Vv]/[Vv])[ \n:]+"
                   r"|(?=(?:[Qq]uy định|[Bb]an hành(?! kèm)|[Pp]hê duyệt|[Ss]ửa đổi|[Hh]ướng dẫn)[ \n,]"
                   r"(?!số |của |này|\d|tại |như |trên|nêu))"
                   r"|(?<=[ \n])(?<![,;][ \n])(?=(?:kiện toàn|thành lập|bãi bỏ|công nhận|công bố|điều chỉnh)[ \n])"
                   r"|(?=[“\"]))")
QUOTED = regex.compile(r"“(?:[^“”\n]{1,400}+|“[^“”\n]{1,200}+”){1,9}+”|“[^”\n]{3,400}”|\"[^\"\n]{3,400}\"")
# Each way begins with a mark or a space, so that the engine of the standard library skips everything else, five times
# faster than `regex`. Abbreviations end no title (`TP. Huế`).
TITLE_END = re.compile(r"[;\n)]|\.(?=[\s/]|\.\.|\Z)(?<!\b(?:TP|Tp|TX|TT|St|GS|TS)\.)(?<!\b[QP]\.)"
                       r"|(?P<clause>,)(?= (?:\w+ ){1,5}đã (?:làm|tổ chức|ban hành|triển khai|xây dựng|thực hiện"
                       r"|chỉ đạo|tham mưu|phối hợp|tiến hành|đạt|có)\b"
                       r"| (?:các (?:cấp|ngành|chi bộ|cơ quan|đơn vị|địa phương)|cấp [uủ][ỷy]|chi bộ|chính quyền)\b"
                       r"(?: (?!đã )\w+){0,6} đã | việc (?:\w+,? ){1,10}?(?:được|đã|luôn) "
                       r"| với (?:yêu cầu|mục tiêu|mục đích) )|,(?= \w)"
                       r"|\((?!(?:(?:giai đoạn|đợt|lần|năm|nhiệm kỳ|kh[oó][aá]) [^();\n]{1,30}|\w{1,12})\))"
                       r"| (?:(?=được (?:sửa|thay|bổ sung))|(?=(?:hết|có|còn) hiệu lực)"
                       r"|(?=bị bãi|thì |nêu trên|(?:cụ thể )?như sau|Căn cứ )"
                       r"|(?=và (?:(?:các |những )?(?:văn bản|quy định)(?: \w+){0,8}? liên quan"
                       r"|các văn bản (?:hướng dẫn|chỉ đạo|khác)|(?:hướng dẫn|quy định) tại )))")
# A comma and a capital end a title where a subject with its verb follows (`, UBND xã báo cáo`), not in `, Luật X`.
SUBJECT_VERB = regex.compile(r" (?:đã|báo cáo|ban hành|xây dựng|tổ chức|triển khai|chỉ đạo|có|tiếp tục|thực hiện"
                             r"|đề nghị|yêu cầu|quyết|tham mưu|căn cứ|xin|kính|trân trọng|phối hợp|đều|luôn|cũng"
                             r"|được|tập trung|thống nhất|hướng dẫn|giao|thông báo|công bố|họp|mở|trình|gửi|cử|giám sát"
                             r"|rà soát|nhận|lập|kiểm tra|tổng hợp|đánh giá|tiến hành|đăng ký|kiến nghị)(?!\w)")
# A heading in capitals that its next line goes on with: no title rather than the half of one.
GOES_ON = regex.compile(r"\n(?![IVXLC]+[./)])\p{Lu}[\p{Lu} ]")
LOOSE_ENDS = (" ", ",", " và", " và các")
LONGEST_TITLE = 400


def title_of(text: str, start: int, following: Sequence[Mention]) -> tuple[int, int] | None:
    """The span of the title that follows a mention: in quotes, or after `về` to the end of its clause."""
    head = TITLE.match(text, start)
    if head is None:
        return None
    quoted = QUOTED.match(text, head.end())
    if quoted:
        closed_once = quoted[0].count("“") > quoted[0].count("”")  # the inner quote's mark serves both
        return quoted.start() + 1, quoted.end() - (not closed_once)
    first = head.end() + (text[head.end():head.end() + 1] in "“\"")
    last = _title_end(text, first)
    if last is None or (text[first:last].isupper() and GOES_ON.match(text, last)):
        return None
    for mention in following:  # `về X và Kế hoạch số 78` names two documents, `về thực hiện Đề án số 13` one
        other = mention.start
        if first < other < last and text[first:other].rstrip().endswith((" và", ",", " và các")):
            last = other
    words = _without_loose_end(text[first:last])
    unopened = words.endswith("”") and words.count("“") < words.count("”")
    unclosed = words.rfind("(") if words.count("(") > words.count(")") else len(words) - unopened
    last = first + len(words[:unclosed].rstrip(" ,"))
    return (first, last) if last - first > 3 else None


def _without_loose_end(words: str) -> str:
    """The words without marks and links at their end."""
    while words.endswith(LOOSE_ENDS):
        words = words.rstrip(" ,").removesuffix(" và các").removesuffix(" và")
    return words


def _title_end(text: str, first: int) -> int | None:
    """Where the clause of the title ends; None where no end is near: better no title than one cut anywhere."""
    for stop in TITLE_END.finditer(text, first + 1, first + LONGEST_TITLE):
        if stop[0] == " ":
            return stop.end()
        if stop[0] == ")" and text.count("(", first, stop.start()) > text.count(")", first, stop.start()):
            continue
        at = stop.end() + 1
        if stop[0] != "," or stop["clause"] or (text[at].isupper() and _clause_begins(text, at)):
            return stop.start()
    return len(text) if len(text) <= first + LONGEST_TITLE else None


def _clause_begins(text: str, start: int) -> bool:
    """Whether a subject with its verb begins here, or another document is named."""
    organ = issuer_at(text, start)
    if organ and SUBJECT_VERB.match(text, organ):
        return True
    head = " ".join(text[start:start + 24].lower().split()[:2])
    return head in type_heads() and not head.startswith(("luật", "bộ luật", "pháp lệnh"))
