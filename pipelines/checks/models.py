"""Models: owner and place, decisions, the same one twice, registered against recognised, kinds against the total."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.records import Finding, Model, ModelCount
from pipelines.checks.case import ERROR, INFO, WARNING, Case, words
from pipelines.days import is_day
from pipelines.resolve.keys import name_key, owner_key

MODEL = r"(?:mô hình|điển hình)"
FUNNEL = regex.compile(
    rf"(?i)đăng ký(?: mới)?\s+(?P<all>\d{{1,4}})\s+{MODEL}[^.;\n\d]{{0,80}}?(?:được\s+)?(?:công nhận|khen thưởng)"
    rf"[^.;\n\d]{{0,30}}?(?P<some>\d{{1,4}})\s+{MODEL}")
PARTS = regex.compile(r"(?i)\(|:|gồm|trong đó")
SUBSET = regex.compile(r"(?i)công nhận|khen|đề nghị|biểu dương|được|đạt|duy trì|đăng ký")
THIRD = regex.compile(r"[\s,;và]*\d+\s+(?:mô hình\s+)?(?:gia đình|hộ|tổ chức)")
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
            said = case.report.words_around(model.start, model.end)
            if str(model.year) in said and (model.decision or "?") in said:
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
