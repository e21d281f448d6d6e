"""Citations against the register: day, symbol, force, title, number of articles."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.records import Citation, Finding
from pipelines.checks.case import ERROR, INFO, WARNING, Case, named
from pipelines.days import between, is_day, later, shown
from pipelines.register import Entry, name_key, symbol_key
from pipelines.resolve.citations import content, is_central, overlap

ARTICLE = regex.compile(r"(?i)điều\s+(\d+)")
# `Điều 5 đến Điều 9`, `khoản 2 đến khoản 5 Điều 7`: of one kind.
RANGE = regex.compile(r"(?i)(?P<kind>điều|khoản)\s+(?P<first>\d+)\s+đến\s+(?:(?P=kind)\s+)?(?P<last>\d+)(?!\w)")
A_YEAR, HALF_A_YEAR = 365, 183
NEAR = 60  # signs between a pinpoint and its document


def article_beyond(case: Case) -> Iterator[Finding]:
    """R15. The article cited lies behind the last one that the document has, or articles or clauses are cited from a
    higher to a lower."""
    for citation, resolution in case.pairs():
        if not citation.pinpoint:
            continue
        yield from _backwards(case, citation)
        entry, numbers = resolution.entry, [int(number) for number in ARTICLE.findall(citation.pinpoint)]
        there = entry and entry.verified and (entry.date or "9999") <= (case.report.window.last or "9999")
        if entry and there and entry.articles and max(numbers, default=0) > entry.articles:
            yield case.finding("R15", ERROR, citation, f"{entry.key} has {entry.articles} articles.",
                               f"{named(citation)} chỉ có {entry.articles} điều, không có Điều {max(numbers)}.",
                               related=[entry.key])


def _backwards(case: Case, citation: Citation) -> Iterator[Finding]:
    for span in RANGE.finditer(citation.pinpoint or ""):
        if int(span["first"]) > int(span["last"]):
            at = case.report.text.find(span[0], max(0, citation.start - NEAR), citation.end + NEAR)
            where = (min(at, citation.start), max(at + len(span[0]), citation.end)) if at >= 0 else citation
            yield case.finding("R15", ERROR, where, f"“{span[0]}” leads from a higher number to a lower.",
                               f"{named(citation)} được viện dẫn “{span[0]}”: số đầu lớn hơn số cuối.")


def day_differs(case: Case) -> Iterator[Finding]:
    """R20. The symbol is known, but of another day, and there is reason to believe that the same document is meant."""
    told: set[tuple[str, str]] = set()
    for citation, resolution in case.pairs():
        if resolution.how != "date differs" or not is_day(citation.date) or not citation.symbol:
            continue
        if (citation.symbol, citation.date or "") in told or case.is_split(citation):
            continue
        if citation.year and citation.year != int((citation.date or "0")[:4]):
            continue  # R04 speaks of it
        meant = [entry for entry in resolution.candidates if entry.verified and _is_meant(citation, entry)]
        if len(meant) == 1:
            told.add((citation.symbol, citation.date or ""))
            yield case.finding("R20", WARNING, citation,
                               f"The register has {meant[0].key}, the report writes {citation.date}.",
                               f"Danh mục ghi {named(citation)} ban hành ngày {shown(meant[0].date)}, báo cáo ghi "
                               f"ngày {shown(citation.date)}.",
                               suggestion=shown(meant[0].date), related=[meant[0].key])


def _is_meant(citation: Citation, entry: Entry) -> bool:
    """A symbol with a year is one document; else day and month, one digit or the title must speak for it. The day of a
    sure entry is whole."""
    said, known = citation.date or "", entry.date or ""
    if citation.year:
        return True
    like = overlap(citation.title, entry.title)
    if citation.title and entry.title and len(content(citation.title)) > 3 and like < 0.3:
        return False
    slip = sum(a != b for a, b in zip(said, known, strict=True)) == 1
    swapped = known == f"{said[:4]}-{said[8:]}-{said[5:7]}"
    return slip or swapped or like >= 0.6


def one_of_several(case: Case) -> Iterator[Finding]:
    """R21. Several documents bear the symbol: which is meant is told by the day, the issuer's term or the title."""
    told: set[str] = set()
    for citation, resolution in case.pairs():
        known = case.register.of_symbol(citation.symbol or "") if citation.symbol and resolution.candidates else []
        if len(known) < 2 or citation.year or (citation.symbol or "") in told or not is_central(citation.organ):
            continue
        told.add(citation.symbol or "")
        entry, keys = resolution.entry, [entry.key for entry in known]
        listed = "; ".join(f"{shown(other.date)} ({other.title or other.issuer})" for other in known)
        if entry:
            by_what = {"date": f"ngày {shown(entry.date)}", "title": "trích yếu", "issuer": "khóa"}
            by = by_what.get(resolution.how, "nội dung")
            vi = (f"Ký hiệu {citation.symbol} trùng ở {len(known)} văn bản; căn cứ {by}, "
                  f"đây là văn bản ngày {shown(entry.date)} ({entry.title}).")
        else:
            vi = f"Ký hiệu {citation.symbol} trùng ở {len(known)} văn bản, chưa xác định được văn bản nào: {listed}."
        yield case.finding("R21", INFO, citation, f"{citation.symbol} names {len(known)} documents of the register"
                           f"{'; ' + entry.key + ' is meant' if entry else ''}.", vi, related=keys)


