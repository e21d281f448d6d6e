"""Which tables people review, which of their columns they may edit, and how what they type becomes a value."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import regex

from extract.recognizers.symbols import digits, parse
from extract.vocab import rows

Values = dict[str, Any]
PARTLY = regex.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
ISO = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
AMOUNT = regex.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")
NUMBER = regex.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


class Mistyped(Exception):
    """What was typed is no value of its column; `messages` says why, by column (Vietnamese)."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        """With what to say beside each field."""
        super().__init__("; ".join(messages.values()))
        self.messages = dict(messages)


class Field(NamedTuple):
    """A column that may be edited: its name on the page, what kind of value it holds, what it may be."""

    label: str
    kind: str = "text"  # text, symbol, day, year, int, real, choice or lines
    needed: bool = False
    choices: tuple[str, ...] = ()


SPHERES = ("kinh tế", "văn hóa - xã hội", "quốc phòng - an ninh", "hệ thống chính trị")
STATUSES = ("đăng ký mới", "thành lập", "duy trì", "nhân rộng", "công nhận", "dừng", "chưa thành lập")
COLLECTIVE = ("tập thể", "cá nhân")
FIELDS: dict[str, dict[str, Field]] = {
    "header_fields": {"value": Field("Giá trị", needed=True)},
    "citations": {"symbol": Field("Số, ký hiệu", "symbol"), "doc_type": Field("Loại văn bản"),
                  "date": Field("Ngày", "day"), "issuer": Field("Cơ quan ban hành"),
                  "title": Field("Trích yếu, tên gọi"), "pinpoint": Field("Điều, khoản")},
    "models": {"name": Field("Tên mô hình", needed=True), "owner": Field("Chủ thể"), "place": Field("Địa điểm"),
               "field": Field("Lĩnh vực", "choice", choices=SPHERES), "kind": Field("Loại", "choice",
                                                                                    choices=COLLECTIVE),
               "status": Field("Trạng thái", "choice", choices=STATUSES), "year": Field("Năm", "year"),
               "decision": Field("Quyết định", "symbol"), "decision_date": Field("Ngày quyết định", "day"),
               "money_vnd": Field("Kinh phí (đồng)", "int")},
    "model_counts": {"count": Field("Số mô hình", "int", needed=True),
                     "status": Field("Trạng thái", "choice", choices=STATUSES),
                     "kind": Field("Loại", "choice", choices=COLLECTIVE), "year": Field("Năm", "year")},
    "money": {"amount_vnd": Field("Số tiền (đồng)", "int", needed=True),
              "amount_max_vnd": Field("Đến (đồng)", "int"), "qualifier": Field("Mức (trên, gần, khoảng…)"),
              "per": Field("Tính cho mỗi"), "role": Field("Khoản (hỗ trợ, đóng góp…)")},
    "quantities": {"value": Field("Số lượng", "real", needed=True), "value_max": Field("Đến", "real"),
                   "unit": Field("Đơn vị", needed=True), "qualifier": Field("Mức (trên, gần, khoảng…)")},
    "dates": {"date": Field("Ngày (hoặc từ)", "day", needed=True), "date_end": Field("Đến", "day"),
              "kind": Field("Loại", "choice", needed=True,
                            choices=("point", "period", "quarter", "half", "year"))},
    "people": {"name": Field("Họ và tên", needed=True), "role": Field("Vai trò, chức danh")},
    "findings": {},
}
REVIEWABLE = tuple(FIELDS)
HEADER_LABELS = {
    "doc_type": "Loại văn bản", "symbol": "Số, ký hiệu", "place": "Địa danh", "date": "Ngày văn bản",
    "issuer": "Cơ quan ban hành", "issuer_parent": "Cơ quan cấp trên", "title": "Trích yếu", "signer": "Người ký",
    "signer_title": "Chức vụ người ký", "signed_for": "Ký thay, thừa lệnh", "recipients": "Nơi nhận",
}
HEADER_KINDS = {"date": "day", "recipients": "lines", "symbol": "symbol"}


def fields_of(table: str, row: Mapping[str, Any]) -> dict[str, Field]:
    """The fields of a row that may be edited; a header field's kind is that of its column in `documents`."""
    if table != "header_fields":
        return FIELDS[table]
    name = str(row.get("field"))
    return {"value": Field(HEADER_LABELS.get(name, name), HEADER_KINDS.get(name, "text"), needed=True)}


def typed(value: Any, field: Field) -> str:
    """A value as a person would type it: days as 22/10/2024, numbers as 12.500.000.

    >>> typed(12500000, Field("", "int")), typed(2.5, Field("", "real")), typed("2024-10", Field("", "day"))
    ('12.500.000', '2,5', '10/2024')
    """
    if value is None:
        return ""
    if field.kind == "lines":
        return "\n".join(value)
    if field.kind == "day":
        return "/".join(reversed(str(value).split("-")))
    if field.kind == "int":
        return f"{value:,}".replace(",", ".")
    if field.kind == "real":
        return f"{value:,.10g}".translate(str.maketrans(",.", ".,"))
    return str(value)


