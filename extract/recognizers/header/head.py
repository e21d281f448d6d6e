"""The head of a document: the pieces of the letterhead in any order, the type, the summary, its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import regex

from extract.recognizers.header.below import letterhead_below
from extract.recognizers.header.casing import in_capitals, key
from extract.recognizers.header.gazette import sentence_at
from extract.recognizers.header.letterhead import RULE, Part, parts
from extract.recognizers.header.lines import Line, following, unbroken
from extract.recognizers.header.organs import UNFINISHED, begins_unit, distinct, grouped, is_organ
from extract.recognizers.header.title import (
    ABOUT,
    ADDRESSED,
    ANNEX,
    BODY,
    FEW_LETTERS,
    OF_AUTHOR,
    letter_summary,
    summary,
    type_at,
)

NEAR_LINES, HEAD_LINES, TITLE_LINES, LONGEST, LATE = 14, 40, 18, 160, 4
MIXED_LENGTH, FEW, ORGAN_LINES = 60, 5, 3  # the last: under the type's word
STOPS = frozenset("PBMKCIA1ĐH(-NT")  # first letters of ADDRESSED, ANNEX and BODY
# What else is printed above or beside a letterhead: gazette heads, drafts, secrecy, stamps, form numbers.
BESIDE = regex.compile(r"""(?x:
    \(.*\)$ | [\d\W]+$ | CÔNG\ BÁO | VĂN\ BẢN\ QUY\ PHẠM | (?:BẢN\ )?DỰ\ THẢO | (?:TỐI\ |TUYỆT\ )?MẬT\b | NAM$
    | (?:THƯỢNG\ )?KHẨN\b | HỎA\ TỐC | HOẢ\ TỐC | (?:CÔNG\ VĂN\ )?ĐẾN\b | BẢN\ SAO | SAO\ Y | TÀI\ LIỆU
    | KH(?:ÓA|OÁ)\ [IVXL]+\b | (?i:mẫu\b|trang\b|page\b|signature|người\ ký|ký\ bởi|email|cơ\ quan:|thời\ gian|ngày\ ký
      |chuyển:|giờ:|lưu\ hồ\ sơ))""")
# What heads a sheet without a type.
TABLE_NAME = regex.compile(r"(?:(?:PHỤ )?BIỂU|BẢNG|TỔNG HỢP|THỐNG KÊ|DANH MỤC) \p{Lu}")
# What is no type of document and yet says what it is, on a line of its own.
SPEECH = regex.compile(r"(?:BÀI )?(?:THAM LUẬN|PHÁT BIỂU)$|(?:BẢN |PHIẾU |ĐƠN )?(?:ĐĂNG KÝ|ĐỀ NGHỊ|CAM KẾT)$|THƯ NGỎ$")
# What a document does with another: the summary's first words where its type was lost, never an organ's name.
ACT = regex.compile(r"(?i)(?:ban hành|phê duyệt|công bố|bãi bỏ|sửa đổi|quy định)(?!\w)")
PLACEHOLDER = regex.compile(r"(?:\.{3}|…)")  # a blank form


class Head(NamedTuple):
    """What the head says: `pieces` by kind, organs from the upper to the lower, the summary's lines."""

    pieces: dict[str, Line]
    motto: str | None
    organs: list[list[Line]]
    heading: Line | None
    title: list[Line]
    letter: bool  # V/v or Kính gửi instead of a type
    annex: bool
    author: Line | None  # who decides, in capitals between the summary and the legal grounds
    end: int

    @property
    def stands(self) -> bool:
        """Whether there is a letterhead at all, or what is left of one."""
        return bool(self.motto or "symbol" in self.pieces or {"place", "date"} <= self.pieces.keys())


