"""Letterheads and signature blocks: two columns side by side, which are read one after the other.

Clerks set them as a table without lines, or with tabs or rows of spaces. What they are is decided by their
words, because tables of data without lines are common too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from unicodedata import normalize

import msgspec
import regex

from extract.document import EMPHASIS_OFF, EMPHASIS_ON, Piece

MOST_ROWS, MOST_CELLS = 8, 40
MANY_LINES = 16

STATE = r"CỘNG\s*H(?:ÒA|OÀ)\s*XÃ\s*HỘI\s*CHỦ\s*NGHĨA\s*VIỆT\s*NAM"
PARTY = r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
MOTTO = r"(?i:Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+ph?[úu]c)"
DATE = r"\p{Lu}[\p{L}\s.'-]{1,40},\s*ngày\b[^\n]{0,20}?\btháng\b[^\n]{0,20}?\bnăm\b[^\n]{0,12}"
NUMBER = r"Số\s*[:.]?[^\n]{0,50}[/-][^\n]{0,40}"
RECIPIENTS = r"(?i:Nơi\s+(?:nhận|gửi))\s*(?::|$)"
AUTHORITY = (r"(?:(?:TM|KT|TL|TUQ)\s*\.\s*\p{Lu}[^\n]{2,60}$|(?:[TK]/[ML]|K/T|T/U/Q|TUQ|TM|KT|TL|Q)[.:\s]\s*"
             r"\p{Lu}[\p{Lu}\s,.;()-]{3,}$)")
OFFICES = (
    "BÍ THƯ", "BỘ TRƯỞNG", "CHÁNH THANH TRA", "CHÁNH VĂN PHÒNG", "CHÍNH TRỊ VIÊN", "CHỈ HUY TRƯỞNG",
    "CHỦ NHIỆM", "CHỦ TỊCH", "CHỦ TỌA", "CHỦ TRÌ", "CỤC TRƯỞNG", "GIÁM ĐỐC", "HIỆU TRƯỞNG", "KẾ TOÁN",
    "NGƯỜI BÁO CÁO", "NGƯỜI LẬP", "THỦ TRƯỞNG", "THỦ TƯỚNG", "THƯ KÝ", "TỔ TRƯỞNG",
    "TỔNG BÍ THƯ", "TRẠM TRƯỞNG",
    "TRƯỞNG BAN", "TRƯỞNG CÔNG AN", "TRƯỞNG ĐOÀN", "TRƯỞNG PHÒNG", "TRƯỞNG THÔN")
OFFICE = rf"(?:PHÓ\s+|Q\.\s*)?(?:{'|'.join(OFFICES)})\b[\p{{Lu}}\s,.;()&-]*$".replace(" ", r"\s+")
SIGNED = r"\((?i:đã\s+ký|ký)\b[^\n)]{0,60}\)"

LINE = r"(?m)^[^\S\n]*+"
HEAD_SIGN = regex.compile(rf"{LINE}(?:{STATE}|{PARTY}|{MOTTO})\W*$")
ANY_HEAD = regex.compile(rf"{STATE}|{MOTTO}")
HEAD_NUMBER, HEAD_DATE = regex.compile(LINE + NUMBER), regex.compile(rf"{LINE}{DATE}\W*$")
END_LIST, END_SIGN = regex.compile(LINE + RECIPIENTS), regex.compile(LINE + AUTHORITY)
END_OFFICE = regex.compile(rf"{LINE}(?:{OFFICE}|{SIGNED})")
# What all that these find holds: `re` says of most cells, many times as fast, that they begin nothing.
CAPITAL = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1F00))))
HEAD_HINT = re.compile("CỘNG|ĐẢNG|[Ll][ậẬ][Pp]|Số|ngày")
END_HINT = re.compile(rf"[{CAPITAL}]{{2}}|[TK]/|Q[.:\s]|[Nn][ơƠ][Ii]|\(")

# In lines set with tabs: where the right column begins by its words, else at the widest gap.
RIGHT_WORDS = regex.compile(rf"(?:^|(?<=\t|\s\s\s))\s*+(?:{STATE}|{PARTY}|{MOTTO}|{DATE})")
# No letterhead or signature block begins without one of these: cheaper to look for than the columns of a line.
BLOCK_SIGN = re.compile("NAM|tháng|[Hh][ẠạAa][Nn][Hh]|[Nn][ơƠ][Ii]")
GAP = regex.compile(r"[ \u00a0]*+\t[ \u00a0\t]*+|[ \u00a0]{4,}+")
LEFT_ALONE = regex.compile(r"\s*(?:[-–+*•_—]|Số\b|Lưu\b|V/v\b)")
BLANK_NUMBER = regex.compile(r"(?i)^\s*Số\s*[:.]?\s*$")
LONGEST_HEAD, LONGEST_END, LONGEST_LINE, WIDEST_COLUMN = 10, 24, 400, 90


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table: where it stands in the grid, how many columns it fills, and what was read in it."""

    row: int
    col: int
    span: int
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The words, one line a piece."""
        return unmarked("\n".join([piece.text for piece in self.pieces]))


def in_columns(cells: Sequence[Cell], ruled: Callable[[], bool]) -> list[Piece] | None:
    """The pieces of a letterhead or signature table column by column as paragraphs; None for any other table.

    `ruled` tells whether lines are drawn between the columns; it is asked only where it matters.
    """
    filled = [cell for cell in cells if cell.pieces]
    if not filled or cells[-1].row >= MOST_ROWS or len(cells) > MOST_CELLS:
        return None
    texts = [cell.text for cell in filled]
    if not (_is_head(texts, ruled) or _is_end(filled, texts, ruled)):
        return None
    bands = list(_bands(cells, max(cell.col + cell.span for cell in cells)))
    return [msgspec.structs.replace(piece, kind="paragraph", level=None, table=None, row=None, col=None)
            for band in bands for cell in band for piece in cell.pieces]


def _is_head(texts: Iterable[str], ruled: Callable[[], bool]) -> bool:
    texts = list(filter(HEAD_HINT.search, texts))
    if _any(HEAD_SIGN, texts):
        return True
    return _any(HEAD_NUMBER, texts) and _any(HEAD_DATE, texts) and not ruled()


def _is_end(cells: Sequence[Cell], texts: Sequence[str], ruled: Callable[[], bool]) -> bool:
    hinted = list(filter(END_HINT.search, texts))
    if not hinted:
        return False
    if _any(END_LIST, _leftmost(cells, texts)) or _any(END_SIGN, hinted):
        return not ruled()
    # An office alone may also be the head of a column in a table of data.
    short = cells[-1].row - cells[0].row < MOST_ROWS // 2
    return short and _any(END_OFFICE, hinted) and not ruled()


def _leftmost(cells: Sequence[Cell], texts: Sequence[str]) -> list[str]:
    """The texts that stand first in their rows: where the list of recipients stands, but no entry of a legend."""
    rows = {cell.row: text for cell, text in zip(reversed(cells), reversed(texts), strict=True)}
    return list(rows.values())


def _any(pattern: regex.Pattern[str], texts: Iterable[str]) -> bool:
    return any(begins(pattern, text) for text in texts)


def begins(pattern: regex.Pattern[str], text: str) -> bool:
    """Whether a line of the text begins so: the same as a search, which would try every letter."""
    if text.count("\n") > MANY_LINES:  # each match first looks through all that follows for letters that it needs
        return pattern.search(text) is not None
    at = 0
    while pattern.match(text, at) is None:
        at = text.find("\n", at) + 1
        if not at:
            return False
    return True


def _bands(cells: Sequence[Cell], width: int) -> Iterator[list[Cell]]:
    """Cells sorted by column between rows that one cell fills alone."""
    band: list[Cell] = []
    for cell in cells:
        if cell.span >= width:
            yield _by_column(band)
            yield [cell]
            band = []
        else:
            band.append(cell)
    yield _by_column(band)


def _by_column(band: list[Cell]) -> list[Cell]:
    """By the order in the row; in a row of fewer cells than the fullest, by that one's nearest column."""
    rows = [list(row) for _, row in groupby(band, key=lambda cell: cell.row)]
    fullest = [cell.col for cell in max(rows, key=len, default=[])]
    placed = [(number if len(row) == len(fullest) else _nearest(fullest, cell.col), cell.row, cell)
              for row in rows for number, cell in enumerate(row)]
    return [cell for _, _, cell in sorted(placed, key=lambda place: place[:2])]


