"""Dates of cited documents: that the calendar, the report's own day, the term and the symbol allow."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extract.records import Finding
from pipelines.checks.case import ERROR, INFO, NEWEST, OLDEST, WARNING, Case, named
from pipelines.days import first, is_day, last, shown
from pipelines.register import HOME
from pipelines.resolve.citations import LEVEL_WORDS

SINCE = regex.compile(r"(?i)(?:thực hiện|áp dụng|triển khai|có hiệu lực|hiệu lực|ngay)[^.;\n]{0,20}?\s"
                      r"(?:kể )?từ (?:ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Term(NamedTuple):
    """When an organ was there."""

    begin: str
    end: str
    severity: str
    reason: str


def impossible_date(case: Case) -> Iterator[Finding]:
    """R01. The date of a cited document is one that no calendar has, or its year cannot be."""
    for citation in case.citations:
        reason = _impossible(case, citation.date)
        if reason:
            year, meant = (citation.date or "")[:4], _meant(case, citation.date)
            yield case.finding(
                "R01", ERROR, citation, f"{named(citation)}: the date {shown(citation.date)} cannot be ({reason[0]}).",
                f"Ngày {shown(citation.date)} của {named(citation)} không thể có: {reason[1].format(year=year)}.",
                suggestion=shown(meant) if meant else None)
    for date in case.report.dates:
        if not date.valid and not case.report.cited.holds(date.start):
            yield case.finding("R01", ERROR, (date.start, date.end), f"The date “{date.raw}” cannot be.",
                               f"Ngày ghi “{date.raw}” không có trong lịch hoặc năm không thể có.")


def _impossible(case: Case, date: str | None) -> tuple[str, str] | None:
    if not date:
        return None
    year, end = date[:4], case.written
    if len(date) == 10 and not is_day(date):
        return "no calendar has it", "lịch không có ngày này"
    if year > NEWEST or year < OLDEST:
        return "the year is beyond belief", "năm {year} không thể là năm ban hành"
    if end and year > end[:4] and not case.is_misdated:
        return "the year is after the report's", f"năm {{year}} sau năm của báo cáo ({end[:4]})"
    return None


def _meant(case: Case, date: str | None) -> str | None:
    """The day one slip away (a digit, two digits swapped) within the year before the report, if one alone."""
    end = case.report.window.last
    if not date or not end or len(date) != 10:
        return None
    years = {date[:at] + digit + date[at + 1:] for at in range(4) for digit in "0123456789"}
    years |= {date[:at] + date[at + 1] + date[at] + date[at + 2:] for at in range(3)}
    fit = {day for day in years if is_day(day) and day <= end and int(day[:4]) >= int(end[:4]) - 1}
    return fit.pop() if len(fit) == 1 else None


def cited_before_it_was(case: Case) -> Iterator[Finding]:
    """R02. A cited document is younger than the report that cites it."""
    end = case.written
    if not end:
        return
    if case.is_misdated:
        where = case.report.head.get("date")
        yield case.finding("R02", WARNING, where, f"Most cited documents are younger than the report ({shown(end)}).",
                           f"Phần lớn văn bản được viện dẫn ban hành sau ngày của báo cáo ({shown(end)}): "
                           "có thể ngày của chính báo cáo ghi sai.")
        return
    for citation, resolution in case.pairs():
        begin = first(citation.date)
        if begin and begin > end and citation.date and citation.date[:4] == end[:4]:
            yield case.finding("R02", ERROR, citation,
                               f"{named(citation)} of {shown(citation.date)} is younger than the report "
                               f"({shown(end)}).",
                               f"{named(citation)} ngày {shown(citation.date)} ban hành sau ngày của báo cáo "
                               f"({shown(case.report.doc['date'])}).")
        elif resolution.how == "later" and citation.date is None:
            entry = resolution.candidates[0]
            severity = WARNING if citation.year and entry.verified else INFO
            yield case.finding("R02", severity, citation,
                               f"The only {citation.symbol} that the register knows is of {shown(entry.date)}.",
                               f"Trong danh mục chỉ có một {named(citation)}, ban hành {_on(entry.date)}, "
                               f"sau ngày của báo cáo ({shown(case.report.doc['date'])}).", related=[entry.key])


def _on(date: str | None) -> str:
    return f"ngày {shown(date)}" if is_day(date) else shown(date)


@cache
def _terms() -> dict[str, Term]:
    with (HOME / "terms.csv").open(encoding="utf-8") as stream:
        return {code: Term(row["from"], row["until"] or "9999", row["severity"], row["reason_vi"])
                for row in csv.DictReader(stream) for code in row["organ"].split("|")}


def outside_the_term(case: Case) -> Iterator[Finding]:
    """R03. The date of a cited document lies outside the time in which its issuer existed."""
    for citation in case.citations:
        if _impossible(case, citation.date):
            continue
        term = _terms().get((citation.organ or "").split("-")[0]) or _district(citation.organ, citation.issuer)
        begin, end = first(citation.date or str(citation.year or "")), last(citation.date or str(citation.year or ""))
        if term and begin and end and (end < term.begin or begin > term.end):
            said = citation.date or str(citation.year)
            yield case.finding("R03", term.severity, citation,
                               f"{named(citation)}: {said} lies outside the time of {citation.organ}.",
                               f"{named(citation)} ghi {_on(said)}, nhưng {term.reason}.")


@lru_cache(maxsize=65_536)
def _district(organ: str | None, issuer: str | None) -> Term | None:
    """District bodies of the state, by their name."""
    levels = [level for level, pattern in LEVEL_WORDS if pattern.search(issuer or "")]
    if levels[:1] == ["huyện"] and (organ or "").startswith(("UBND", "HĐND")):
        return Term("", "2025-06-30", WARNING, "cấp huyện kết thúc hoạt động từ ngày 01/7/2025")
    return None


def year_of_the_symbol(case: Case) -> Iterator[Finding]:
    """R04. The year within a symbol is not the year of its date."""
    for citation in case.citations:
        if not citation.year or not citation.date or _impossible(case, citation.date) or case.is_split(citation):
            continue
        if int(citation.date[:4]) == citation.year:
            continue
        entries = [entry for entry in case.register.of_symbol(citation.symbol or "") if entry.verified]
        if any(entry.date and entry.date.startswith(citation.date) for entry in entries):
            continue
        next_year = citation.date[:7] == f"{citation.year - 1}-12"
        known = entries[0].date if len(entries) == 1 else None
        yield case.finding("R04", INFO if next_year else ERROR, citation,
                           f"{named(citation)}: its symbol bears {citation.year}, its date {citation.date[:4]}.",
                           f"{named(citation)} mang năm {citation.year} trong ký hiệu nhưng ghi {_on(citation.date)}.",
                           suggestion=shown(known) if known else None, related=[entry.key for entry in entries[:1]])


def applied_before_effect(case: Case) -> Iterator[Finding]:
    """R24. The text applies a document from a day on which it was not yet in force."""
    for citation, resolution in case.pairs():
        entry = resolution.entry
        if not entry or not entry.verified or not is_day(entry.effective):
            continue
        stop = min(case.report.sentence(citation.end)[1], citation.end + 160)
        since = case.report.text.find("từ", citation.end, stop) >= 0
        said = SINCE.search(case.report.text, citation.end, stop) if since else None
        day = f"{said[3]}-{int(said[2]):02}-{int(said[1]):02}" if said else None
        title = citation.end + (len(citation.title) + 10 if citation.title else 0)  # no citation stands in it
        if said and day and is_day(day) and day < (entry.effective or "") and not case.report.cited.begins_within(
                title + 1, said.start()):
            yield case.finding("R24", WARNING, (citation.start, said.end()),
                               f"{entry.key} is in force from {entry.effective} only.",
                               f"{named(citation)} có hiệu lực từ ngày {shown(entry.effective)}, "
                               f"nhưng báo cáo ghi thực hiện từ ngày {shown(day)}.", related=[entry.key])
