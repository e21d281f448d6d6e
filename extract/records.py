"""One frozen record a table, its fields in the order of the table's columns.

Every record rests on words: `Document.text[start:end] == raw`. What is not known is None, never "" or 0.
Dates are ISO text cut to what is known (`2024-10-22`, `2024-10`, `2024`); amounts are whole đồng.
"""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What all records have in common: the document they stand in."""

    doc_id: str


class Header(Record, frozen=True, kw_only=True):
    """What the letterhead, the title and the signature block say of the document itself."""

    doc_type: str | None = None
    doc_type_abbr: str | None = None
    system: str | None = None  # state, party or mass
    number: int | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    date_precision: str | None = None
    issuer: str | None = None
    issuer_parent: str | None = None
    level: str | None = None  # trung ương, tỉnh, huyện or xã
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    signed_for: str | None = None
    recipients: tuple[str, ...] = ()


class Places(msgspec.Struct, frozen=True):
    """The unit that a document comes from, on its day and today; several candidates are joined by ` | `.

    Names are without their class word, but for `commune_now`, where it tells a phường from a xã. `how` begins
    with exact, tone, plain, older or guess where the unit is known, with open where several are left, with
    unknown where the table has none that fits, with central or none where there is none.
    """

    province: str | None = None
    district: str | None = None
    commune: str | None = None
    province_code: str | None = None
    commune_code: str | None = None
    province_now: str | None = None
    commune_now: str | None = None
    how: str = "none"


class HeaderField(Record, frozen=True, kw_only=True):
    """The words a field of `Header` rests on; a field over several lines has one span from first to last."""

    field: str
    start: int
    end: int
    raw: str


class Citation(Record, frozen=True, kw_only=True):
    """One cited document in one mention; a group gives several with one `group_id`."""

    citation_id: str
    start: int
    end: int
    raw: str
    symbol_start: int | None = None
    symbol_end: int | None = None
    symbol_raw: str | None = None
    symbol: str | None = None
    doc_type: str | None = None
    doc_type_abbr: str | None = None
    number: int | None = None
    year: int | None = None
    organ: str | None = None
    system: str | None = None
    date: str | None = None
    date_precision: str | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    group_id: str | None = None
    page: int | None = None
    rule: str
    confidence: float


class Date(Record, frozen=True, kw_only=True):
    """A date or a period. `date_end` is the last day, month or year of a period; `valid` is False when no
    calendar has it or it lies beyond belief (31/4, 21/3/3023)."""

    start: int
    end: int
    raw: str
    date: str | None
    date_end: str | None = None
    date_precision: str
    kind: str  # point, period, quarter, half or year
    valid: bool = True
    page: int | None = None


class Money(Record, frozen=True, kw_only=True):
    """An amount in whole đồng; `amount_max_vnd` where a range is given, `per` for a rate."""

    start: int
    end: int
    raw: str
    amount_vnd: int
    amount_max_vnd: int | None = None
    qualifier: str | None = None
    per: str | None = None
    role: str | None = None
    malformed: bool = False
    page: int | None = None
    model_id: str | None = None


class Quantity(Record, frozen=True, kw_only=True):
    """A number of things with their unit as written (`ngày công`, `suất quà`, `kg gạo`)."""

    start: int
    end: int
    raw: str
    value: float
    value_max: float | None = None
    unit: str
    qualifier: str | None = None
    page: int | None = None
    model_id: str | None = None


class Person(Record, frozen=True, kw_only=True):
    """Somebody named with a title, or the signer (`role` is `signer`)."""

    start: int
    end: int
    raw: str
    name: str
    role: str | None = None
    page: int | None = None


class Model(Record, frozen=True, kw_only=True):
    """One model ("mô hình") in one report, its mentions merged."""

    model_id: str
    name: str
    start: int
    end: int
    raw: str
    n_mentions: int = 1
    owner: str | None = None
    place: str | None = None
    field: str | None = None
    field_inferred: bool | None = None
    kind: str | None = None
    status: str | None = None
    year: int | None = None
    decision: str | None = None
    decision_date: str | None = None
    money_vnd: int | None = None
    page: int | None = None
    confidence: float = 1.0


class ModelCount(Record, frozen=True, kw_only=True):
    """How many models the report says it has."""

    start: int
    end: int
    raw: str
    count: int
    status: str | None = None
    kind: str | None = None
    year: int | None = None
    page: int | None = None


class Finding(Record, frozen=True, kw_only=True):
    """What a check says of a document; `rule` is the check's id in the catalogue."""

    rule: str
    severity: str  # error, warning or info
    start: int | None = None
    end: int | None = None
    raw: str | None = None
    message: str
    message_vi: str
    suggestion: str | None = None
    related: tuple[str, ...] = ()
    page: int | None = None


class NearMiss(Record, frozen=True, kw_only=True):
    """What looked like a symbol or an amount and was not taken, with the reason.

    `suggestion` is the symbol that recognition of a picture may have misread.
    """

    start: int
    end: int
    raw: str
    kind: str  # symbol or amount
    reason: str
    suggestion: str | None = None
    page: int | None = None


class Found(msgspec.Struct, frozen=True):
    """All that was found in one document."""

    header: Header
    places: Places = Places()
    header_fields: tuple[HeaderField, ...] = ()
    citations: tuple[Citation, ...] = ()
    dates: tuple[Date, ...] = ()
    money: tuple[Money, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    people: tuple[Person, ...] = ()
    models: tuple[Model, ...] = ()
    model_counts: tuple[ModelCount, ...] = ()
