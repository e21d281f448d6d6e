"""Numbers of models: what a heading or a sentence declares against what it lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

import regex

from extract.records import Finding
from pipelines.checks.case import ERROR, INFO, WARNING, Case, words

MODEL = r"(?:mô hình|điển hình)"
# A line that declares a number and lists below, or should: `đăng ký mới: 02 mô hình`, `có 05 mô hình, gồm:`.
DECLARES = regex.compile(
    rf"(?i)(?:{MODEL}[^\n]*?[:(]\s*(?P<a>\d{{1,3}})(?:\s+{MODEL})?\)?|(?<![\d/.,])(?P<b>\d{{1,3}})\s+{MODEL}"
    r"(?:\s+(?:sau|sau đây|gồm|cụ thể|như sau|(?:“)?dân vận khéo(?:”)?)){0,3})\s*[,.:;]?\s*"
    r"(?:gồm|cụ thể|như sau|sau)?\s*[:.;]?\s*$")
# Such a line with nothing else in it: no model can be named there.
TITLE_ONLY = regex.compile(
    rf"(?i)^[\s\d.)IVX*#+–-]*{MODEL}\s*[“\"]?(?:dân vận khéo)?[”\"]?\s*"
    r"(?:duy trì|nhân rộng|đăng ký(?: mới)?|xây dựng(?: mới)?|thành lập(?: mới)?)?\s*[:(]\s*$")
BULLET = regex.compile(r"\s*(?P<mark>[-–+•*●▪➢]|\d{1,2}[.)]|[a-zđ]\))\s*")
NAMED = regex.compile(rf"(?i)\s*(?:{MODEL}|[“\"«])")
DOTTED, HEADING = regex.compile(r"\s*\d{1,2}\.\d"), regex.compile(r"\s*(?:[IVX]+|\d{1,2})[.)]|\s*\d{1,2}\.\d{1,2}")
LEAD, WORD = regex.compile(r"^\s*(?:[-–+*•]|[\dIVX]+(?:\.\d+)*[.)])\s*"), regex.compile(r"\p{L}+")
BARE_COUNT = regex.compile(
    rf"(?i)^\s*[-–+•*]\s*(?:(?:số )?{MODEL}\s+)?(?:được\s+)?(?:nhân rộng|duy trì|công nhận|đăng ký(?: mới)?|"
    rf"thành lập(?: mới)?|xây dựng(?: mới)?)\s*:\s*(?P<count>\d{{1,3}})\s+{MODEL}\s*[.;]?\s*$")
PASSING = regex.compile(rf"(?i)(?:(?<=^|\n|\.\s)[\s\d.)IVX*#+–-]*){MODEL}\s+(?:được\s+)?(?:nhân rộng|duy trì)\s*:\s*"
                        rf"(?P<count>\d{{1,3}})\s+{MODEL}(?=[.,]\s+\p{{L}})(?![^.\n]*(?:gồm|cụ thể|như sau|đó là))")
ORDINAL = regex.compile(r"(?im)^\s*mô hình thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám)(?!\w)")
ATTACHED = regex.compile(r"(?i)danh sách (?:đính |gửi )?kèm|kèm theo danh sách")
LONGEST_HEADING = 300


def _line(case: Case, at: int) -> tuple[int, int]:
    text = case.report.text
    stop = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(text)


def _lines_after(case: Case, end: int) -> Iterator[tuple[int, int]]:
    while end < len(case.report.text):
        start, end = _line(case, end + 1)
        yield start, end


def declared_and_listed(case: Case) -> Iterator[Finding]:
    """R66. The number declared is not the number listed below or beside it."""
    text = case.report.text
    for start, end in case.report.lines_on_models:
        declared = DECLARES.search(text, start, end) if end - start < LONGEST_HEADING else None
        if not declared:
            continue
        count = int(declared["a"] or declared["b"])
        where = declared.span("a" if declared["a"] else "b")
        below = _contradiction(case, start, end, count)
        listed = None if below else _listed(case, start, end)
        if below:
            yield case.finding("R66", ERROR, (start, below[1]),
                               f"{count} are declared, the line below says {below[0]}.",
                               f"Đề mục ghi {text[slice(*where)]} mô hình nhưng dòng ngay dưới ghi {below[0]:02} mô "
                               f"hình.")
        elif listed and listed != count:
            yield case.finding("R66", WARNING, (where[0], end), f"{count} are declared, {listed} are listed.",
                               f"Ghi {text[slice(*where)]} mô hình nhưng liệt kê {listed} mô hình.")
    yield from _numbered(case)
    yield from _attached(case)


def _in_table(case: Case, at: int) -> bool:
    block = case.report.block_at(at)
    return block is not None and block.table is not None


def _contradiction(case: Case, start: int, end: int, count: int) -> tuple[int, int] | None:
    """The line below declares another number for the very same thing."""
    below = next(_lines_after(case, end), None)
    match = DECLARES.search(case.report.text, *below) if below else None
    if not below or not match or not match["a"]:
        return None
    other = int(match["a"])
    same = _heading_words(case.report.text[start:end]) == _heading_words(case.report.text[slice(*below)])
    return (other, below[1]) if same and other != count else None


def _heading_words(line: str) -> list[Any]:
    """A heading without its number, its marks and the number it declares."""
    found: list[Any] = WORD.findall(LEAD.sub("", line).lower())
    return found


def _listed(case: Case, start: int, end: int) -> int | None:
    """How many items of one mark stand below, if they are models; None where it is no such list."""
    lines = list(_lines_until_gap(case, end))
    first = BULLET.match(case.report.text, *lines[0]) if lines else None
    own = BULLET.match(case.report.text, start, end)
    if not first or (own and _mark(own["mark"]) == _mark(first["mark"])):
        return None
    items = [(a, b) for a, b in lines if (mark := BULLET.match(case.report.text, a, b))
             and _mark(mark["mark"]) == _mark(first["mark"])]
    models = [item for item in items if case.report.named_models.begins_within(*item)
              or NAMED.match(case.report.text, item[0] + len(first[0]), item[1])]
    whole = len(models) >= 2 and len(models) == len(items)
    return len(items) if whole else None


def _lines_until_gap(case: Case, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a list: it ends with the first line that bears no mark, declares a number or is a heading."""
    first = None
    for start, stop in _lines_after(case, end):
        mark = BULLET.match(case.report.text, start, stop)
        first = first or (_mark(mark["mark"]) if mark else None)
        heading = _is_heading(case.report.text[start:stop]) and (first != "1." or DOTTED.match(case.report.text, start))
        if not mark or heading or DECLARES.search(case.report.text, start, stop):
            return
        yield start, stop