def one_slip_away(case: Case) -> Iterator[Finding]:
    """R22. No such symbol is known, but one of the same day is a single slip away."""
    for citation in case.firsts():
        if not is_day(citation.date) or citation.number is None or not is_central(citation.organ):
            continue
        if case.register.of_symbol(citation.symbol or ""):
            continue
        near = [entry for entry in case.register.by_day.get(citation.date or "", ()) if entry.verified
                and _slip(citation, entry)]
        if len(near) == 1:
            yield case.finding("R22", WARNING, citation, f"The register has {near[0].key}, one slip away.",
                               f"Không có {named(citation)} trong danh mục; cùng ngày {shown(citation.date)} có "
                               f"{near[0].symbol} "
                               f"({near[0].title}), chỉ khác một lỗi gõ.", suggestion=near[0].symbol,
                               related=[near[0].key])


def _slip(citation: Citation, entry: Entry) -> bool:
    """Two digits swapped, or one other sign outside the number: neighbours of one day have neighbouring numbers."""
    said, known = symbol_key(citation.symbol or ""), symbol_key(entry.symbol)
    if len(said) != len(known) or said == known:
        return False
    differ = [at for at, (a, b) in enumerate(zip(said, known, strict=True)) if a != b]
    like = overlap(citation.title, entry.title)
    pair = slice(differ[0], differ[0] + 2)
    if len(differ) == 2 and said[pair] == known[pair][::-1]:
        return citation.title is None or like >= 0.4 or name_key(citation.title) == name_key(entry.title or "")
    digits = len(str(citation.number))
    return len(differ) == 1 and differ[0] >= digits and like >= 0.7


def no_longer_holds(case: Case) -> Iterator[Finding]:
    """R23. The document had been replaced or had expired when the report was written. A warning where the text
    speaks of duties of today; information where it looks back, where the end is only believed, or where it came
    within the year that is reported on."""
    judged, told = case.report.judged_on, set[str]()
    cited = {symbol_key(citation.symbol or "") for citation in case.citations}
    for citation, resolution in case.pairs():
        entry = resolution.entry
        ended = case.register.ended(entry) if entry else None
        if not judged or not entry or not ended or entry.key in told or ended.day > judged:
            continue
        told.add(entry.key)
        sure = ended.sure and (resolution.how in ("date", "name", "title")
                               or bool(citation.year)) and citation.confidence >= 0.9
        recent = between(judged, ended.day) < A_YEAR or not cited.isdisjoint(map(symbol_key, ended.by))
        severity = INFO if recent or not sure or case.report.is_past(citation.start, citation.end) else WARNING
        by = f", được thay bằng {', '.join(ended.by)}" if ended.by else ""
        doubt = "" if ended.sure else " (chưa kiểm chứng được văn bản thay thế)"
        yield case.finding("R23", severity, citation, f"{entry.key} no longer holds since {ended.day}.",
                           f"{named(citation)} không còn hiệu lực từ ngày {shown(ended.day)}{by}{doubt}.",
                           related=[entry.key, *ended.by])


def later_basis(case: Case) -> Iterator[Finding]:
    """R25. For half a year and more there has been a later document on the same matter, and the report cites it not."""
    judged, told = case.report.judged_on, set[str]()
    cited = {other.key for _, resolved in case.pairs() if (other := resolved.entry)}
    for citation, resolution in case.pairs():
        entry = resolution.entry
        if not judged or not entry or not entry.verified or entry.key in told:
            continue
        if not entry.status.startswith("superseded"):
            continue
        new = [new for symbol in entry.successors for new in case.register.of_symbol(symbol) if new.verified
               and is_day(new.date)
               and (new.date or "") > (entry.date or "")]
        new = [one for one in new if not entry.since or one.date == entry.since] or new
        if len(new) == 1 and later(new[0].date or "", HALF_A_YEAR) <= judged and new[0].key not in cited:
            told.add(entry.key)
            yield case.finding("R25", INFO, citation, f"{new[0].key} deals with the same matter since.",
                               f"Sau {named(citation)} đã có {new[0].doc_type} {new[0].symbol} ngày "
                               f"{shown(new[0].date)} về cùng nội dung, "
                               "báo cáo không viện dẫn.", related=[entry.key, new[0].key])


def unknown_at_the_centre(case: Case) -> Iterator[Finding]:
    """R28. The register does not know this document of a central organ; the register is far from whole."""
    for citation in case.firsts():
        if not is_central(citation.organ) or citation.number is None or citation.confidence < 0.9:
            continue
        if not case.register.of_symbol(citation.symbol or ""):
            yield case.finding("R28", INFO, citation, f"The register does not know {citation.symbol}.",
                               f"{named(citation)} chưa có trong danh mục nên chưa đối chiếu được.")