def _nearest(columns: Sequence[int], col: int) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - col))


def split_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with letterheads and signature blocks set with tabs read column by column."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = _end_of_block(pieces, at) if _has_gap(pieces[at]) else at
        result += _columns(pieces[at:end]) if end > at else pieces[at:at + 1]
        at = max(end, at + 1)
    return result


def _has_gap(piece: Piece) -> bool:
    text = piece.text
    return len(text) <= LONGEST_LINE and ("\t" in text or "    " in text or "\xa0\xa0\xa0\xa0" in text)


def _end_of_block(pieces: Sequence[Piece], at: int) -> int:
    """Where the block of two columns that begins at `at` ends; `at` itself if none does."""
    longest = _block_length(pieces[at])
    if not longest:
        return at
    end = at
    for index in range(at, min(at + longest, len(pieces))):
        text = pieces[index].text
        if pieces[index].kind not in ("paragraph", "list_item") or len(text) > LONGEST_LINE:
            break
        rights = [halves(line)[1] for line in _lines(text)]
        if any(rights) and max(map(len, rights)) <= WIDEST_COLUMN:
            end = index + 1
        elif text.strip() and not _goes_on(text):
            break
        if longest == LONGEST_HEAD and _any(HEAD_DATE, rights):  # what follows may be indented by a tab
            break
    return end


