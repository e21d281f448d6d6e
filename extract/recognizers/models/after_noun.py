"""The name that stands behind the word `mô hình`, past a number, a kind or the campaign's name."""

from __future__ import annotations

import regex

from extract.recognizers.models.lines import Line
from extract.recognizers.models.names import OPENERS, NameSpan, is_famous, name_at
from extract.recognizers.models.splits import OWNED
from extract.recognizers.models.tail import Tail, read_tail

# `mô hình “Dân vận khéo” về xây dựng tuyến đường hoa của Chi hội …`: the campaign's name, then the model's.
ABOUT = regex.compile(r"\s*(?:về(?: việc)?|trong(?: việc| công tác)?|vận động)\s(?=[\p{Ll}“\"«])")
# What may stand between the noun and a quoted name: `mô hình điểm “…”`.
WHAT_KIND = regex.compile(r"\s(?:(?:điểm|mẫu|kiểu mẫu|tiêu biểu|điển hình|mới|hay|tập thể|cá nhân)\s?)?"
                         r"(?:về\s)?:?\s?(?=[“\"«])")
# `mô hình kết nghĩa ba bên “Một mái đầu ba người canh”`: a long name in quotes needs no words before it.
DESCRIBED = regex.compile(r"\s(?:(?!(?:của|do|tại|ở|như|là|gồm|có|với|được|này|đó|trên|đã|và|hoặc|từ|theo|về|để)(?!\w))"
                          r"(?:\p{Ll}+|CCB|LHPN|MTTQ|ANTT) ){1,7}(?=“\s?\p{Lu}[^\s“”]*(?: [^\s“”]+){4,}”)")
NEAR, QUOTES = 40, ("“", "«")
NTH = r"\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|đầu tiên|tiếp theo|cuối cùng"
ORDINAL = regex.compile(rf"(?:\s(?:số|thứ))?\s(?:{NTH})\s*(?:[:.–-]|là(?: mô hình)?\s)\s*")
# `Mô hình thứ ba: nhóm khèn của bản với tên gọi “X”`: the name is told later.
CALLED = regex.compile(r"[^.;“”\"\n]{0,80}?(?:với tên gọi|mang tên|có tên(?: gọi)?|tên(?: gọi)? là|lấy tên|đặt tên"
                       r"(?: [\p{Ll}]+){0,4})(?: là)? (?=[“\"«])"
                       # told in the next sentence: `Mô hình thứ tư Hội làm cùng trường. Chúng tôi đặt là “X”`
                       r"|(?<=thứ \w{2,4})[^.;“”\"\n]{0,100}\. [^.;“”\"\n]{0,40}?"
                       r"(?:đặt(?: tên)?|gọi)(?: nó)? là (?=[“\"«])")
CALLED_NEAR = 180  # no word of it begins farther off
# `đặt tên cho mô hình của mình là “X”`: the words between say no more than whose it is.
NAMED = regex.compile(r"(?r)[Tt]ên(?: gọi)?(?: của| cho)? \Z")
IS = regex.compile(r"(?: (?!là )\p{L}+){0,5} là (?=[“\"«])")
# `Mô hình thứ hai do …`, `Mô hình tiếp theo của …`
GAP = regex.compile(rf"[Mm]ô hình(?: (?:thứ )?(?:{NTH}|còn lại))?(?= (?:do|của) )")


def name_after(text: str, noun: regex.Match[str], line: Line, first: int, owned_by: str | None) -> NameSpan | None:
    """The name behind `noun`, or None where the words go on with something else; `first` is where the item begins,
    `owned_by` the owner that its label tells."""
    if text[noun.start() - 1 : noun.start()] in QUOTES:
        return _in_quotes(text, noun, line)
    number = ORDINAL.match(text, noun.end(), line.end)
    called = _called(text, (number or noun).end(), line.end)
    before = max(line.start, noun.start() - NEAR)
    if text.find("ên ", before, noun.start()) >= 0 and NAMED.search(text, before, noun.start()):
        called = called or IS.match(text, noun.end(), line.end)
    ordinal = called or number or WHAT_KIND.match(text, noun.end(), line.end)
    if ordinal is None and text.find("“", noun.end(), noun.end() + NEAR) >= 0:
        ordinal = DESCRIBED.match(text, noun.end(), line.end)
    at = ordinal.end() if ordinal else noun.end()
    owned = OWNED.match(text, noun.end() + 1, line.end) if text[noun.end() : noun.end() + 1] == ":" else None
    at = owned.end() if owned and owned["noun"] else at
    while at < line.end and text[at] in " \n":
        at += 1
    famous = is_famous(text, at)
    if famous > at and text[famous : famous + 1] not in OPENERS:
        about = ABOUT.match(text, famous, line.end)
        if about is None:
            return None
        start = famous if "vận động" in about[0] else about.end()
        return name_at(text, start, line.end, line.marks, owned=True)
    name = name_at(text, famous, line.end, line.marks)
    if name is None and noun.start() <= first + 2:
        name = name_at(text, famous, line.end, line.marks, owned=True)
        name = name if name and (owned_by or read_tail(text, name.end).owner) else None
    return name


def _in_quotes(text: str, noun: regex.Match[str], line: Line) -> NameSpan | None:
    """`“Mô hình nuôi chim bồ câu”`: the name goes on to the quote that closes."""
    name = name_at(text, noun.start() - 1, line.end, ())
    words = name.name[len(noun[0]) :].strip(" :") if name and name.how == "quote" else ""
    return name._replace(name=words) if name and len(words.split()) > 1 else None


def _called(text: str, start: int, end: int) -> regex.Match[str] | None:
    """`CALLED` behind the noun, where one of its words stands near: the plain look is far faster."""
    near = text[start : min(end, start + CALLED_NEAR)]
    return CALLED.match(text, start, end) if "tên" in near or " là " in near else None


def whose(text: str, start: int, end: int) -> Tail | None:
    """The owner between the noun and the name: `mô hình thứ hai do Chi đoàn A thực hiện là “X”`.

    >>> text = "Mô hình thứ hai do Chi đoàn ấp 3 thực hiện là “X”"
    >>> whose(text, 0, text.index("“")).owner
    'Chi đoàn ấp 3'
    """
    gap = GAP.match(text, start, end)
    tail = read_tail(text, gap.end()) if gap else None
    return tail if tail and tail.owner and tail.end <= end else None
