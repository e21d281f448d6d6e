"""Models: owner and place, decisions, the same one twice, registered against recognised, kinds against the total."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise, product

import regex

from extract.records import Finding, Model, ModelCount
from pipelines.checks.case import ERROR, INFO, WARNING, Case, words
from pipelines.cover import Cover
from pipelines.days import is_day
from pipelines.resolve.keys import name_key, owner_key

MODEL = r"(?:mô hình|điển hình)"
FUNNEL = regex.compile(
    rf"(?i)đăng ký(?: mới)?\s+(?P<all>\d{{1,4}})\s+{MODEL}[^.;\n\d]{{0,80}}?(?:được\s+)?(?:công nhận|khen thưởng)"
    rf"[^.;\n\d]{{0,30}}?(?P<some>\d{{1,4}})\s+{MODEL}")
REWARDED = regex.compile(
    rf"(?i)công nhận\s+(?P<all>\d{{1,4}})\s+{MODEL}[^.;\n\d]{{0,40}}?khen thưởng\s+(?P<some>\d{{1,4}})\s+{MODEL}")
# `05 mô hình đăng ký; đã công nhận 06 mô hình`, `đăng ký 18 mô hình, đã triển khai 21 mô hình`
SO_FAR = regex.compile(
    rf"(?i)(?:(?P<all>\d{{1,4}})\s+{MODEL}\s+(?:đã\s+)?đăng ký|đăng ký\s+(?P<all>\d{{1,4}})\s+{MODEL})"
    rf"[^.\n\d]{{0,60}}?(?:công nhận|triển khai|thực hiện)\s+(?:được\s+)?(?P<some>\d{{1,4}})\s+{MODEL}")
AMONG = regex.compile(
    rf"(?i)(?P<some>\d{{1,4}})\s+{MODEL}\s+trong\s+(?:tổng\s+)?số\s+(?P<all>\d{{1,4}})\s+{MODEL}")
FUNNELS = ((FUNNEL, "được công nhận", "đăng ký"), (REWARDED, "được khen thưởng", "được công nhận"),
           (SO_FAR, "được thực hiện, công nhận", "đăng ký"), (AMONG, "nêu trước", "chung nêu sau"))
PARTS = regex.compile(r"(?i)\(|:|gồm|trong đó")
SUBSET = regex.compile(r"(?i)công nhận|khen|đề nghị|biểu dương|được|đạt|duy trì|đăng ký")
THIRD = regex.compile(r"[\s,;và]*\d+\s+(?:mô hình\s+)?(?:gia đình|hộ|tổ chức)")
COUNT = r"(?<![\d/.,])(?P<{}>\d{{1,4}})\s+(?:\p{{L}}+\s+){{0,2}}{}"
SAID_TOTAL = r"(?:tổng cộng|tổng số|tổng|cộng(?:\s+lại)?)(?:\s+là)?:?\s+(?P<all>\d{1,4})(?![\d/%]|[.,]\d)"
GROUPS, SINGLES = COUNT.format("groups", "tập thể"), COUNT.format("singles", "cá nhân")
BETWEEN_KINDS = r"[^.;:\n\d]{0,40}?"
# `12 tập thể và 25 cá nhân, tổng cộng 37`, `145 điển hình, trong đó có 72 tập thể và 73 cá nhân`.
KINDS = (regex.compile(rf"(?i){GROUPS}{BETWEEN_KINDS}{SINGLES}{BETWEEN_KINDS}{SAID_TOTAL}"),
         regex.compile(rf"(?i)(?<![\d/.,])(?P<all>\d{{1,4}})(?:\s\p{{L}}+){{1,4}}?,?\s*(?:\(|trong đó|gồm|bao gồm)"
                       rf"(?: có|:)?\s*{GROUPS}(?:\s+và|,|;)\s*(?:có\s+)?{SINGLES}"
                       r"(?![^.;\n]{0,20}\d+\s+(?:hộ|gia đình|tổ chức))"))
PLACE = regex.compile(r"(?:(?i:xã|phường|thị trấn|thôn|xóm|ấp|bản|buôn|khu|tổ|khóm|trường)\s+)"
                      r"(?:\p{Lu}[\p{L}’']*\s?)+$")
SHORT_NAME = 3
NEAR = 1_000  # a year or a decision further off is that of another model
FEW_BARE, MANY_BARE = 3, 12


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
            begin, stop = case.report.sentence(model.start)[0], case.report.sentence(model.end)[1]
            said = case.report.text[max(begin, model.start - NEAR):min(stop, model.end + NEAR)]
            if str(model.year) in said and (model.decision or "?") in said:
                at = case.report.text.find(model.decision or "?", model.end)
                end = at + len(model.decision or "") if 0 <= at < model.end + 300 else model.end
                yield case.finding("R77", WARNING, (model.start, end),
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
        if one is None or other is None or one == other or (len(key) > SHORT_NAME and _neighbours(before, model)):
            yield case.finding("R78", INFO, (model.start, model.end), f"“{model.name}” is “{before.name}”.",
                               f"Mô hình “{words(model.name)}” có thể trùng với “{words(before.name)}” đã nêu ở trên.")


def _neighbours(one: Model, other: Model) -> bool:
    """Whether two owners are of one ward, hamlet or school by name."""
    places = [PLACE.search(model.owner or "") for model in (one, other)]
    return all(places) and len({match[0].casefold() for match in places if match}) == 1


def funnel(case: Case) -> Iterator[Finding]:
    """R79. More models are recognised than were registered, or more are rewarded than were recognised."""
    text, told = case.report.text, set[int]()
    lines = [line for line in pairwise([*case.report.lines, len(text) + 1]) if text.count("hình", *line) > 1]
    for (start, stop), (pattern, what, of) in product(lines, FUNNELS):
        for match in pattern.finditer(text, start, stop):
            if int(match["some"]) > int(match["all"]) and match.end() not in told:
                told.add(match.end())
                yield case.finding("R79", WARNING, match.span(), f"{match['some']} of {match['all']} went on.",
                                   f"Số mô hình {what} ({match['some']}) nhiều hơn số {of} ({match['all']}).")


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
    yield from _kinds_in_words(case, Cover((count.start, count.end) for count in counts))


def _kinds_in_words(case: Case, counted: Cover) -> Iterator[Finding]:
    """Collectives and persons beside their total, whatever they are counted for."""
    for match in chain.from_iterable(pattern.finditer(case.report.text) for pattern in KINDS):
        groups, singles, whole = (int(match[name]) for name in ("groups", "singles", "all"))
        told = counted.holds(match.start("all")) and match.start("all") < match.start("groups")
        if groups + singles != whole and not told:
            yield case.finding("R80", ERROR, match.span(), f"{groups} and {singles} are not {whole}.",
                               f"{groups} tập thể và {singles} cá nhân cộng lại là {groups + singles}, không phải "
                               f"{whole}.")


def _divides(lead: str, middle: str, behind: str) -> bool:
    """Whether the two are presented as the parts of the whole, and there is no third."""
    opens = PARTS.search(lead)
    other = SUBSET.search(lead[opens.end():] if opens else lead)
    third = THIRD.match(behind)
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