def _mark(mark: str) -> str:
    return "1." if mark[0].isdigit() else "a)" if mark[0].isalpha() else mark


def _numbered(case: Case) -> Iterator[Finding]:
    """`Mô hình thứ nhất`, `Mô hình thứ hai`: more of them than were declared before the first."""
    ordinals = list(ORDINAL.finditer(case.report.text))
    before = [count for count in case.report.counts if ordinals and 0 < ordinals[0].start() - count.end < 200]
    if ordinals and before and before[-1].count != len(ordinals):
        yield case.finding("R66", WARNING, (before[-1].start, before[-1].end),
                           f"{before[-1].count} are declared, {len(ordinals)} are described.",
                           f"Ghi {words(before[-1].raw)} nhưng mô tả {len(ordinals)} mô hình.")


def _attached(case: Case) -> Iterator[Finding]:
    """A number with `danh sách kèm theo`, and a table of models behind it."""
    lists = case.report.stops(ATTACHED) if case.report.counts and case.report.models else []
    behind = _rows_behind(case) if lists else []
    starts = [start for start, _, _ in behind]
    for count in case.report.counts if behind else ():
        start, stop = case.report.sentence(count.start)
        attached = bisect_left(lists, start) < bisect_left(lists, stop + 80)
        _, rows, tables = behind[at] if attached and (at := bisect_right(starts, stop)) < len(behind) else (0, 0, 0)
        if rows > 2 and tables == 1 and rows != count.count:
            yield case.finding("R66", WARNING, (count.start, count.end),
                               f"{count.count} are declared, the list holds {rows}.",
                               f"Ghi {words(count.raw)} (có danh sách kèm theo) nhưng danh sách có {rows} mô hình.")
            return


