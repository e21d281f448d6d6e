"""Which commune a model belongs to: its report's own, or the one that its owner or place names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.places.unit_names import bare, one_slip, plain, spelled, toned
from extract.recognizers.places.unit_table import by_code
from extract.recognizers.places.units import Candidate, resolve
from pipelines.models.archive import Report, Seen

NAME = r"(?:\p{Lu}[\p{L}'’]*|\d{1,2})(?:[ -](?:\p{Lu}[\p{L}'’]*|\d{1,2}(?!\w)))*"
COMMUNE = regex.compile(rf"(?<!\w)(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|TT\.?|P\.) ?(?P<name>{NAME})")
DISTRICT = regex.compile(rf"(?<!\w)(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|TP\.?|TX\.?) ?(?P<name>{NAME})")
SURE = ("exact", "tone")


class Unit(NamedTuple):
    """A commune with the units around it, of its own day and of today."""

    province: str | None = None
    district: str | None = None
    commune: str | None = None
    province_now: str | None = None
    commune_now: str | None = None


class Placed(NamedTuple):
    """The commune of a model; where it is not known, what is known around it, and why."""

    unit: Unit
    why: str | None = None


def commune_of(report: Report, model: Seen | None = None) -> Placed:
    """The commune that a model (or, without one, the report itself) belongs to.

    A model that names another commune is not its report's own: it goes there, or nowhere.
    """
    own = Unit(report.province, report.district, report.commune, report.province_now, report.commune_now)
    named = _named(COMMUNE, model)
    if named is None or _is_own(named, report, toned):
        return Placed(own, _unknown(report))
    if report.is_new and own.commune_now in _heirs(named):
        return Placed(own)  # an old commune that the reporting one has taken in
    other = _resolved(named, _named(DISTRICT, model) or report.district, report.province, report.date)
    if other:
        return Placed(other)
    if _is_own(named, report, plain) or _is_slip(named, report):
        return Placed(own, _unknown(report))
    of = f", báo cáo của {report.commune}" if report.commune else ""
    return Placed(own._replace(commune=None, commune_now=None), f"mô hình ghi xã {named}{of}")


def _unknown(report: Report) -> str | None:
    """Why the report's own commune is not known; None where it is."""
    if report.commune and report.province and report.commune_now and "|" not in report.commune_now:
        return None
    if report.level in ("huyện", "tỉnh", "trung ương"):
        return f"báo cáo cấp {report.level}, không ghi xã"
    if report.commune:
        return f"xã {report.commune}: nhiều xã cùng tên hoặc không có trong danh mục"
    return "báo cáo không cho biết xã"


def _named(pattern: regex.Pattern[str], model: Seen | None) -> str | None:
    """What the place names, or else the owner."""
    found = (pattern.search(words) for words in (model.place, model.owner) if words) if model else ()
    return next((match["name"] for match in found if match), None)


def _is_own(named: str, report: Report, form: Callable[[str], str]) -> bool:
    """Whether it is the reporting commune, by its name of then or of now, in that form."""
    own = (report.commune, *(report.commune_now or "").split(" | ")) if report.commune else ()
    return form(named) in [form(bare(name)) for name in own if name]


def _is_slip(named: str, report: Report) -> bool:
    """One letter off, and no unit of its own: `Tỉnh An` in a report of Tịnh An."""
    return bool(report.commune) and one_slip(spelled(bare(report.commune or "")), spelled(named))


@lru_cache(maxsize=16_384)
def _resolved(named: str, district: str | None, province: str | None, date: str | None) -> Unit | None:
    """The one unit that the names mean for sure, or None."""
    found = resolve(named, district, province, date) if province or district else []
    if not found and district and province:
        found = resolve(named, None, province, date)
    return _unit(found[0], date) if len(found) == 1 and found[0].how in SURE else None


@lru_cache(maxsize=16_384)
def _heirs(named: str) -> frozenset[str]:
    """What all old communes of that name have become."""
    return frozenset(f"{now.kind} {now.name}" for one in resolve(named) for now in one.now)


def _unit(one: Candidate, date: str | None) -> Unit:
    now = one.now
    return Unit(one.province.on(date), one.district.on(date) if one.district else None, one.unit.on(date),
                " | ".join(dict.fromkeys(by_code("now", "tỉnh", unit.province).title for unit in now)),
                " | ".join(f"{unit.kind} {unit.name}" for unit in now))
