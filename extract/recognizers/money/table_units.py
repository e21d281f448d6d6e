"""The unit of a table's columns: said in the head, around the table, or by a column beside it that adds up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
import regex

from extract.document import Document
from extract.recognizers.money.amounts import scale_of
from extract.recognizers.money.grid import Grid

DONG = r"(?:đồng|đ|vnđ|vnd)(?!\p{L})"
UNIT = (rf"(?P<unit>(?P<scale>1\.?000|triệu|tr\.?|nghìn|ngàn|ng\.?|tỷ|tỉ)? ?{DONG})"
        r"(?: ?/ ?(?P<per>[\p{L}][\w /]*?))?")
SAID = r"(?:đvt|đơn vị(?: tính)?) ?:? ?"
HEAD_UNIT = regex.compile(rf"(?i)\( ?(?:{SAID})?{UNIT} ?\)|{SAID}{UNIT}|"
                          rf"(?:tiền|phí|giá)[,:]? {UNIT}$|\( ?(?P<scale>triệu|tr\.?|nghìn|ngàn|tỷ|tỉ) ?\)")
WHOLE_UNIT = regex.compile(rf"(?i)\A\(?{UNIT}\)?\Z")
AROUND = regex.compile(rf"(?i)(?:(?:đvt|đơn vị(?: tính)?) ?: ?|đvt |tính (?:bằng|theo) ){UNIT}")
CAPTION = regex.compile(rf"(?i)(?:biểu|bảng|phụ lục)\b[^\n]{{0,150}}\({UNIT}\)[.:]?$")
REACH = 3  # blocks before the table
MONEY_HEAD = regex.compile(r"(?i)kinh phí|tiền|tổng|cộng|vốn|\bthu\b|\bchi\b|dự toán|ngân sách|giá|nguồn|đóng góp|"
                           r"hỗ trợ|ủng hộ|thưởng|\bvay\b|\blãi\b|đầu tư|còn lại|\bns\b|quy (?:ra )?tiền|\bmức\b|doanh|"
                           r"lợi nhuận|\bnợ\b|quyết toán|thực hiện|kế hoạch|(?:19|20)[0-9]{2}")
OTHER_HEAD = regex.compile(r"(?i)^(?:stt|tt|số tt)$|số lượng|\bsl\b|^số (?!tiền|vốn|kinh phí|thu|chi)|%|tỷ lệ|tỉ lệ|"
                           r"diện tích|khối lượng|ghi chú|\bmã\b|so sánh|năm sinh|điện thoại|^năm$|"
                           r"\((?!quy (?:ra )?tiền|(?:19|20)[0-9]{2}|[0-9]+\)).*\)")
# What a column counts although its head or the table's caption speaks of money.
COUNTED = regex.compile(r"(?i)^(?:tổng )?(?:hộ|người|suất|phần quà|lượt|ngày công|con|cây|căn|nhà(?! nước)|buổi|cuộc|"
                        r"mô hình|kg|tấn|ha|m2|km)\b")
SUMS = regex.compile(r"(?i)số tiền|kinh phí|tiền mặt|thu chi|dự toán|quyết toán")
# A column that is money though nobody says in what: its sums have two dots or more.
MONEY_ALONE = regex.compile(r"(?i)(?:tổng )?(?:số tiền|thành tiền|kinh phí|đơn giá|trị giá)(?: [^()]*)?")
MILLIONS = regex.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
PERCENT, NEAR = regex.compile(r"(?i)%|t[ỷỉ] lệ"), Decimal("0.06")
PRICE = regex.compile(r"(?i)mức|giá")
YEAR = regex.compile(r"(?i)(?:năm )?(?:19|20)[0-9]{2}")
WHOLE_SCALES = {Decimal(1), Decimal(1000), Decimal(10**6), Decimal(10**9)}
SCALES = {"1.000": 1000, "1000": 1000, "ng": 1000, "ng.": 1000}


class Unit(msgspec.Struct, frozen=True):
    """What a number in a column counts: đồng times `scale`, for each `per`; `sums` where the words that say so
    speak of sums of money."""

    scale: int
    per: str | None = None
    sums: bool = False


DONG_ALONE = Unit(1)


def unit_in(words: str, pattern: regex.Pattern[str] = HEAD_UNIT) -> Unit | None:
    """The unit that the words name.

    >>> unit_in("Mức chi (1.000đ/người)"), unit_in("Thu (triệu)"), unit_in("Số hộ")
    (Unit(scale=1000, per='người', sums=False), Unit(scale=1000000, per=None, sums=False), None)
    """
    match = pattern.search(words)
    if match is None:
        return None
    scale, per = match["scale"], match.groupdict().get("per")
    return Unit(SCALES[scale.lower()] if scale and scale.lower() in SCALES else scale_of(scale),
                " ".join(per.split()) if per else None, SUMS.search(words) is not None)


def unit_around(document: Document, first: int, last: int) -> Unit | None:
    """The unit in the last lines before the table, or in the line right behind it."""
    before = document.blocks[max(0, first - REACH) : first]
    behind = document.blocks[last + 1 : last + 2]
    for block, whole in [*((block, False) for block in reversed(before)), *((block, True) for block in behind)]:
        words = document.text[block.start : block.end]
        if whole and not AROUND.fullmatch(words.strip("() .:")):
            continue
        unit = unit_in(words, AROUND) or unit_in(words, CAPTION)
        if unit is not None:
            return unit
    return None


def column_units(grid: Grid, heads: dict[int, str], around: Unit | None) -> dict[int, Unit]:
    """The unit of every column that counts money."""
    own = {col: unit for col, head in heads.items() if (unit := unit_in(head))}
    units = own | {col: unit for col, head in heads.items()
                   if col not in own and (unit := _unit_of(grid, col, head, around, bool(own)))}
    untold = [col for col in grid.columns if col not in units and _may_be_money(grid, col, heads[col])] if units else ()
    for col in untold:
        unit = (_of_years(grid.columns, heads, units, col) or _of_price(grid, heads[col], units, col)
                or _of_share(grid, heads, units, col))
        if unit is not None:
            units[col] = unit
    return units | _of_sums(grid, heads, units) if untold else units


def _unit_of(grid: Grid, col: int, head: str, around: Unit | None, told: bool) -> Unit | None:
    """The unit around the table where head, caption or numbers speak of money; đồng for sums where no unit is told."""
    if around is None:
        return DONG_ALONE if not told and MONEY_ALONE.fullmatch(head) and _has_millions(grid, col) else None
    if OTHER_HEAD.search(head) or COUNTED.search(head):
        return None
    counts_money = MONEY_HEAD.search(head) or _looks_like_money(grid, col)
    return around if counts_money or around.sums else None


def _may_be_money(grid: Grid, col: int, head: str) -> bool:
    return not OTHER_HEAD.search(head) and any(True for _ in grid.numbers(col))


def _has_millions(grid: Grid, col: int) -> bool:
    return any(MILLIONS.fullmatch(cell) for cell in grid.numbers(col))


def _looks_like_money(grid: Grid, col: int) -> bool:
    """Whether a column's numbers are written as amounts are: grouped thousands or decimals, not `12` or `2019`."""
    return any("." in cell or "," in cell for cell in grid.numbers(col))