class _Reading:
    """A head while it is read, line by line."""

    def __init__(self, text: str, tables: Sequence[int]) -> None:
        self.text, self.tables = text, tables
        self.pieces: dict[str, Line] = {}
        self.motto: str | None = None
        self.organs: list[Line] = []
        self.heading: Line | None = None
        self.title: list[Line] = []
        self.letter = self.annex = False
        self.author: Line | None = None
        self.end = 0
        self.near = False  # the line before held a part of an organ's name

    def take(self, line: Line, lines: list[Line]) -> None:
        """Sort the pieces of a line of the letterhead."""
        found = list(parts(line))
        if [part.kind for part in found] == ["mass"] and lines and begins_unit(lines[0].text):
            found = [Part("organ", line)]  # the Union's name in the left column, its unit on the next line
        inside = any(line.start <= about.start < line.end for about in self.title)
        for part in found:
            if part.kind in ("state", "party", "mass"):
                self.motto = self.motto or part.kind
            elif part.kind != "organ":
                if not inside or part.kind in ("place", "date"):
                    self.pieces.setdefault(part.kind, part.line)
            elif inside:
                continue
            elif self._is_about(part.line.text) and not self.title:
                self.title, self.letter = letter_summary(part.line, lines), True
            elif not BESIDE.match(part.line.text) and self._is_organ(part.line, len(found) > 1):
                self.organs.append(part.line)
                self.near = True
        self.near = self.near and any(part.kind == "organ" for part in found)
        self.end = line.end

    def _is_about(self, words: str) -> bool:
        """Whether a letter's summary begins: `V/v …`, and `về …` under the number of a letter of the Party's."""
        return ABOUT.match(words) is not None or ("symbol" in self.pieces and words.startswith("về "))

    def _is_organ(self, line: Line, across: bool) -> bool:
        """Whether the piece is an organ's name, or goes on with one.

        Organs are printed in capitals; old letterheads and web pages begin with one that is not. Behind
        something else only a unit's name still goes on with an organ: other capitals are a heading.
        """
        words = line.text
        goes_on = self.near or across or not self.organs or begins_unit(words)
        if PLACEHOLDER.search(words) or ACT.match(words) or not (goes_on or is_organ(words)):
            return False
        if in_capitals(words):
            return True
        if len(words) >= MIXED_LENGTH or words.endswith((".", ";", ":")):
            return False
        return not in_capitals(self.organs[-1].text) if self.organs else self.motto is None and is_organ(words)

    def goes_on_with(self, line: Line) -> bool:
        """Whether the line holds a motto, or goes on with an organ's name: `BAN CHỈ ĐẠO THỰC HIỆN` / `QUY CHẾ …`."""
        open_end = self.near and UNFINISHED.search(key(self.organs[-1].text))
        return bool(open_end) or any(part.kind in ("state", "party") for part in parts(line))

    def stops_at(self, words: str) -> bool:
        """Whether the body, an annex or the addressee begins here; remembers which."""
        addressed, annex = ADDRESSED.match(words), ANNEX.match(words)
        self.letter = self.letter or addressed is not None
        self.annex = annex is not None and not (self.organs or self.motto or self.pieces)
        return bool(addressed or annex or BODY.match(words))

    def take_heading(self, heading: tuple[Line, Line], at: int) -> None:
        """The type and the summary under it; a number or a date that comes late; who decides."""
        self.heading, rest = heading
        sentence = sentence_at(self.text, self.heading.end)
        if sentence:
            self.pieces |= {"symbol": sentence.symbol, "date": sentence.date}
            self.organs = self.organs or ([sentence.issuer] if sentence.issuer else [])
            stop = self.text.find("\n", sentence.end)
            at = stop if stop >= 0 else len(self.text)
            rest = Line(sentence.end, at, self.text[sentence.end:at]).cut(0)
        at = self._organs_behind(rest, at)
        title = summary(rest, following(self.text, at, self._table_behind(at), limit=TITLE_LINES))
        self.title = title or self.title
        self.end = max([self.heading.end, *(line.end for line in title)])
        if not {"symbol", "date"} <= self.pieces.keys():
            self._take_late(at, title)
        late = following(self.text, self.end, limit=LATE)
        author = next((line for line in late if not RULE.fullmatch(line.text)), None)
        if author and author.text.isupper() and not type_at(author):
            self.author = author

    def _table_behind(self, at: int) -> int | None:
        """Where the next table begins: no summary goes on there."""
        return next((table for table in self.tables if table > at), None)

    def _organs_behind(self, rest: Line, at: int) -> int:
        """Where the summary goes on: behind the organs that a slide or a lost letterhead has under the type."""
        if self.organs or self.motto or self.pieces or len(rest.text) > FEW_LETTERS:
            return at
        for line in following(self.text, at, limit=ORGAN_LINES):
            named = is_organ(line.text) or [part.kind for part in parts(line)] == ["mass"]
            if not (in_capitals(line.text) and (named or (self.organs and begins_unit(line.text)))):
                break
            self.organs.append(line)
            at = line.end
        return at

    def take_table_name(self, line: Line) -> None:
        """The name of a table or a speech instead of a type: `TỔNG HỢP QUỸ …`, `BIỂU …`, `THAM LUẬN`."""
        rest = line.cut(len(line.text)) if SPEECH.match(line.text) else line
        self.author = None if self.organs else self.speaker_under(line)
        at = self.author.end if self.author else line.end
        below = summary(rest, following(self.text, at, self._table_behind(at), limit=TITLE_LINES))
        self.title = below if rest is line else [line, *below]
        self.end = max(line.end for line in self.title)
        if rest is not line:
            self._take_late(at, self.title)

    def speaker_under(self, line: Line) -> Line | None:
        """Who gives the speech that the line heads: `CỦA CHI BỘ THÔN VÂN ĐÔNG, XÃ NAM CAO`."""
        below = next(following(self.text, line.end, limit=1), None) if SPEECH.match(line.text) else None
        return below.cut(4) if below and OF_AUTHOR.match(below.text) and is_organ(below.text[4:]) else None

    def _take_late(self, at: int, title: list[Line]) -> None:
        """A number or a date that the reading order put behind the heading."""
        for line in following(self.text, at, limit=len(title) + LATE):
            found = parts(line) if len(line.text) < LONGEST and line not in title else []
            if any(part.kind == "organ" and not part.line.text.isupper() for part in found):
                continue  # a sentence of the body
            for part in found:
                if part.kind in ("symbol", "place", "date"):
                    self.pieces.setdefault(part.kind, part.line)

    def result(self) -> Head:
        return Head(self.pieces, self.motto, distinct(grouped(self.organs)), self.heading, self.title,
                    self.letter, self.annex, self.author, self.end)


