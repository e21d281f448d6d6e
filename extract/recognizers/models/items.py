"""Items of an open list without the word `mô hình`: marked-off names, or a short one with its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extract.recognizers.models.drafts import Draft, draft
from extract.recognizers.models.enumerations import CITED, named
from extract.recognizers.models.labels import Lead
from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import OPENERS, NameSpan, name_at
from extract.recognizers.models.owners import PERSON, PLACE, whole
from extract.recognizers.models.records import LABELS
from extract.recognizers.models.scope import NOT_YET, Scope, field_of
from extract.recognizers.models.splits import pieces
from extract.recognizers.models.tail import Tail, read_tail

MOVEMENT = regex.compile(r"phong trào|cuộc vận động|cuộc thi")
NONE = regex.compile(r"(?i)(?:không|chưa|có|các|gồm|xem|theo|từ|tổng|nhìn|qua|đã|trong|về|một|hai|ba)(?!\w)")
# `Trạm Y tế xã: Một cuộc gọi sau mũi tiêm`
COUNTED = regex.compile(r"(?:Một|Hai|Ba) \p{Ll}+(?: (?!mô hình)[\p{L},]+){2,}")
# What an organ does, no model's name: `Hội Nông dân: Vận động hội viên …`.
DOING = regex.compile(r"(?i)(?:vận động|tổ chức|phối hợp|thực hiện|tham gia|tuyên truyền|hỗ trợ|tặng|giúp"
                      r"|đóng góp|huy động"
                      r"|chỉ đạo|triển khai|xây dựng|duy trì|đăng ký|tiếp tục|hướng dẫn|kiểm tra|thành lập|ra mắt"
                      r"|quyên góp|ủng hộ|báo cáo|tham mưu|chủ trì|phụ trách|theo dõi|ban hành|số |hiện )")
# The legal grounds of a document: no model's name.
GROUNDS = regex.compile(r"(?:Căn cứ|Xét|Theo)\s")
# Groups that a model may be: `Tổ xe ôm tự quản`.
GROUP = regex.compile(r"(?:Tổ|Nhóm|Đội|Câu lạc bộ|CLB|Quỹ) \p{Ll}")
# What tells of something done: no name of a list.
TELLING = regex.compile(r"(?<!\w)(?:đã|được|có|đạt|là|đang|sẽ|bị|gồm|nhiều|các|những|của|kinh phí|tổng)(?!\w)|%|\d{3}")
IN_PIECE = regex.compile(r"\s*(?:và )?(?:(?P<who>[^:;()“”\n]{3,60}): )?(?P<name>\p{Lu}[^:;()“”\n]{5,110}?)"
                         r" \((?P<inside>[^();\n]{3,80})\)\s*\.?")
# What begins a heading, no name of a list.
TITLES = regex.compile(r"(?i)(?:mô hình|danh (?:mục|sách)|bảng|biểu|tình hình|kết quả|công tác|lĩnh vực|phần|nội dung"
                       r"|đánh giá|nhận xét|ưu điểm|hạn chế|tồn tại|phương hướng|nhiệm vụ|về|đối với)(?!\w)")
GOES_ON = regex.compile(r": \p{Ll}[^()“”\":;.\n]{3,80}(?=\s*(?:\(|\Z))")
# A name that takes up the rest of its line: `Ngôi nhà thứ hai của chị em làm ăn xa`.
REST = regex.compile(r"(?P<name>[^“”\"()\n;:.,\d]{6,90}?)[ .;]*")
MORE = regex.compile(r"(?:; ?(?P<name>\p{Lu}[^“”\"()\n;:.\d]{6,90}?))+[ .;]*")
SIGN = regex.compile(r"\s*(?:(?P<number>\(?\d{1,2}[.)/])|(?P<letter>[a-zđ][.)/])|(?P<mark>[-–+•*]))")
SHORTEST_NAME, LONGEST_NAME = 3, 14
IN_BRACKETS = regex.compile(r"(?P<name>[^()“”\":;\n]{6,160}?)\s*\((?P<inside>[^()\n]{3,80})\)\s*[.,;]?\s*")
# `Bà Đỗ Thị Sim, thôn Đông đã ủng hộ …`: a person, no model.
PERSON_FIRST = regex.compile(rf"{PERSON.pattern}(?:,|\Z)")
LONGEST_ITEM = 24
# `* Lĩnh vực kinh tế: (1) Vườn ươm keo, cá nhân ông Lò Văn A; (2) Giếng chung, Chi hội Phụ nữ bản B`
LABEL = regex.compile(r"(?P<label>[^:;()“”\n]{3,60}?) ?: ?(?=\(1?\d\) )")
NUMBERED = regex.compile(r"\s*(?:và )?\(\d{1,2}\) (?P<name>\p{Lu}[^:;()“”\n]{5,160}[^:;()“”\n.\s])\s*\.?\s*")
SINGLE = regex.compile(r"(?:cá nhân|tập thể) ")


def ends_line(text: str, at: int, line: Line) -> bool:
    """Whether nothing but a remark follows on the line."""
    return text[at : line.end].strip(" .;:,") == "" or text[at : line.end].lstrip()[:1] in (":", "(")


def bare_item(
    text: str, first: int, line: Line, lead: Lead, scope: Scope, labelled: bool = False
) -> Iterable[Draft]:
    """A list item without the word `mô hình`: marked-off names, or a short one with its owner.

    `labelled`: a label such as `Mô hình đăng ký mới:` says that a name follows, owner or not.
    """
    if NOT_YET.search(text[first : line.end].lower()) and lead.status != "chưa thành lập":
        return ()
    if GROUNDS.match(text, first, line.end):
        return ()
    name = name_at(text, first, line.end, line.marks, owned=labelled)
    if name and (name.how != "words" or name.name[0] in OPENERS):
        names = [piece for piece in pieces(text, first, line.end, None, line.marks) if named(piece)]
        return [draft(text, piece.name, piece.tail, lead, "", scope.group) for piece in names]
    bracket = IN_BRACKETS.fullmatch(text, first, line.end)
    if bracket and whole(text, *bracket.span("inside")) and bracket["name"][0].isalpha():
        name = NameSpan(bracket.start("name"), bracket.end("name"), " ".join(bracket["name"].split()), "words")
    if name is None or MOVEMENT.match(name.name.lower()) or len(name.name.split()) > LONGEST_ITEM \
            or "mô hình" in name.name.lower() or PERSON_FIRST.match(name.name) or LABELS.fullmatch(name.name) \
            or CITED.search(name.name):
        return ()
    tail = read_tail(text, name.end)
    if scope.named and (more := GOES_ON.match(text, name.end, line.end)):
        name = NameSpan(name.start, more.end(), " ".join(text[name.start : more.end()].split()), "words")
        tail = read_tail(text, name.end)
    if labelled and not tail.known() and (rest := REST.fullmatch(text, name.start, line.end)):
        name = NameSpan(name.start, rest.end("name"), " ".join(rest["name"].split()), "words")
    listed = scope.named > 0 and _may_be_name(name.name) and (scope.named > 1 or _goes_on(text, line))
    listed = listed or (labelled and len(name.name.split()) >= SHORTEST_NAME and not NONE.match(name.name)) \
        or (labelled and lead.owner is not None and COUNTED.match(name.name) is not None)
    ended = ends_line(text, name.end, line) or (labelled and lead.owner is not None and text[name.end] in ",;")
    alone = listed and ended
    first_one = [draft(text, name, tail, lead, "", scope.group)] if tail.known() or alone else []
    more = _more_names(text, name.end, line.end) if alone and labelled else []
    return first_one + [draft(text, other, Tail(end=other.end), lead, "", scope.group) for other in more]


def _more_names(text: str, at: int, end: int) -> list[NameSpan]:
    """The names behind the first one of a label: `Hội Nông dân xã: Ruộng không vỏ thuốc; Đêm đom đóm.`"""
    found = MORE.fullmatch(text, at, end) if text[at : at + 1] == ";" else None
    spans = found.spans("name") if found else []
    names = [NameSpan(a, b, " ".join(text[a:b].split()), "words") for a, b in spans]
    return names if all(_may_be_name(name.name) for name in names) else []


def _may_be_name(words: str) -> bool:
    """Whether words behind `các mô hình sau:` are a name and tell nothing else."""
    return (
        SHORTEST_NAME <= len(words.split()) <= LONGEST_NAME
        and words[0].isupper()
        and not (DOING.match(words) or NONE.match(words) or TITLES.match(words))
        and not (TELLING.search(words) or (not GROUP.match(words) and whole(words, 0, len(words))))
    )


def _goes_on(text: str, line: Line) -> bool:
    """Whether the next line is an item with the same sign."""
    here, below = SIGN.match(text, line.start), SIGN.match(text, line.end)
    return here is not None and below is not None and here.lastgroup == below.lastgroup


def bracketed_list(text: str, first: int, line: Line, lead: Lead, scope: Scope) -> Iterator[Draft]:
    """`Ấp Đông: Bờ bao xanh (Chi hội CCB); Ấp Tây: Bếp chung (Hội Phụ nữ)`: every piece with its owner in brackets."""
    parts = [IN_PIECE.fullmatch(text, *span) for span in _between_semicolons(text, first, line.end)]
    if len(parts) < 2 or not all(part and whole(text, *part.span("inside")) for part in parts):
        return
    for part in parts:
        assert part is not None
        name = NameSpan(part.start("name"), part.end("name"), " ".join(part["name"].split()), "words")
        spot = PLACE.fullmatch(part["who"]) if part["who"] else None
        one = draft(text, name, read_tail(text, name.end), lead, "", scope.group)
        yield one._replace(place=one.place or (spot[0] if spot else None))


def numbered_list(text: str, first: int, line: Line, lead: Lead, scope: Scope) -> list[Draft]:
    """`(1) A, Chi hội B; (2) C, cá nhân ông D`: every piece with its owner behind a comma."""
    label = LABEL.match(text, first, line.end)
    start = label.end() if label else first
    if not text.startswith("(", start):
        return []
    parts = [_numbered(text, *span) for span in _between_semicolons(text, start, line.end)]
    found = [part for part in parts if part]
    if len(found) < 2 or len(found) < len(parts):
        return []
    lead = lead._replace(field=(field_of(label["label"]) if label else None) or lead.field)
    return [draft(text, name, tail, lead, "", scope.group) for name, tail in found]


def _numbered(text: str, start: int, end: int) -> tuple[NameSpan, Tail] | None:
    """Name and owner of `(1) A, Chi hội B`: the first comma behind which nothing but an owner stands parts them."""
    part = NUMBERED.fullmatch(text, start, end)
    begin, end = part.span("name") if part else (end, end)
    comma = text.find(", ", begin, end)
    while comma >= 0:
        single = SINGLE.match(text, comma + 2)
        who = single.end() if single else comma + 2
        found = whole(text, who, end)
        if found and found.kind in ("organ", "person"):
            name = NameSpan(begin, comma, " ".join(text[begin:comma].split()), "words")
            return name, Tail(" ".join(text[who:end].split()), person=found.kind == "person", end=end, slot="comma")
        comma = text.find(", ", comma + 1, end)
    return None


def _between_semicolons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find(";", start, end)
        yield start, stop if stop >= 0 else end
        start = stop + 1 if stop >= 0 else end
