"""The names of an enumeration: `mô hình A; mô hình B, C và “D” của Hội E`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.document import Span
from extract.recognizers.models.names import CLAUSE, OPENERS, NameSpan, is_famous, name_at
from extract.recognizers.models.owners import HEAD, whole
from extract.recognizers.models.scope import ALL
from extract.recognizers.models.tail import Tail, read_tail

LEADING = regex.compile(
    r"\s*(?:\(?\d{1,2}[).]\s*)?(?:(?:một|hai|ba|bốn|năm|sáu) là (?=(?:mô hình )?[“\"«]))?"
    r"(?:(?:xây dựng|thành lập|ra mắt|duy trì|đăng ký|thực hiện"
    r"|triển khai)(?: mới)?\s(?=mô hình))?"
    r"(?:(?:riêng |và )?(?:các )?(?P<noun>[Mm]ô hình|[Cc]ông trình|[Pp]hần việc)(?!\w)\s*"
    r"(?:(?:tập thể|cá nhân|điểm|mẫu|mới)\s*:?\s*(?=[“\"«]))?)?"
)
# `Hội CCB xã với “A”; Tổ dân phố 12 – mô hình “B”`: whose it is stands before the name.
OWNED = regex.compile(r"(?P<who>[^“”\"«»;:()\n]{3,80}?)(?: với| duy trì| đăng ký(?: mới)?| thành lập| xây dựng"
                      r"| ra mắt| có| thực hiện| triển khai| nhân rộng| thì|:| [–—-])"
                      r"(?P<noun> (?:các )?[Mm]ô hình)? (?=[“\"«])")
# `Chi hội LHPN thôn Lừa (xã An Châu) “Hũ gạo thiện tâm”`
OF_ORGAN = regex.compile(r"(?!(?:[Cc]âu lạc bộ|CLB|[Tt]ổ(?! [Dd]ân vận)|[Nn]hóm|[Đđ]ội|[Qq]uỹ)(?!\w))"
                         rf"(?P<who>{HEAD.pattern}"
                         r"[^“”\"«»;:()\n]{2,70}?)(?P<at> \([^()\n]{2,40}\))? (?=[“\"«])")
SEPARATOR = regex.compile(r"\s*(?:;|,|\s(?:và|hay(?=\s[“\"«]))(?=\s)|\sthành(?=\smô hình\s)"
                          r"|(?=\(\d{1,2}\)))\s*(?:và\s)?")
# What an intro ends with when names follow, and what tells of work done rather than a name.
NAMES_FOLLOW = regex.compile(r"(?r)(?:mô hình|như|gồm|sau|sau đây|là|tiêu biểu|điển hình|nổi bật"
                             r"|[Dd]ân vận khéo[”\"]?):\s*\Z")
WORK_DONE, SEVERAL = regex.compile(r"\d+(?:[.,]\d+)* |%|(?<!\w)(?:đã|được)(?!\w)"), 3
BETWEEN = (" và ", " hay “", " thành mô hình ")
# Words that begin the second half of a name, not another name.
JOINED_BACK = regex.compile(r"(?:không|chống|nói không|có|để|cho|nhằm|giúp|gắn|vì|cùng)\s")
# What ends the list: why, with whom, what is said of all of them.
WHY = regex.compile(rf",? (?:vì|bởi|nhằm) |, (?:cùng|phối hợp(?: với)?) {HEAD.pattern}"
                    r"|\s?(?:\([^()\n]{0,40}\))?[,;]"
                    rf" {ALL}(?!\w)")
# `; đến tháng 7 phát sinh thêm mô hình “X”`: the words before the noun are none of the name's.
NOUN_LATER = regex.compile(r"[^“”\"«»;:()\n]{3,80}? mô hình (?=[“\"«])")
COLON = regex.compile(r":\s(?=\p{Ll})[^:;.“”(]{3,80}?(?=[,;.]|\svà\s|\slà\s(?:các\s)?mô hình|$|\sdo\s|\scủa\s)")


@dataclass(slots=True)
class Piece:
    """One name of an enumeration; `noun`: the word `mô hình` stood before it."""

    sign: str
    name: NameSpan
    noun: bool
    tail: Tail

    def marked(self) -> bool:
        """Whether quotes, emphasis or the noun tell it from other words."""
        return self.noun or self.name.how != "words" or self.name.name[0] in OPENERS or self.name.name[-1] == "”"


def pieces(text: str, start: int, limit: int, declared: int | None, marks: Sequence[Span]) -> list[Piece]:
    """The names between `start` and `limit`. Separators in quotes, emphasis and brackets do not count; the
    declared number decides whether a comma or `và` parts two names or belongs to one.

    >>> [piece.name.name for piece in pieces("mô hình chăn bò có chuồng, không thả rông và cột cờ", 0, 51, 2, ())]
    ['chăn bò có chuồng, không thả rông', 'cột cờ']
    """
    if declared is None and (listed_by := _by_semicolons(text, start, limit, marks)):
        return listed_by
    found = _split(text, start, limit, marks)
    while declared is None or len(found) > declared:
        at = _joinable(found, declared)
        if at is None:
            break
        # What a comma parts from a quoted name is none of it.
        closed = found[at - 1].name.how == "quote" and found[at].sign == ","
        found[at - 1 : at + 1] = [found[at - 1] if closed else _joined(text, found[at - 1], found[at])]
    if declared is not None and len(found) <= declared:
        return found
    listed = len(found) > 1 and all(
        piece.sign in ("", ";") and piece.tail.known() and not WORK_DONE.search(piece.name.name) for piece in found
    )
    return found if listed else [piece for piece in found if piece.marked()]


def _by_semicolons(text: str, start: int, limit: int, marks: Sequence[Span]) -> list[Piece]:
    """`các mô hình: A, B tại xã C; D ở thôn E; F của thôn G`: one name to each semicolon, most with place or owner."""
    if NAMES_FOLLOW.search(text, max(0, start - 40), start) is None:
        return []
    found: list[Piece] = []
    at = start
    while at < limit:
        stop = text.find(";", at, limit)
        stop = stop if stop >= 0 else limit
        lead = LEADING.match(text, at, stop)
        name = name_at(text, lead.end() if lead else at, stop, marks, owned=True)
        if name is None or name.how != "words" or " " not in name.name or WORK_DONE.search(name.name) \
                or OF_ORGAN.match(text, lead.end() if lead else at, stop):
            return []
        found.append(Piece(";" if found else "", name, bool(lead and lead["noun"]), read_tail(text, name.end)))
        at = stop + 1
    known = sum(piece.tail.known() for piece in found)
    return found if len(found) >= SEVERAL and 3 * known >= 2 * len(found) else []


def _joinable(found: list[Piece], declared: int | None) -> int | None:
    """The piece that most likely belongs to the one before it."""
    free = [
        i
        for i, piece in enumerate(found)
        if i and not piece.noun and piece.sign != ";" and piece.name.how == "words" and not found[i - 1].tail.known()
    ]
    if declared is None:
        return next(
            (
                i
                for i in free
                if found[i - 1].name.how == "words"
                and (found[i].sign == "," or (found[i].sign == "và" and found[i].name.name[0].islower()))
                and not found[i].marked()
                and found[i - 1].marked()
            ),
            None,
        )
    tests = (
        lambda i: JOINED_BACK.match(found[i].name.name),
        lambda i: found[i].sign == "và",
        lambda i: found[i].sign == ",",
    )
    return next((i for test in tests for i in (reversed(free) if test is tests[1] else free) if test(i)), None)


def _joined(text: str, first: Piece, second: Piece) -> Piece:
    start = first.name.start
    return Piece(
        first.sign,
        NameSpan(start, second.name.end, " ".join(text[start : second.name.end].split()), "words"),
        first.noun,
        second.tail,
    )


def _split(text: str, start: int, limit: int, marks: Sequence[Span]) -> list[Piece]:
    found: list[Piece] = []
    at, sign, last = start, "", None
    while at < limit:
        lead = LEADING.match(text, at, limit)
        begin, noun = (lead.end(), lead["noun"] is not None) if lead else (at, False)
        begin, noun, who = _owned(text, begin, limit, noun)
        later = NOUN_LATER.match(text, begin, limit) if not (noun or who) else None
        begin, noun = (later.end(), True) if later else (begin, noun)
        stop = _separator(text, _marked_end(text, begin, limit, marks), limit)
        if found and WHY.match(text, found[-1].name.end):
            break
        name = name_at(text, is_famous(text, begin) if noun else begin, limit, marks)
        if name and name.how == "words":
            name = name_at(text, begin, _separator(text, begin, limit), marks)
            colon = COLON.match(text, name.end, limit) if name and noun else None
            if name and colon and read_tail(text, name.end).end == name.end:
                name = NameSpan(name.start, colon.end(), " ".join(text[name.start : colon.end()].split()), "words")
        if name:
            tail = read_tail(text, name.end)
            last = who or (last if sign in ("và", ",") and name.how == "quote" and not tail.known() else None)
            _give(tail, last)
            found.append(Piece(sign, name, noun, tail))
            stop = _separator(text, max(name.end, tail.end), limit)
        separator = SEPARATOR.match(text, stop, limit)
        if separator is None or separator.end() <= at or CLAUSE.match(text, stop):
            break
        if "thành" in separator[0] and found and found[-1].name.how == "words":
            found.pop()  # `hợp nhất ba mô hình camera thành mô hình “X”`: what became the next one
        sign = "và" if "và" in separator[0] else separator[0].strip()[:1] or ";"
        at = separator.end()
    return found


def _owned(text: str, begin: int, limit: int, noun: bool) -> tuple[int, bool, tuple[str, str] | None]:
    """Where the name begins behind its owner, whether `mô hình` stands before it, and the owner with its kind
    (`does`: a unit that does something)."""
    match = OWNED.match(text, begin, limit) if not noun else None
    found = whole(text, begin, match.end("who")) if match else None
    if match is None and (of := OF_ORGAN.match(text, begin, limit) if not noun else None):
        found = whole(text, *of.span("who"))
        return (of.end(), noun, (of["who"], "organ")) if found and found.kind == "organ" else (begin, noun, None)
    if match is None or not (found or match["noun"]):
        return begin, noun, None
    has = text.startswith((":", " có"), match.end("who"))
    kind = "does" if found and found.kind in ("unit", "place") and not has else found.kind if found else ""
    return match.end(), match["noun"] is not None, (match["who"], kind) if found else None


def _give(tail: Tail, who: tuple[str, str] | None) -> None:
    """The owner before the name, where none stands behind it."""
    if who and tail.owner is None:
        if who[1] in ("organ", "person"):
            tail.owner, tail.person = who[0], who[1] == "person"
        elif tail.unit is None and tail.place is None:
            tail.unit, tail.slot = who[0], "dash" if who[1] == "does" else "label"


def _marked_end(text: str, begin: int, limit: int, marks: Sequence[Span]) -> int:
    return next((span.end for span in marks if span.start <= begin < span.end <= limit), begin)


def _separator(text: str, start: int, limit: int) -> int:
    """The next `;`, `,`, `và` or `(2)` outside quotes and brackets."""
    depth = 0
    for i in range(start, limit):
        char = text[i]
        if char == "(" and depth == 0 and text[i + 1 : i + 2].isdigit() and ")" in text[i + 2 : i + 4]:
            return i
        if char in "“«(":
            depth += 1
        elif char in "”»)":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in ";," or (char == " " and text.startswith(BETWEEN, i))):
            return i
    return limit
