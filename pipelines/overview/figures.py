"""What the overview counts: matrices of numbers, counted by SQLite, that plots and tables are made from."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipelines.collation import alphabetical

FIRST_YEAR, LAST_YEAR = 1945, 2100  # other years are misprints, which the audit tells of
OTHER_YEAR, UNKNOWN, REST = "năm khác", "không rõ", "còn lại"
STATUSES = {"ok": "đọc đủ", "partial": "đọc một phần", "failed": "không đọc được"}
MOST_BARS = 15  # of a plot; the table has them all
UNITS = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"), (1, "đồng"))
# The year of a document.
YEAR = (f"CASE WHEN d.date IS NULL THEN '{UNKNOWN}' WHEN CAST(substr(d.date, 1, 4) AS INTEGER) BETWEEN "
        f"{FIRST_YEAR} AND {LAST_YEAR} THEN substr(d.date, 1, 4) ELSE '{OTHER_YEAR}' END")
STATUS = "CASE d.status " + " ".join(f"WHEN '{code}' THEN '{words}'" for code, words in STATUSES.items()) + " END"
MODELS = "models m JOIN documents d ON d.doc_id = m.doc_id WHERE coalesce(m.status, '') <> 'chưa thành lập'"


Order = Callable[[Counter[str]], list[str]]


def _by_size(counts: Counter[str]) -> list[str]:
    """The largest first; what is not known comes last."""
    return sorted(counts, key=lambda name: (name == UNKNOWN, -counts[name], alphabetical(name)))


def _by_year(counts: Counter[str]) -> list[str]:
    """Every year from the first to the last, those without documents too; then what is no year."""
    years = [int(name) for name in counts if name.isdigit()]
    span = range(min(years), max(years) + 1) if years else range(0)
    return [*map(str, span), *(name for name in (OTHER_YEAR, UNKNOWN) if name in counts)]


def _as_listed(counts: Counter[str]) -> list[str]:
    return [name for name in STATUSES.values() if name in counts]


class Question(NamedTuple):
    """What is asked of the archive: a statement that gives row, column and number; and how it is shown.

    `shape` is upright (a bar a row, columns piled up), lying (the longest first) or rows (a plot a column).
    """

    title: str
    note: str
    shape: str
    head: str  # what the rows are
    unit: str  # what the numbers count
    asked: str
    rows: Order = _by_size
    columns: Order = _by_size


class Figure(NamedTuple):
    """The answer: a value for each of `rows` and `columns`."""

    question: Question
    columns: tuple[str, ...]
    rows: list[tuple[str, tuple[int, ...]]]


DOCUMENTS = "SELECT {}, 'văn bản', count(*) FROM documents WHERE status <> 'failed' GROUP BY 1"
QUESTIONS = (
    Question("Văn bản theo năm", "Năm ban hành ghi trên văn bản.", "upright", "Năm", "văn bản",
             f"SELECT {YEAR}, {STATUS}, count(*) FROM documents d GROUP BY 1, 2", _by_year, _as_listed),
    Question("Văn bản theo loại", "", "lying", "Loại", "văn bản", DOCUMENTS.format("doc_type")),
    Question("Văn bản theo định dạng tệp", "", "lying", "Định dạng", "văn bản", DOCUMENTS.format("format")),
    Question("Văn bản theo tỉnh, thành phố", "Tên tỉnh vào ngày ban hành.", "lying", "Tỉnh", "văn bản",
             DOCUMENTS.format("province")),
    Question("Số tiền theo năm và vai trò",
             "Tổng các số tiền đọc được trong văn bản của mỗi năm, theo vai trò ghi cạnh số tiền; mức chi cho một đơn "
             "vị (đồng/suất) và số viết sai không tính. Một khoản được nhắc ở nhiều văn bản thì tính nhiều lần; “tổng” "
             "và “trong đó” nói về cùng một khoản, không cộng với nhau.", "rows", "Năm", "đồng",
             f"SELECT {YEAR}, m.role, sum(m.amount_vnd * 1.0) FROM money m JOIN documents d ON d.doc_id = m.doc_id "
             "WHERE NOT m.malformed AND m.per IS NULL GROUP BY 1, 2", _by_year),
    Question("Mô hình theo năm báo cáo và lĩnh vực",
             "Mỗi mô hình đếm một lần trong mỗi văn bản; mô hình chưa thành lập không tính.", "upright", "Năm",
             "mô hình", f"SELECT {YEAR}, m.field, count(*) FROM {MODELS} GROUP BY 1, 2", _by_year),
)


def figure(question: Question, db: sqlite3.Connection) -> Figure:
    """The answer of an archive to a question."""
    cells: defaultdict[tuple[str, str], int] = defaultdict(int)
    rows: Counter[str] = Counter()
    columns: Counter[str] = Counter()
    for row, column, number in db.execute(question.asked):
        cells[row or UNKNOWN, column or UNKNOWN] += int(number)
        rows[row or UNKNOWN] += int(number)
        columns[column or UNKNOWN] += int(number)
    order = question.columns(columns)
    values = [(row, tuple(cells[row, column] for column in order)) for row in question.rows(rows)]
    return Figure(question, tuple(order), values)


def number(value: float) -> str:
    """A number as Vietnamese write it.

    >>> number(1274), number(2.5), number(3.0)
    ('1.274', '2,5', '3')
    """
    return f"{value:,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))


def scale(figure: Figure, units: Sequence[tuple[int, str]] = UNITS) -> tuple[int, str]:
    """What the values are divided by so that they stay short, and the name of the unit."""
    if figure.question.unit != "đồng":
        return 1, figure.question.unit
    most = max((value for _, values in figure.rows for value in values), default=0)
    return next((step, unit) for step, unit in units if most >= step or step == 1)


class Cited(NamedTuple):
    """A document that is cited, by the words that name it."""

    name: str
    doc_type: str | None
    title: str | None
    documents: int
    mentions: int
    dates: int  # different days that are given for it


def most_cited(db: sqlite3.Connection, most: int = 30) -> list[Cited]:
    """What most documents cite. A symbol alone is no identity: `dates` tells where it may be several documents."""
    rows = db.execute(
        "SELECT coalesce(symbol, title) AS name, doc_type, min(CASE WHEN symbol IS NOT NULL THEN title END), "
        "count(DISTINCT doc_id) AS documents, count(*), count(DISTINCT date) FROM citations "
        "WHERE name IS NOT NULL GROUP BY name, doc_type ORDER BY documents DESC, count(*) DESC, name, doc_type LIMIT ?",
        [most])
    return [Cited(*row) for row in rows]


class Unit(NamedTuple):
    """A unit that documents come from."""

    name: str
    documents: int
    first: str | None  # year
    last: str | None


def units(db: sqlite3.Connection, most: int = 40) -> tuple[list[Unit], int]:
    """The units with most documents, and how many units there are."""
    rows = db.execute(
        "SELECT coalesce(commune || ', ', '') || coalesce(district || ', ', '') || coalesce(province, ''), count(*), "
        "min(substr(date, 1, 4)), max(substr(date, 1, 4)) FROM documents WHERE status <> 'failed' "
        "AND coalesce(commune, district, province) IS NOT NULL "
        "GROUP BY province, district, commune").fetchall()
    ordered = sorted(rows, key=lambda row: (-row[1], alphabetical(row[0])))
    return [Unit(name.removesuffix(", "), *more) for name, *more in ordered[:most]], len(rows)


class Trouble(NamedTuple):
    """A reason why documents are not whole, and which these are."""

    status: str
    error: str
    paths: list[str]


def troubles(rows: Sequence[tuple[str, str, str]]) -> list[Trouble]:
    """Status, path and error of what is not whole (`Store.troubles`), by reason, the most frequent first."""
    by_reason: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for status, path, error in rows:
        by_reason[status, error].append(path)
    found = [Trouble(status, error, paths) for (status, error), paths in by_reason.items()]
    return sorted(found, key=lambda trouble: (trouble.status, -len(trouble.paths), trouble.error))


def totals(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """The few numbers that are asked for first."""
    asked = (("tệp, không đếm trùng", "SELECT count(*) FROM documents"),
             ("đọc được", "SELECT count(*) FROM documents WHERE status <> 'failed'"),
             ("trang", "SELECT coalesce(sum(n_pages), 0) FROM documents"),
             ("lượt viện dẫn", "SELECT count(*) FROM citations"), ("số tiền", "SELECT count(*) FROM money"),
             ("mô hình, theo từng văn bản", f"SELECT count(*) FROM {MODELS}"))
    return [(int(db.execute(statement).fetchone()[0]), words) for words, statement in asked]
