"""Titles and names: those quoted against those that the register has."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.records import Citation, Finding
from pipelines.checks.case import INFO, WARNING, Case, named, words
from pipelines.register import LAWS, Entry, name_key
from pipelines.resolve.citations import Resolution, content, fold, overlap

QUOTE = regex.compile(r"[\s,]*(?:về(?: việc)?|V/v)?[\s:]*[“\"]")
# `quy định chi tiết Luật …` in a few words tells no title of its own.
CLEARLY = 0.25
LONGEST_NAME = 12  # words of a law's name
NO_TITLE = regex.compile(r"(?i)một số điều|quy định chi tiết|hướng dẫn thi hành|sửa đổi")


def title_of_another(case: Case) -> Iterator[Finding]:
    """R26. The title quoted is not that of the document, or is that of another."""
    told: set[str] = set()
    cited = {entry.key: entry for _, resolution in case.pairs() if (entry := resolution.entry)}
    for citation, resolution in case.pairs():
        entry, title = resolution.entry, citation.title or ""
        if not entry or not entry.verified or entry.key in told:
            continue
        if len(content(title)) < 4 or resolution.how == "title":
            continue
        like = overlap(title, entry.title)
        if like > 1 - CLEARLY or NO_TITLE.search(title) or len(content(entry.title)) < 3:
            continue
        others = [*cited.values(), *case.register.of_symbol(citation.symbol or ""), *_of_that_year(case, entry)]
        whose = [other for other in others if len(content(other.title)) > 3
                 and overlap(title, other.title) >= max(0.7, like + CLEARLY)
                 and 2 * len(content(title) & content(other.title)) >= len(content(title))]
        whose = whose or [law for law in _laws_named(case, citation) if like < CLEARLY and law.key != entry.key]
        if not whose and (like > 0.2 or not _quoted(case, citation)):
            continue
        told.add(entry.key)
        other = f" Trích yếu này là của {whose[0].in_words}." if whose else ""
        yield case.finding("R26", WARNING if whose else INFO, _with_title(case, citation),
                           f"The title quoted is not that of {entry.key}.",
                           f"Trích yếu ghi cho {named(citation)} không khớp danh mục (“{words(entry.title)}”).{other}",
                           suggestion=entry.title, related=[entry.key, *(one.key for one in whose[:1])])


def _laws_named(case: Case, citation: Citation) -> list[Entry]:
    """Laws whose name begins the title: `Luật số … về Bình đẳng giới`."""
    said = words(citation.title).split()[:LONGEST_NAME] if citation.doc_type in LAWS else []
    names = (name_key(" ".join(said[:length])) for length in range(len(said), 1, -1))
    return next((found for name in names if (found := case.register.by_name.get(name))), [])


def _of_that_year(case: Case, entry: Entry) -> list[Entry]:
    """What the same organ issued in the same year: titles are mixed up among neighbours."""
    organ = entry.symbol.rpartition("/")[2]
    return [other for other in case.register.by_year.get((entry.date or "")[:4], ()) if other.verified
            and other.symbol.endswith(organ)]


def _with_title(case: Case, citation: Citation) -> tuple[int, int]:
    """From the citation to the end of the title behind it."""
    at = case.report.text.find(words(citation.title)[:12], citation.end, citation.end + 60)
    end = min(at + len(citation.title or ""), len(case.report.text)) if at >= 0 else citation.end
    return citation.start, end


def _quoted(case: Case, citation: Citation) -> bool:
    return bool(QUOTE.match(case.report.text, citation.end))


def law_of_another_year(case: Case) -> Iterator[Finding]:
    """R29. A law is named with a year or number that is not its own."""
    told: set[str] = set()
    for citation, resolution in case.pairs():
        name, said = words(citation.title), citation.date
        by_name = citation.symbol is None and resolution.how == "date differs" and name not in told
        if by_name and said and len(said) == 4:
            near = [entry for entry in resolution.candidates if entry.verified
                    and abs(int((entry.date or "0")[:4]) - int(said)) == 1]
            if len(near) == 1 and (near[0].date or "") <= (case.report.window.last or "9999"):
                told.add(name)
                effect = (near[0].effective or "")[:4] == said
                yield case.finding("R29", INFO if effect else WARNING, citation,
                                   f"The register has {near[0].key}; no such law is of {said}.",
                                   f"Danh mục có {named(citation)} số {near[0].symbol} ban hành năm "
                                   f"{(near[0].date or '')[:4]}, không phải năm {said}"
                                   f"{' (năm ' + said + ' là năm có hiệu lực)' if effect else ''}.",
                                   suggestion=f"năm {(near[0].date or '')[:4]}", related=[near[0].key])
        elif citation.rule == "law_name" and citation.symbol and citation.title:
            yield from _law_number(case, citation, resolution)


def _law_number(case: Case, citation: Citation, resolution: Resolution) -> Iterator[Finding]:
    """The number is that of a law of another name."""
    entry, laws = resolution.entry, case.register.by_name.get(name_key(citation.title or ""), [])
    if not entry or not entry.verified or not entry.title or not laws or entry in laws:
        return
    if overlap(citation.title, entry.title) < 0.3 and name_key(citation.title or "") not in fold(entry.title):
        right = [law for law in laws if law.verified]
        yield case.finding("R29", WARNING, citation, f"{citation.symbol} is the number of another law.",
                           f"Số {citation.symbol} là của {entry.doc_type} {entry.title}, không phải của "
                           f"{words(citation.title)}.", suggestion=right[0].symbol if len(right) == 1 else None,
                           related=[entry.key])


