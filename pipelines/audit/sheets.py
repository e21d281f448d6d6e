"""The sheets of `audit.xlsx`, as rows: summary, findings, cited documents, what the register lacks, contradictions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipelines.audit.rows import Cited, Found, Passage, Reading
from pipelines.audit.rules import RULES, SEVERITIES, SEVERITY_VI
from pipelines.checks.archive import IN_THE_ARCHIVE
from pipelines.decisions.reviewed import in_words
from pipelines.resolve.citations import is_central
from pipelines.workbook.links import Link
from pipelines.workbook.marked import Marked
from pipelines.workbook.sheet import Column, Filled, Sheet

FILLS = {"error": "alarm", "warning": "new", "info": "end"}
Wanted = Callable[[], Iterable[Found]]
NUMBER = Column("STT", "number", 6)
COUNTS = tuple(Column(SEVERITY_VI[severity], "int", 9) for severity in SEVERITIES)
NOTE = ("Mỗi phát hiện là một chỗ cần người xem lại, không phải kết luận. Lỗi: không thể đúng. Cảnh báo: nhiều khả "
        "năng sai. "
        "Lưu ý: nên xem. Không có gì trong báo cáo bị sửa.")
FINDINGS = (
    NUMBER, Column("Mức độ", "short", 10), Column("Mã", "short", 6), Column("Quy tắc", width=24),
    Column("Vì sao", width=52), Column("Đoạn văn (chỗ có vấn đề in đậm)", width=60), Column("Gợi ý", width=22),
    Column("Căn cứ", width=34), Column("Tệp", "link", 34), Column("Trang", "number", 7), Column("Đơn vị", width=26),
    Column("Xã, huyện, tỉnh", width=24), Column("Năm", "short", 7),
    Column("Đã bỏ qua (lý do, người, lúc)", width=24), Column("Mã phát hiện", width=28))
CITED = (NUMBER, Column("Ký hiệu", width=20), Column("Loại", width=14), Column("Cơ quan ban hành", width=28),
         Column("Ngày ghi trong báo cáo (số lần)", width=24), Column("Ngày trong danh mục", "date", 13),
         Column("Trích yếu trong danh mục", width=44),
         Column("Tình trạng trong danh mục", width=24), Column("Số lần", "int", 8), Column("Số báo cáo", "int", 9),
         Column("Được viện dẫn bởi", width=40), Column("Lần cuối", "date", 12), Column("Có trong kho", width=30))
ABSENT = (NUMBER, Column("Ký hiệu", width=22), Column("Loại", width=16), Column("Cơ quan ban hành", width=30),
          Column("Ngày ghi trong báo cáo (số lần)", width=26),
          Column("Số lần", "int", 8), Column("Số báo cáo", "int", 9), Column("Được viện dẫn bởi", width=48))


def sheets(reading: Reading, wanted: Wanted) -> Iterator[Sheet]:
    """All sheets, in order."""
    rules, reports, communes = _tallies(reading, wanted())
    yield Sheet("Tổng hợp", "Kết quả kiểm tra theo quy tắc", f"{NOTE} {in_words(reading.db)}".strip(),
                (Column("Mã", "short", 8), Column("Quy tắc", width=52), *COUNTS, Column("Số báo cáo", "int", 10)),
                rules, frozen=2, total=True)
    yield Sheet("Theo đơn vị", "Kết quả kiểm tra theo xã, huyện, tỉnh", NOTE,
                (Column("Xã, huyện, tỉnh", width=48), *COUNTS, Column("Số báo cáo", "int", 10)), communes, total=True)
    yield Sheet("Theo báo cáo", "Kết quả kiểm tra theo báo cáo", NOTE,
                (Column("Tệp", "link", 50), Column("Đơn vị", width=34), Column("Xã, huyện, tỉnh", width=30),
                 Column("Năm", "short", 7), *COUNTS), reports)
    yield Sheet("Phát hiện", "Danh sách phát hiện", NOTE, FINDINGS, _findings(reading, wanted()), frozen=3, printed=10)
    cited = list(reading.cited())
    yield Sheet("Văn bản được viện dẫn", "Mỗi văn bản được viện dẫn, một dòng",
                "Văn bản địa phương được nhận ra theo ký hiệu và đơn vị ban hành. Ngày lệch nhau được ghi cạnh nhau, "
                "không sửa.",
                CITED, _cited(cited), frozen=2)
    yield Sheet("Chưa có trong danh mục", "Văn bản chưa có trong danh mục, nhiều báo cáo viện dẫn đứng trước",
                "Danh mục không đầy đủ: chưa có trong danh mục không có nghĩa là sai. “baocao register suggest” đề "
                "xuất dòng để bổ sung.",
                ABSENT, _absent(cited), frozen=2)
    yield Sheet("Mâu thuẫn trong kho", "Các báo cáo mâu thuẫn hoặc trùng lặp với nhau", NOTE, FINDINGS,
                _findings(reading, (found for found in wanted() if found.rule in IN_THE_ARCHIVE
                                    or reading.is_within_the_archive(found))), frozen=3, printed=10)


def _tallies(reading: Reading, found: Iterable[Found]) -> tuple[list[list[Any]], list[list[Any]], list[list[Any]]]:
    """Rows by rule, by report and by place; silenced findings do not count."""
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    by_report: dict[str, Counter[str]] = defaultdict(Counter)
    docs: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.silenced is None:
            by_rule[one.rule][one.severity] += 1
            by_report[one.doc_id][one.severity] += 1
            docs[one.rule].add(one.doc_id)
    rules = [[rule, RULES[rule], *_three(by_rule[rule]), len(docs[rule])] for rule in RULES if rule in by_rule]
    whole = sum((Counter(counts) for counts in by_rule.values()), Counter[str]())
    rules.append(["", "Cộng", *_three(whole), len(by_report)])
    origins = reading.origins
    gravest = sorted(by_report, key=lambda doc_id: ([-n for n in _three(by_report[doc_id])], origins[doc_id].path))
    reports = [[reading.links.get(doc_id, origins[doc_id].path), origins[doc_id].unit, origins[doc_id].commune,
                origins[doc_id].year, *_three(by_report[doc_id])] for doc_id in gravest]
    return rules, reports, _by_place(reading, by_report)


def _three(counts: Counter[str]) -> list[int]:
    return [counts[severity] for severity in SEVERITIES]


def _by_place(reading: Reading, by_report: dict[str, Counter[str]]) -> list[list[Any]]:
    places: dict[str, Counter[str]] = defaultdict(Counter)
    reports: Counter[str] = Counter()
    for doc_id, origin in reading.origins.items():
        place = origin.commune or "(chưa rõ)"
        places[place] += by_report.get(doc_id, Counter())
        reports[place] += 1
    rows: list[list[Any]] = [[place, *_three(counts), reports[place]] for place, counts in places.items()]
    rows.sort(key=lambda row: (-row[1], -row[2], -row[3], row[0]))
    return [*rows, ["Cộng", *(sum(row[at] for row in rows) for at in range(1, 5))]]


def _findings(reading: Reading, found: Iterable[Found]) -> Iterator[list[Any]]:
    for number, one in enumerate(found, start=1):
        origin = reading.origins[one.doc_id]
        silenced = f"{one.silenced.reason} ({one.silenced.who}, {one.silenced.at})" if one.silenced else None
        link: Link | str = reading.links.get(one.doc_id, origin.path)
        yield [number, Filled(SEVERITY_VI[one.severity], FILLS[one.severity]), one.rule, RULES.get(one.rule, ""),
               one.message,
               marked(reading.passage(one)), one.suggestion, reading.basis(one), link, one.page, origin.unit,
               origin.commune,
               origin.year, silenced, one.name]


def marked(passage: Passage) -> Marked | None:
    """The passage with the words in question marked.

    >>> marked(Passage("theo ", "61/BC-UBND", " về")), marked(Passage("", "", ""))
    (Marked(before='theo ', inner='61/BC-UBND', behind=' về'), None)
    """
    return Marked(*passage) if passage.words else None


def _cited(cited: Iterable[Cited]) -> Iterator[list[Any]]:
    ordered = sorted(cited, key=lambda one: (-one.reports, -one.times, one.key))
    for number, one in enumerate(ordered, start=1):
        entry = one.entry
        status = "; thay bằng ".join(filter(None, (entry.status, entry.replaced_by))) if entry else None
        yield [number, one.symbol, one.doc_type, one.issuer, one.days, entry.date if entry else None, entry.title
               if entry else None,
               status, one.times, one.reports, one.by, one.last_day or None, one.archived]


def _absent(cited: Iterable[Cited]) -> Iterator[list[Any]]:
    absent = [one for one in cited if one.entry is None]
    absent.sort(key=lambda one: (not is_central(one.symbol.rpartition("-")[2]), -one.reports, -one.times, one.key))
    for number, one in enumerate(absent, start=1):
        yield [number, one.symbol, one.doc_type, one.issuer, one.days, one.times, one.reports, one.by]