def _of_years(columns: Sequence[int], heads: dict[int, str], units: dict[int, Unit], col: int) -> Unit | None:
    """The unit that another year's head says: `2021 | 2022 | 2023 (triệu đồng)`."""
    if not YEAR.fullmatch(heads[col]):
        return None
    years = (other for other in columns if other in units and YEAR.fullmatch(HEAD_UNIT.sub("", heads[other]).strip()))
    return next((units[other] for other in years), None)


def _of_price(grid: Grid, head: str, units: dict[int, Unit], col: int) -> Unit | None:
    """The unit of a price that, times a number beside it, makes the amount in every row."""
    if not PRICE.search(head):
        return None
    for paid, unit in units.items():
        for counted in grid.columns:
            rows = list(grid.together((counted, col, paid)))
            scales = {values[2] * unit.scale / (values[0] * values[1]) for values in rows if all(values)}
            if counted not in (col, paid) and len(scales) == 1 and scales <= WHOLE_SCALES:
                return Unit(int(scales.pop()))
    return None


def _of_share(grid: Grid, heads: dict[int, str], units: dict[int, Unit], col: int) -> Unit | None:
    """The unit of a column whose share in one beside it stands in a third, in every row: `500 | 450 | 90 %`."""
    for whole, unit in units.items():
        for share in (other for other in grid.columns if PERCENT.search(heads[other])):
            rows = [values for values in grid.together((whole, col, share)) if all(values)]
            if len(rows) > 1 and all(abs(100 * part / total - told) < NEAR for total, part, told in rows):
                return unit
    return None


def _of_sums(grid: Grid, heads: dict[int, str], units: dict[int, Unit]) -> dict[int, Unit]:
    """The unit of columns in a row that add up to one beside them, in every line."""
    found: dict[int, Unit] = {}
    for total, unit in units.items():
        at = grid.columns.index(total)
        for run in (grid.columns[:at][::-1], grid.columns[at + 1 :]):
            parts: list[int] = []
            for col in run:
                if not _may_be_money(grid, col, heads[col]):
                    break
                parts.append(col)
                if len(parts) > 1 and _add_up(grid, parts, total):
                    found.update((part, unit) for part in parts if part not in units)
                    break
    return found


def _add_up(grid: Grid, parts: list[int], total: int) -> bool:
    """Whether the parts make the total in every line that has one, with two parts in one line at least."""
    lines = [values for values in grid.together((*parts, total)) if values[-1]]
    return (len(lines) > 1 and all(sum(values[:-1]) == values[-1] for values in lines)
            and all(any(values[place] for values in lines) for place in range(len(parts))))