def read_head(text: str, tables: Sequence[int] = ()) -> Head:
    r"""The head of the document; `tables` are the offsets where tables begin.

    >>> text = "UBND XÃ A\nSố: 5/BC-UBND\nBÁO CÁO\nCông tác dân vận\nnăm 2023\nThực hiện kế hoạch, báo cáo:"
    >>> head = read_head(text)
    >>> head.heading.text, [line.text for line in head.title], head.pieces["symbol"].text
    ('BÁO CÁO', ['Công tác dân vận', 'năm 2023'], '5/BC-UBND')
    """
    head = _read(text, tables, 0)
    above = head.organs and (head.letter or (head.heading and head.organs[0][0].start < head.heading.start))
    below = None if head.motto or head.annex or above else letterhead_below(text)
    again = _read(text, tables, below) if below else head
    return again if again.organs and (again.heading or again.letter) else head


def _read(text: str, tables: Sequence[int], at: int) -> Head:
    reading = _Reading(text, tables)
    near = list(following(text, at, limit=NEAR_LINES))
    lines = unbroken(text, near)
    for i, line in enumerate(chain(lines, _rest(text, lines) if len(near) == NEAR_LINES else ())):
        heading = None if reading.goes_on_with(line) else type_at(line)
        if heading and not (reading.letter and heading[1].text):
            reading.take_heading(heading, line.end)
            break
        named = line.text.isupper() and (TABLE_NAME.match(line.text) or SPEECH.match(line.text))
        under = reading.motto or reading.pieces or (reading.organs and SPEECH.match(line.text))
        if named and (under or reading.speaker_under(line)):
            reading.take_table_name(line)
            break
        if (line.text[0] in STOPS and reading.stops_at(line.text)) or len(line.text) > LONGEST or _is_sentence(line):
            break
        reading.take(line, lines[i + 1:])
    return reading.result()


def _is_sentence(line: Line) -> bool:
    """Whether the line is a sentence of the body: no letterhead has five small words and a full stop."""
    words = line.text.split()
    return (line.text[-1] in ".;" and sum(map(str.islower, words)) >= FEW
            and all(part.kind == "organ" for part in parts(line)) and not BESIDE.match(line.text))


def _rest(text: str, lines: list[Line]) -> Iterator[Line]:
    """The lines behind the first ones: few letterheads are so long."""
    for line in following(text, lines[-1].end, limit=HEAD_LINES):
        lines.append(line)
        yield line
