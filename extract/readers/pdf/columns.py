"""The order in which a page is read: across, but column by column in letterhead and signature block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from extract.readers.pdf.joining import Line
from extract.readers.pdf.lines import Run, joined, rows

# Marks on capitals are what recognition of pictures sees worst.
NATION = regex.compile(r"C[ỘÔOỌỢ]NG\s*H[ÒOÔỒ][AÀÁ]\s*X[ÃAÂẢ]\s*H[ỘÔOỌỢ]I"
                       r"|[ĐD][ẢAÁÀẠ]NG\s+C[ỘÔOỌỢ]NG\s+S[ẢAÁÀẠ]N(?:\s+VI[ỆÊEẸ]T|$)|ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG)")
MOTTO = regex.compile(r"(?i:[ĐD][ộôoọ]c\s+l[ậâaạ]p\s*[-–—~.]?\s*T[ựưuụ]\s+do)")
PLACE_AND_DAY = regex.compile(r"[\p{L}.]\s*,?\s*ngày\b.{0,24}\btháng\b.{0,16}\bnăm\b", regex.IGNORECASE)
# In a narrow column the line of the day may be cut anywhere.
DAY_BEGUN = regex.compile(r"\p{Lu}[\p{L}. ]*,\s*ngày\b[^,;]{0,30}$")
REST_OF_DAY = regex.compile(r"(?:tháng|năm)\s+\d|\d{1,2}\s+(?:tháng|năm)\b|\d{4}$")
RECIPIENTS = regex.compile(r"N(?:ơi\s*+nhận|ƠI\s*+NHẬN)")
ADDRESSEE = regex.compile(r"Kính\s*+gửi|Kính\s*+trình")
AUTHORITY = regex.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./]?\s*\p{Lu}{2}")
SIGNER = regex.compile(r"(?:CHỦ\s+T(?:RÌ|ỊCH|OẠ|ỌA)|THƯ\s+KÝ|BÍ\s+THƯ|TRƯỞNG|PHÓ|GIÁM\s+ĐỐC|HIỆU\s+TRƯỞNG|NGƯỜI\s+LẬP"
                       r"|KẾ\s+TOÁN|THỦ\s+TRƯỞNG|ĐẠI\s+DIỆN|CÁN\s+BỘ|CÔNG\s+CHỨC)(?!\p{L})")
# What calls for a look at the single words of a line and of those after it.
CUE = regex.compile("|".join(f"(?:{p.pattern})" for p in (NATION, MOTTO, RECIPIENTS)) + f"|^(?:{AUTHORITY.pattern})")
TALL = 14  # rows: no letterhead is deeper
TRAILING_RULE = regex.compile(r"\s*+_{4,}$")
RULE = regex.compile(r"[\s_\-–—─━]{4,}$")


class Region(NamedTuple):
    """A band of the page that is read left of the gutter first, then right of it."""

    top: float
    bottom: float
    gutter: float


def read_order(runs: Sequence[Run], page: int, margins: tuple[float, float]) -> list[Line]:
    """The lines of a page in the order they are read in."""
    regions = list(find_regions(runs))
    flow: list[tuple[float, list[Run], Region | None]] = [(r.top, [], r) for r in regions]
    rest: list[Run] = []
    for run in runs:
        middle = (run.top + run.bottom) / 2
        held = next((members for _, members, r in flow if r and r.top <= middle <= r.bottom), rest)
        held.append(run)
    flow += [(min(run.top for run in row), row, None) for row in rows(rest)]
    lines: list[Line] = []
    for n, (_, members, region) in enumerate(sorted(flow, key=lambda part: part[0])):
        if region:
            for side, part in enumerate(sides(members, region.gutter)):
                lines += _column(part, page, 2 * n + 1 + side)
        else:
            lines += lines_of([joined(members)], page, 0, margins)
    return _with_gaps(lines)


def _column(runs: Sequence[Run], page: int, column: int) -> list[Line]:
    if not runs:
        return []
    whole = [joined(row) for row in rows(runs)]
    return lines_of(whole, page, column, (min(run.x0 for run in whole), max(run.x1 for run in whole)))


def lines_of(runs: Sequence[Run], page: int, column: int, margins: tuple[float, float]) -> list[Line]:
    """Runs as lines that know their place in the column; drawn rules of underscores or hyphens are none."""
    left, right = margins
    result = []
    for run in runs:
        indent, room = run.x0 - left, right - run.x1
        centred = column == 0 and min(indent, room) > 8 and abs(indent - room) < 10
        if not RULE.match(run.text):
            text = TRAILING_RULE.sub("", run.text)
            result.append(Line(text, indent, room, right - left, run.height, 0.0, centred, column, page,
                               (run.x0, run.top, run.x1, run.bottom), run.confidence, run.encoding, run.bold))
    return result


def _with_gaps(lines: list[Line]) -> list[Line]:
    """The lines with the white space above each."""
    result, bottom = [], None
    for line in lines:
        result.append(line._replace(gap=max(line.bbox[1] - bottom, 0.0) if bottom is not None else 0.0))
        bottom = line.bbox[3]
    return result


def find_regions(runs: Sequence[Run]) -> Iterator[Region]:
    """The letterheads and signature blocks of a page."""
    ordered = sorted(runs, key=lambda run: run.top)
    bottom = -1.0
    for run in ordered:
        if run.top >= bottom and (region := _region_from(run, ordered)):
            bottom = region.bottom
            yield region


def _region_from(run: Run, ordered: Sequence[Run]) -> Region | None:
    if NATION.match(run.text):
        return _letterhead(run, ordered)
    if RECIPIENTS.match(run.text):
        return _signature(run, ordered)
    if run.text.isupper() and (AUTHORITY.match(run.text) or SIGNER.match(run.text)):
        beside = [other for other in ordered if other.text.isupper() and abs(other.top - run.top) < 0.5 * run.height]
        return _signature(min(beside, key=lambda other: other.x0), ordered) if len(beside) == 2 else None
    return None


def _letterhead(nation: Run, ordered: Sequence[Run]) -> Region | None:
    """From the organ beside (or a little above) the name of the nation down to the title."""
    height, gutter = nation.height, nation.x0 - 1
    near = [run for run in ordered if nation.top - 3 * height < run.top < nation.top + TALL * height]
    top, bottom, day = nation.top, nation.bottom, float("inf")
    across = min(run.x0 for run in ordered) + max(run.x1 for run in ordered)
    begin, edge = float("inf"), 0.0  # of the left column; a long date line begins behind its edge
    for run in near:
        left = run.x1 <= nation.x0 + 1
        if run.bottom < nation.top:
            top = min(top, run.top) if left else top
            continue
        if left and run.top > day and run.x0 > (begin + edge) / 2 and abs(run.x0 + run.x1 - across) < 3 * height:
            break  # a short title, in the middle of the page
        rest = run.top > day and REST_OF_DAY.match(run.text) is not None
        dated = not left and (rest or _dated(run))
        below = run.top > nation.bottom
        if below and (ADDRESSEE.match(run.text) or (not left and run.top > day and not rest)
                      or (len(_cut(run, gutter)) == 1 and _crosses(run, gutter) and not (dated and run.x0 > edge))):
            break
        begin, edge = (min(begin, run.x0), max(edge, run.x1)) if left else (begin, edge)
        if dated:
            day = run.bottom - 0.3 * height
        bottom = max(bottom, (run.top + run.bottom) / 2 + 1)
    beside = any(run.x1 <= nation.x0 + 1 and top <= run.top < bottom for run in near)
    return Region(top, bottom, gutter) if beside else None


def _dated(run: Run) -> bool:
    return PLACE_AND_DAY.search(run.text) is not None or DAY_BEGUN.match(run.text) is not None


def _signature(first: Run, ordered: Sequence[Run]) -> Region | None:
    """From the recipients and the authority beside them down to where something stands across both.

    The gutter is the middle of the strip between the columns, which narrows with every line.
    """
    near = [run for run in ordered if run.top > first.top - 4 * first.height]
    left, right, bottom = first.x1, float("inf"), first.bottom
    for run in near:
        if run.top + run.bottom <= 2 * first.top:
            continue
        beside = run.x0 > first.x0 + 100 and run.x0 > left
        free = (left, min(right, run.x0)) if beside else (max(left, run.x1), right)
        if free[1] - free[0] < 4:
            break
        (left, right), bottom = free, max(bottom, run.bottom)
    if right == float("inf"):
        return None
    gutter = (left + right) / 2
    return Region(_authority_above(first, near, gutter), bottom, gutter)


def _authority_above(first: Run, near: Sequence[Run], gutter: float) -> float:
    """The top of the lines right of the gutter that stand just above the recipients."""
    top = first.top
    for run in reversed(near):
        if run.top < top and run.bottom <= first.bottom + 0.5 * first.height:
            if run.x0 < gutter or top - run.bottom > first.height:
                break
            top = run.top
    return top


def _crosses(run: Run, gutter: float) -> bool:
    return run.x0 < gutter - 25 and run.x1 > gutter + 25


def sides(runs: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    """What stands left and right of the gutter; a run across both is cut at the gap that is nearest to it."""
    parts = [part for run in runs for part in _cut(run, gutter)]
    left = [part for part in parts if part.x0 + part.x1 < 2 * gutter]
    return left, [part for part in parts if part.x0 + part.x1 >= 2 * gutter]


def _cut(run: Run, gutter: float) -> Sequence[Run]:
    """A run across the gutter as two, at the widest gap near it, if that is wider than those between words."""
    gaps = {n: right.x0 - left.x1 for n, (left, right) in enumerate(pairwise(run.words), 1)
            if abs(left.x1 + right.x0 - 2 * gutter) < 120}
    if run.x1 < gutter + 5 or run.x0 > gutter - 5 or not gaps:
        return (run,)
    widest = max(gaps, key=lambda n: gaps[n])
    left, right = joined(run.words[:widest]), joined(run.words[widest:])
    named = MOTTO.match(right.text) or NATION.match(right.text)
    dated = PLACE_AND_DAY.search(right.text) and gaps[widest] > 1.3 * median(gaps.values())
    return (left, right) if named or dated or gaps[widest] > 0.5 * run.height else (run,)


def apart_from_nation(run: Run) -> Sequence[Run]:
    """The organ and the name of the nation beside it, which may have no more than a space between them."""
    found = NATION.search(run.text)
    if not found or found.start() == 0 or not run.words:
        return (run,)
    before = run.text.count(" ", 0, found.start())
    return (joined(run.words[:before]), joined(run.words[before:]))