def _goes_on(text: str) -> bool:
    """Whether a line without a gap can stand in the left column: a recipient, a number, a rule."""
    return LEFT_ALONE.match(text) is not None and len(text) < 120


def _block_length(piece: Piece) -> int:
    """How many paragraphs a block that begins with this one may have; 0 where it begins none."""
    text = unmarked(piece.text) if piece.kind == "paragraph" else ""
    for line in text.split("\n") if BLOCK_SIGN.search(text) else ():
        left, right = halves(line)
        if right and (begins(HEAD_SIGN, right) or (begins(HEAD_NUMBER, left) and begins(HEAD_DATE, right))):
            return LONGEST_HEAD
        if right and begins(END_LIST, left):
            return LONGEST_END
    return 0


def _columns(pieces: Iterable[Piece]) -> list[Piece]:
    lines = [(halves(line), piece.encoding) for piece in pieces for line in _lines(piece.text)]
    return [Piece(half[side], encoding=encoding) for side in (0, 1) for half, encoding in lines if half[side]]


def _lines(text: str) -> list[str]:
    return unmarked(text).split("\n")


def unmarked(text: str) -> str:
    """The text in composed letters, with Đ for its look-alike and without emphasis marks; tabs stay."""
    return normalize("NFC", text).replace("Ð", "Đ").replace(EMPHASIS_ON, "").replace(EMPHASIS_OFF, "")


def halves(line: str) -> tuple[str, str]:
    r"""A line cut into its left and right column; the right one is empty where there is no gap.

    >>> halves("UBND XÃ BA BÍCH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    ('UBND XÃ BA BÍCH', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    >>> halves("Số:      /BC-UBND"), halves("\tChủ tịch")
    (('Số:      /BC-UBND', ''), ('', 'Chủ tịch'))
    """
    known = RIGHT_WORDS.search(line)
    if known:
        return line[:known.start()].strip(), line[known.start():].strip()
    gaps = [gap for gap in GAP.finditer(line)
            if gap.end() < len(line) and not BLANK_NUMBER.match(line[:gap.start()])]
    if not gaps:
        return line.strip(), ""
    widest = max(gaps, key=lambda gap: len(gap[0].replace("\t", " " * 8)))
    return line[:widest.start()].strip(), line[widest.end():].strip()
