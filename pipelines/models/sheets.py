"""The seven sheets of the workbook of models: what each is called, what it shows, its columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipelines.models.archive import Archive, Report, Wanted
from pipelines.models.counts import Gap
from pipelines.models.lines import Lives
from pipelines.models.rows import (
    LIFE_HEAD,
    LISTED,
    NUMBER,
    PAIR_HEAD,
    PRINTED,
    life_rows,
    listed,
    numbered,
    pair_rows,
    years_of,
)
from pipelines.models.sources import GAP_HEAD, SOURCE_HEAD, UNKNOWN_HEAD, gap_rows, source_rows, unknown_rows
from pipelines.models.summary import SUMMARY_HEAD, Commune, summary_rows
from pipelines.workbook.links import Link
from pipelines.workbook.sheet import Column, Sheet


class Book(NamedTuple):
    """All that the workbook is made of."""

    name: str  # of the archive
    wanted: Wanted
    archive: Archive
    lives: Lives
    gaps: list[Gap]
    communes: list[Commune]
    text_of: Callable[[str], str]
    link_of: Callable[[Report], Link | str]
    reviewed: str = ""  # what people reviewed, in words

    @property
    def origin(self) -> str:
        """Where the numbers come from, as every sheet says."""
        asked = self.wanted.in_words()
        return (f"Nguồn: {len(self.archive.reports)} báo cáo đọc được trong kho “{self.name}”"
                f"{f'; lọc theo: {asked}' if asked else ''}. {self.reviewed}").strip()


SUMMARY = ("Mỗi dòng một xã. Một mô hình nêu trong nhiều báo cáo chỉ đếm một lần, theo trạng thái mới nhất; mô hình "
           "chưa thành lập không tính vào tổng số. Lĩnh vực gồm cả lĩnh vực suy ra từ tên. Kinh phí là tổng số tiền "
           "nêu ở lần gần nhất của từng mô hình, không cộng các báo cáo với nhau. Ô trống là không có số liệu.")
LIST = ("Mỗi dòng một mô hình trong một báo cáo, đúng như báo cáo ghi; “Dòng diễn biến” cho biết các dòng nào là cùng "
        "một mô hình. Ô trống là báo cáo không nêu.")
LIFE = ("Mỗi dòng một mô hình qua các báo cáo của cùng một xã. Chỉ coi là một khi tên trùng và chủ thể hoặc địa điểm "
        "trùng (hoặc tên dài, giống hẳn và không có gì trái nhau). “Có nêu” là báo cáo nhắc đến, không nói trạng thái.")
GAPS = ("Các chỗ trong báo cáo mà số công bố khác số tên liệt kê, hai số cùng trạng thái khác nhau, hoặc tổng khác "
        "cộng các phần. “Chỉ nêu số, không liệt kê tên” không phải là sai, chỉ để biết.")
UNKNOWN = ("Mô hình và số liệu chưa gắn được với một xã, kèm lý do; không tính vào bảng tổng hợp theo xã. Cần người "
           "xem lại.")
PAIRS = ("Hai dòng có thể là cùng một mô hình nhưng chưa đủ căn cứ nên vẫn đếm riêng. Cần người xem lại.")
SOURCES = ("Mỗi dòng một đoạn văn làm căn cứ cho một mô hình hoặc một con số. Bấm tên tệp để mở; liên kết tính từ thư "
           "mục chứa bảng này.")


def sheets(book: Book) -> Iterator[Sheet]:
    """The sheets in their order; each one's rows are made while it is written."""
    lives, years = book.lives, years_of(book.lives)
    life_head = (*LIFE_HEAD, *(Column(str(year), "short", 11, "Trạng thái từng năm") for year in years))
    list_head = (NUMBER, *(column for column, _ in LISTED))
    table = (
        ("Tổng hợp theo xã", "TỔNG HỢP MÔ HÌNH DÂN VẬN KHÉO THEO XÃ", SUMMARY, SUMMARY_HEAD,
         summary_rows(book.communes), 4, None),
        ("Danh sách mô hình", "DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO", LIST, list_head, numbered(LISTED, listed(lives)), 1,
         PRINTED),
        ("Diễn biến qua các năm", "DIỄN BIẾN CỦA TỪNG MÔ HÌNH QUA CÁC NĂM", LIFE, life_head,
         life_rows(lives, years), 1, len(LIFE_HEAD)),
        ("Số liệu công bố và liệt kê", "SỐ LIỆU CÔNG BỐ SO VỚI TÊN LIỆT KÊ", GAPS, GAP_HEAD,
         gap_rows(book.gaps, book.text_of), 1, None),
        ("Chưa xác định được xã", "MÔ HÌNH VÀ SỐ LIỆU CHƯA XÁC ĐỊNH ĐƯỢC XÃ", UNKNOWN, UNKNOWN_HEAD,
         unknown_rows(book.archive, lives), 1, None),
        ("Cặp nghi trùng", "CÁC CẶP MÔ HÌNH NGHI TRÙNG", PAIRS, PAIR_HEAD,
         pair_rows(lives.doubts, book.archive.reports), 1, None),
        ("Nguồn", "NGUỒN CỦA TỪNG MÔ HÌNH VÀ TỪNG CON SỐ", SOURCES, SOURCE_HEAD,
         source_rows(book.archive, lives, book.text_of, book.link_of), 1, None),
    )
    for name, title, note, columns, rows, frozen, printed in table:
        is_summary = columns is SUMMARY_HEAD
        yield Sheet(name, title, f"{note} {book.origin}", columns, rows, frozen, printed, total=is_summary)
