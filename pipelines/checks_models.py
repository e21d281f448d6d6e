"""Models: what is declared against what is listed, registered against recognised, part against whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from extract.records import Finding, Model, ModelCount
from pipelines.checks_case import ERROR, INFO, WARNING, Case, words
from pipelines.days import is_day
from pipelines.resolve_keys import name_key, owner_key

MODEL = r"(?:mô hình|điển hình)"
# A line that declares a number and lists below, or should: `đăng ký mới: 02 mô hình`, `có 05 mô hình, gồm:`.
DECLARES = regex.compile(
    rf"(?i)(?:{MODEL}[^\n]*?[:(]\s*(?P<a>\d{{1,3}})(?:\s+{MODEL})?\)?|(?<![\d/.,])(?P<b>\d{{1,3}})\s+{MODEL}"
    r"(?:\s+(?:sau|sau đây|gồm|cụ thể|như sau|(?:“)?dân vận khéo(?:”)?)){0,3})\s*[,.:;]?\s*"
    r"(?:gồm|cụ thể|như sau|sau)?\s*[:.;]?\s*$")
BULLET = regex.compile(r"\s*(?P<mark>[-–+•*●▪➢]|\d{1,2}[.)]|[a-zđ]\))\s*")
DOTTED = regex.compile(r"\s*\d{1,2}\.\d")
ORDINAL = regex.compile(r"(?im)^\s*mô hình thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám)(?!\w)")
INLINE = regex.compile(rf"(?i)(?<![\d/.,])(?P<count>\d{{1,2}})\s+{MODEL}(?:\s+(?:mới|dân vận khéo|“dân vận "
                       rf"khéo”))?,?\s*(?:gồm|bao gồm|đó là|là)(?:\s+các)?\s*(?:{MODEL})?\s*:?\s+"
                       r"(?P<list>[^\n.]{15,900})")
TITLE_ONLY = regex.compile(rf"(?i)^[\s\d.)IVX*#+–-]*{MODEL}\s*[“\"]?(?:dân vận khéo)?[”\"]?\s*(?:duy trì|nhân "
                           rf"rộng|đăng ký(?: mới)?|xây dựng(?: mới)?|thành lập(?: mới)?)?\s*[:(]\s*$")
FUNNEL = regex.compile(rf"(?i)đăng ký(?: "
                       rf"mới)?\s+(?P<all>\d{{1,4}})\s+{MODEL}(?:[^.;\n\d]){{0,80}}?(?:được\s+)?(?:công nhận|khen "
                       rf"thưởng)(?:[^.;\n\d]){{0,30}}?(?P<some>\d{{1,4}})\s+{MODEL}")
FEW_BARE, MANY_BARE = 3, 12
LONGEST_HEADING = 300
ATTACHED = regex.compile(r"(?i)danh sách (?:đính |gửi )?kèm|kèm theo danh sách")


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
                               f"Ghi {text[slice(*where)]} mô hình nhưng liệt kê {listed}.")
    yield from _inline(case)
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
    bare = regex.sub(r"^\s*(?:[-–+*•]|[\dIVX]+(?:\.\d+)*[.)])\s*", "", line)
    found: list[Any] = regex.findall(r"\p{L}+", bare.lower())
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
    models = [item for item in items if any(item[0] <= model.start < item[1] for model in case.report.models)
              or regex.match(rf"(?i)\s*(?:{MODEL}|[“\"«])", case.report.text[item[0] + len(first[0]):item[1]])]
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


def _inline(case: Case) -> Iterator[Finding]:
    """`05 mô hình, gồm A; B; C`: commas may stand within names, so only what no way of splitting gives is told."""
    for match in INLINE.finditer(case.report.text):
        words_of = regex.sub(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)", "“”", match["list"])
        if "…" in words_of or "..." in words_of or regex.search(r"(?i)như|một số|tiêu biểu|v\.v|đã|được|trong đó|tập "
                                                                r"thể|cá nhân|bảng|sau",
                                                                words_of) or "“" in regex.sub("“”", "", words_of):
            continue
        fewest = words_of.count(";") + 1
        most = fewest + words_of.count(",") + len(regex.findall(r"\bvà\b", words_of))
        count = int(match["count"])
        if count > most or (count < fewest and fewest > 1):
            yield case.finding("R66", WARNING, (match.start(), match.end("list")),
                               f"{count} are declared, {most} are named.",
                               f"Ghi {match['count']} mô hình nhưng kể tên {most if count > most else fewest}.")


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
    for count in case.report.counts:
        start, stop = case.report.sentence(count.start)
        if not ATTACHED.search(case.report.text, start, stop + 80):
            continue
        rows = {(block.table, block.row) for model in case.report.models
                if model.start > stop and (block := case.report.block_at(model.start)) and block.table is not None}
        tables = {table for table, _ in rows}
        if len(rows) > 2 and len(tables) == 1 and len(rows) != count.count:
            yield case.finding("R66", WARNING, (count.start, count.end),
                               f"{count.count} are declared, the list holds {len(rows)}.",
                               f"Ghi {words(count.raw)} (có danh sách kèm theo) nhưng danh sách có {len(rows)} mô "
                               f"hình.")
            return


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
        named = quoted or any(end < model.start < following[1] for model in case.report.models)
        if key in told or (not heading and (named or BULLET.match(text, *following))) or _in_table(case, following[0]):
            continue
        if last == end or not again or int(again["a"] or 0) == int(declared["a"]):
            told.add(key)
            yield case.finding("R67", WARNING, (start, last), f"{declared['a']} models are declared, none is named.",
                               f"Ghi {declared['a']} mô hình nhưng không nêu tên mô hình nào.")
        told.add(key)


def _is_heading(line: str) -> bool:
    return bool(regex.match(r"\s*(?:[IVX]+|\d{1,2})[.)]|\s*\d{1,2}\.\d{1,2}", line))


def without_particulars(case: Case) -> Iterator[Finding]:
    """R76. Models that are named without owner and place; told once for a report."""
    bare = [model for model in case.report.models if not model.owner and not model.place and model.confidence >= 0.6]
    if FEW_BARE <= len(bare) <= MANY_BARE:  # one or two are no habit, dozens come from a table that was misread
        names = "; ".join(f"“{words(model.name)}”" for model in bare[:4])
        yield case.finding("R76", INFO, (bare[0].start, bare[0].end),
                           f"{len(bare)} models have neither owner nor place.",
                           f"{len(bare)} mô hình không nêu chủ thể và địa điểm thực hiện: "
                           f"{names}{'…' if len(bare) > 4 else ''}.")


def decision_of_another_year(case: Case) -> Iterator[Finding]:
    """R77. A model is said to be set up in one year by a decision of another."""
    for model in case.report.models:
        day = model.decision_date
        founded = model.status in ("thành lập", "đăng ký mới") and model.year and is_day(day)
        if founded and int((day or "0")[:4]) != model.year:
            start, stop = case.report.sentence(model.start)
            if str(model.year) in case.report.text[start:stop] and (model.decision
                                                                    or "?") in case.report.text[start:stop]:
                yield case.finding("R77", WARNING, (model.start, model.end),
                                   f"Set up in {model.year} by {model.decision} of {day}.",
                                   f"Mô hình “{words(model.name)}” ghi thành lập năm {model.year} nhưng theo "
                                   f"{model.decision} ban hành năm {(day or '')[:4]}.",
                                   related=[model.decision or ""])


def counted_twice(case: Case) -> Iterator[Finding]:
    """R78. One model stands there twice under names that differ only in quotes, case or the name of the commune."""
    unit = case.report.doc.get("commune") or ""
    seen: dict[tuple[str, ...], Model] = {}
    for model in case.report.models:
        key = name_key(model.name, unit).words
        before = seen.setdefault(key, model)
        if before is model or len(key) < 3:
            continue
        one, other = owner_key(before.owner, unit), owner_key(model.owner, unit)
        if one is None or other is None or one == other:
            yield case.finding("R78", INFO, (model.start, model.end), f"“{model.name}” is “{before.name}”.",
                               f"Mô hình “{words(model.name)}” có thể trùng với “{words(before.name)}” đã nêu ở trên.")


def funnel(case: Case) -> Iterator[Finding]:
    """R79. More models are recognised than were registered."""
    for match in FUNNEL.finditer(case.report.text):
        if int(match["some"]) > int(match["all"]):
            yield case.finding("R79", WARNING, match.span(),
                               f"{match['some']} recognised of {match['all']} registered.",
                               f"Số mô hình được công nhận ({match['some']}) nhiều hơn số đăng ký ({match['all']}).")


def kinds_and_total(case: Case) -> Iterator[Finding]:
    """R80. Collective and individual models do not add to the total."""
    counts = case.report.counts
    for whole, one, other in zip(counts, counts[1:], counts[2:], strict=False):
        if whole.kind or {one.kind, other.kind} != {"tập thể", "cá nhân"} or whole.count == one.count + other.count:
            continue
        lead, middle = case.report.text[whole.end:one.start], case.report.text[one.end:other.start]
        behind = case.report.text[other.end:other.end + 40]
        if not _divides(lead, middle, behind):
            continue
        right = one.count + other.count
        yield case.finding("R80", ERROR, (whole.start, other.end),
                           f"{one.count} and {other.count} are {right}, not {whole.count}.",
                           f"{words(one.raw)} và {words(other.raw)} cộng lại là {right}, không phải {whole.count}.",
                           suggestion=None)


def _divides(lead: str, middle: str, behind: str) -> bool:
    """Whether the two are presented as the parts of the whole, and there is no third."""
    opens = regex.search(r"(?i)\(|:|gồm|trong đó", lead)
    other = regex.search(r"(?i)công nhận|khen|đề nghị|biểu dương|được|đạt|duy trì|đăng ký", lead[opens.end():] if opens
                         else lead)
    third = regex.match(r"[\s,;và]*\d+\s+(?:mô hình\s+)?(?:gia đình|hộ|tổ chức)", behind)
    close = len(lead) < 80 and len(middle) < 40 and not regex.search(r"[.\n]|\d", lead + middle)
    return bool(opens) and close and not other and not third


def totals(counts: tuple[ModelCount, ...]) -> dict[int | None, int]:
    """The number of models that a report declares as kept up, by year; the largest where there are several.

    >>> totals(())
    {}
    """
    kept: dict[int | None, int] = {}
    for count in counts:
        if count.kind is None and count.status == "duy trì":
            kept[count.year] = max(count.count, kept.get(count.year, 0))
    return kept