def values_of(form: Mapping[str, str], fields: Mapping[str, Field], before: Mapping[str, Any]) -> Values:
    """The values that were typed; what was left as it was stays as it was. Raises `Mistyped`."""
    values: Values = {}
    wrong: dict[str, str] = {}
    for name, field in fields.items():
        words = unicodedata.normalize("NFC", form.get(name, "").replace("\r\n", "\n")).strip()
        if name in before and words == typed(before[name], field):
            values[name] = before[name]
            continue
        try:
            values[name] = PARSERS[field.kind](words) if words else None
        except ValueError as error:
            wrong[name] = str(error)
        if not words and field.needed:
            wrong[name] = "Ô này không được để trống."
        if words and field.choices and words not in field.choices:
            wrong[name] = "Chọn một giá trị trong danh sách."
    if wrong:
        raise Mistyped(wrong)
    return values


def derived(table: str, values: Mapping[str, Any], row: Mapping[str, Any]) -> Values:
    """What follows from edited values: the parts of a symbol, how exact a date is."""
    more: Values = {}
    if table == "citations" and values.get("symbol") != row.get("symbol"):
        meaning = parse(values["symbol"]) if values.get("symbol") else None
        more = dict.fromkeys(("doc_type_abbr", "year", "organ", "system"))
        more["number"] = meaning.number if meaning else digits(values.get("symbol") or "")
        if meaning:
            more |= {"doc_type_abbr": meaning.abbr, "year": meaning.year, "organ": meaning.organ,
                     "system": meaning.system}
    if table in ("citations", "dates") and values.get("date") != row.get("date"):
        more["date_precision"] = precision(values.get("date"))
        more |= {"valid": True} if table == "dates" else {}
    if table == "models" and values.get("field") != row.get("field"):
        more["field_inferred"] = False if values.get("field") else None
    return more


def precision(day: str | None) -> str | None:
    """How exact an ISO date is.

    >>> precision("2024-10-22"), precision("2024"), precision(None)
    ('day', 'year', None)
    """
    return ("year", "month", "day")[day.count("-")] if day else None


def type_code(doc_type: str | None, system: str | None) -> str | None:
    """The code of a document type, that of its system first; None where it has none.

    >>> type_code("kế hoạch", "party"), type_code("báo cáo", None), type_code("chuyện kể", "state")
    ('KH', 'BC', None)
    """
    of_type = [row for row in rows("doc_types") if row["name"] == doc_type and row["abbr"]]
    of_type.sort(key=lambda row: system not in row["system"].split("|"))
    return of_type[0]["abbr"] if of_type else None


def as_day(words: str) -> str:
    """The ISO date of what was typed, cut to what is known. Raises `ValueError`.

    >>> as_day("05/3/2024"), as_day("3/2024"), as_day("2024"), as_day("2024-03-05")
    ('2024-03-05', '2024-03', '2024', '2024-03-05')
    """
    match = PARTLY.fullmatch(words)
    day, month, year = match.groups() if match else (None, None, None)
    if match is None and (iso := ISO.fullmatch(words)):
        year, month, day = iso.groups()
    try:
        date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError("Ghi ngày như 22/10/2024, 10/2024 hoặc 2024.") from None
    return "-".join([str(year), *(f"{int(part):02}" for part in (month, day) if part)])


def as_int(words: str) -> int:
    """A whole number with or without points. Raises `ValueError`."""
    if not AMOUNT.fullmatch(words) or len(words) > 24:
        raise ValueError("Ghi số nguyên, ví dụ 12.500.000.")
    return int(regex.sub(r"\D", "", words))


def as_year(words: str) -> int:
    """A year of four digits. Raises `ValueError`."""
    if not regex.fullmatch(r"\d{4}", words):
        raise ValueError("Ghi năm bốn chữ số, ví dụ 2024.")
    return int(words)


def as_real(words: str) -> float:
    """A number by Vietnamese rules: points group, a comma divides. Raises `ValueError`."""
    if not NUMBER.fullmatch(words):
        raise ValueError("Ghi số, ví dụ 1.250 hoặc 2,5.")
    return float(words.replace(".", "").replace(",", "."))


def as_symbol(words: str) -> str:
    """The canonical symbol, or the words where they are none that we know."""
    meaning = parse(words)
    return meaning.symbol if meaning else words


PARSERS: dict[str, Callable[[str], Any]] = {
    "text": lambda words: " ".join(words.split()), "choice": str, "day": as_day, "int": as_int, "year": as_year,
    "real": as_real,
    "symbol": as_symbol, "lines": lambda words: [line.strip() for line in words.split("\n") if line.strip()],
}