def _rows_behind(case: Case) -> list[tuple[int, int, int]]:
    """Of each model in a table: its place, and in how many rows of how many tables models stand from there on."""
    rows, tables, found = set[tuple[int, int | None]](), set[int](), list[tuple[int, int, int]]()
    for model in sorted(case.report.models, key=lambda model: -model.start):
        block = case.report.block_at(model.start)
        if block is not None and block.table is not None:
            rows.add((block.table, block.row))
            tables.add(block.table)
            found.append((model.start, len(rows), len(tables)))
    return found[::-1]


def declared_not_named(case: Case) -> Iterator[Finding]:
    """R67. A heading declares a number of models and none is named below it."""
    text = case.report.text
    told: set[str] = set()
    for start, end in case.report.lines_on_models:
        declared = DECLARES.search(text, start, end) if end - start < LONGEST_HEADING else None
        if not declared or not declared["a"] or not int(declared["a"]):
            continue
        if not TITLE_ONLY.match(text[start:declared.start("a")]):
            continue
        below = next(_lines_after(case, end), (end, end))
        key = " ".join(_heading_words(text[start:end]))
        again = DECLARES.search(text, *below)
        last = below[1] if again and _heading_words(text[slice(*below)]) == _heading_words(text[start:end]) else end
        following = next(_lines_after(case, last), (last, last))
        heading = _is_heading(text[slice(*following)])
        quoted = regex.search(r"[“\"«]\s*\p{L}", text[slice(*following)])
        named = quoted or case.report.named_models.begins_within(end + 1, following[1])
        if key in told or (not heading and (named or BULLET.match(text, *following))) or _in_table(case, following[0]):
            continue
        if last == end or not again or int(again["a"] or 0) == int(declared["a"]):
            told.add(key)
            yield case.finding("R67", WARNING, (start, last), f"{declared['a']} models are declared, none is named.",
                               f"Ghi {declared['a']} mô hình nhưng không nêu tên mô hình nào.")
        told.add(key)
    yield from _bare_counts(case, told)
    yield from _in_passing(case)


def _bare_counts(case: Case, told: set[str]) -> Iterator[Finding]:
    """An item of a list gives a number of models, and the report names none at all; what was told as a heading is not
    told again."""
    if case.report.models:
        return
    for start, end in case.report.lines_on_models:
        match = BARE_COUNT.match(case.report.text[start:end])
        if match and int(match["count"]) and " ".join(_heading_words(match.string)) not in told:
            yield case.finding("R67", INFO, (start, end), f"{match['count']} models are declared, none is named.",
                               f"Ghi {match['count']} mô hình nhưng cả báo cáo không nêu tên mô hình nào.")


def _in_passing(case: Case) -> Iterator[Finding]:
    """`Mô hình nhân rộng: 04 mô hình, hiệu quả rõ nét.`: a count, and no name up to the end of the next line."""
    text = case.report.text
    for start, end in case.report.lines_on_models:
        for match in PASSING.finditer(text, start, end):
            after = next(_lines_after(case, end), (end, end))
            last = end if _is_heading(text[slice(*after)]) else after[1]
            listed = "“" in text[match.end():last] or (last > end and BULLET.match(text, *after))
            named = case.report.named_models.begins_within(match.end(), last)
            if int(match["count"]) and not listed and not named and not _in_table(case, start):
                yield case.finding("R67", INFO, match.span(), f"{match['count']} models are declared, none is named.",
                                   f"Ghi {match['count']} mô hình nhưng không nêu tên mô hình nào ở đoạn này.")


def _is_heading(line: str) -> bool:
    return bool(HEADING.match(line))


