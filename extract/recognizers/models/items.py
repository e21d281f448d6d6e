"""Items of an open list without the word `mô hình`: marked-off names, or a short one with its owner."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.recognizers.models.drafts import Draft, draft
from extract.recognizers.models.enumerations import named
from extract.recognizers.models.labels import Lead
from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import OPENERS, NameSpan, name_at
from extract.recognizers.models.owners import PERSON, whole
from extract.recognizers.models.records import LABELS
from extract.recognizers.models.scope import NOT_YET, Scope
from extract.recognizers.models.splits import pieces
from extract.recognizers.models.tail import read_tail

MOVEMENT = regex.compile(r"phong trào|cuộc vận động|cuộc thi")
NONE = regex.compile(r"(?i)(?:không|chưa|có|các|gồm|xem|theo|từ|tổng|nhìn|qua|đã|trong|về|một|hai|ba)(?!\w)")
# What an organ does, no model's name: `Hội Nông dân: Vận động hội viên …`.
DOING = regex.compile(r"(?i)(?:vận động|tổ chức|phối hợp|thực hiện|tham gia|tuyên truyền|hỗ trợ|tặng|giúp"
                      r"|đóng góp|huy động"
                      r"|chỉ đạo|triển khai|xây dựng|duy trì|đăng ký|tiếp tục|hướng dẫn|kiểm tra|thành lập|ra mắt"
                      r"|quyên góp|ủng hộ|báo cáo|tham mưu|chủ trì|phụ trách|theo dõi|ban hành|số |hiện )")
# The legal grounds of a document, and a symbol: no model's name.
GROUNDS = regex.compile(r"(?:Căn cứ|Xét|Theo)\s")
CITED = regex.compile(r"\d\s?[-/]\s?(?:\d{4}/)?\p{Lu}\p{L}{0,6}\s?[-/–]\s?\p{Lu}")
IN_BRACKETS = regex.compile(r"(?P<name>[^()“”\":;\n]{6,160}?)\s*\((?P<inside>[^()\n]{3,80})\)\s*[.,;]?\s*")
# `Bà Đỗ Thị Sim, thôn Đông đã ủng hộ …`: a person, no model.
PERSON_FIRST = regex.compile(rf"{PERSON.pattern}(?:,|\Z)")
LONGEST_ITEM = 24


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
    name = name_at(text, first, line.end, line.marks)
    if name and (name.how != "words" or name.name[0] in OPENERS):
        names = [piece for piece in pieces(text, first, line.end, None, line.marks) if named(piece)]
        return [draft(text, piece.name, piece.tail, lead, "", scope.group) for piece in names]
    bracket = IN_BRACKETS.fullmatch(text, first, line.end)
    if bracket and whole(text, *bracket.span("inside")) and bracket["name"][0].isalpha():
        name = NameSpan(bracket.start("name"), bracket.end("name"), " ".join(bracket["name"].split()), "words")
    if name is None or MOVEMENT.match(name.name.lower()) or len(name.name.split()) > LONGEST_ITEM \
            or PERSON_FIRST.match(name.name) or LABELS.fullmatch(name.name) or CITED.search(name.name):
        return ()
    tail = read_tail(text, name.end)
    alone = labelled and ends_line(text, name.end, line) and len(name.name.split()) > 3 and not NONE.match(name.name)
    return [draft(text, name, tail, lead, "", scope.group)] if tail.known() or alone else ()
