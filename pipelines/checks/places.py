"""Places: names that are almost the report's own, words copied from another unit, units that are no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import regex

from extract.recognizers.places.unit_names import one_slip, spelled
from extract.recognizers.places.unit_table import by_code
from extract.recognizers.places.units import guesses, matches
from extract.records import Finding
from pipelines.checks.case import INFO, WARNING, Case, named, words
from pipelines.days import is_day, shown
from pipelines.resolve.citations import fold, unit_of

DAK = regex.compile(r"(?<!\w)đ[ắăâấa][kc](?!\w)")  # Đắk, Đăk, Đak, Đắc: all are in use for one word
REFORM = "2025-07-01"
LEVELS = {"xã": ("xã",), "phường": ("xã",), "thị trấn": ("xã",), "huyện": ("huyện",), "thị xã": ("huyện",),
          "quận": ("huyện",), "thành phố": ("huyện", "tỉnh"), "tỉnh": ("tỉnh",)}
FIELDS = (("commune", "xã"), ("district", "huyện"), ("province", "tỉnh"))
REST = r"[\p{L}’']*(?:\s\p{Lu}[\p{L}’']*){0,3}"
NAME = rf"\p{{Lu}}{REST}"
# The capital comes first in the pattern: so it is looked for, and the class word is read backwards from there.
UNIT = regex.compile(
    r"(?P<name>\p{Lu}"
    r"(?<=(?<!\w)(?P<class>[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Tt]hành phố|[Qq]uận|[Tt]ỉnh)\s+.)"
    rf"{REST})")
SELF = regex.compile(rf"(?i:trên địa bàn)\s+(?P<class>xã|phường|thị trấn)\s+(?P<name>{NAME})")
# Several communes in a row are no slip: the text speaks of them all.
LISTED = regex.compile(r"(?:xã|phường|thị trấn)[^.\n]{0,80}(?:xã|phường|thị trấn)")
# What a commune does not do: give orders to communes.
ORDERS = regex.compile(r"(?:UBND|[ỦU][ỷy] ban nhân dân|Đảng [ủu][ỷy])\s+(?:xã|phường|thị trấn)[^.;\n]{0,40}?"
                       r"(?:chỉ đạo|giao|yêu cầu|đôn đốc|hướng dẫn)\s+(?:các|\d{1,3}(?:/\d{1,3})?)\s+"
                       r"(?:xã|phường)(?:,\s*(?:phường|thị trấn))*(?:\s+(?:trên địa bàn|trong|thuộc)\s+(?:toàn\s+)?"
                       r"(?:huyện|tỉnh|thành phố|thị xã|quận))?")
# Bodies of the district level and of towns, which ended on 1 July 2025.
ENDED = regex.compile(r"(?<!\w)(?:(?:UBND|HĐND|[ỦU]y ban nhân dân|[UỦ]ỷ ban nhân dân|Hội đồng nhân dân|Phòng Nội "
                      r"vụ|Ban Dân vận|Công an|MTTQ|Ủy ban MTTQ)\s+"
                      r"(?:huyện|thị xã|quận|thị trấn)(?: \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)?|Huyện [ủu][ỷy](?: "
                      r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)?|Ban Dân vận Huyện [ủu][ỷy]|Thị [ủu][ỷy]|Quận [ủu][ỷy])")
PROVINCE = regex.compile(r"(?:tỉnh|Tỉnh [ủu][ỷy])\s+((?:\p{Lu}[\p{L}’'-]*\s?(?:[-–]\s)?){1,4})$")
OF_A_PROVINCE = regex.compile(r"(?<!\w)(?:UBND|HĐND|[ỦU][ỷy] ban nhân dân|Hội đồng nhân dân|(?:[ỦU][ỷy] ban )?MTTQ"
                              r"(?: Việt Nam)?)\s+tỉnh\s+(?P<name>\p{Lu}[\p{L}’']*(?:\s\p{Lu}[\p{L}’']*)?)")
BYGONE = regex.compile(r"(?i)(?<!\w)cũ(?!\w)|trước (?:đây|khi|ngày \d{1,2}(?:[/.-]|\s+tháng))|khi (?:đó|ấy)|"
                       r"lúc (?:đó|ấy)|nguyên (?:là )?|sáp nhập|hợp nhất|sắp xếp|giải thể|"
                       r"kết thúc hoạt động|chuyển giao|bàn giao|đến (?:hết )?ngày 30/6")


def misspelt_unit(case: Case) -> Iterator[Finding]:
    """R48. A unit is named almost as the report's own: one letter is off, and no other unit bears that name."""
    of_the_date = list(_place_of_the_date(case))
    yield from of_the_date
    odd: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    own = {level: case.report.doc.get(field) for field, level in FIELDS}
    for match in _units(case.report.text):
        for level in LEVELS[match["class"].lower()]:
            name = own[level]
            if name and (said := _variant(match["name"], name, level)):
                odd[f"{match['class'].lower()} {said}", name].append((match.start("class"), match.start() + len(said)))
    for (said, name), places in sorted(odd.items(), key=lambda item: item[1][0]):
        if any(finding.suggestion == name for finding in of_the_date):
            continue
        times = f" ({len(places)} lần)" if len(places) > 1 else ""
        yield case.finding("R48", WARNING, places[0], f"“{said}” is written for {name}.",
                           f"Tên đơn vị ghi “{said}”{times}, trong danh mục đơn vị hành chính là {name}.",
                           suggestion=name)


def misspelt_neighbour(case: Case) -> Iterator[Finding]:
    """R48. A commune is named that is nowhere, and one alone of the own district is a letter away."""
    doc, told = case.report.doc, set[str]()
    for match in _units(case.report.text):
        name = match["name"]
        if LEVELS[match["class"].lower()] != ("xã",) or name in told or case.report.cited.holds(match.start()):
            continue
        told.add(name)
        meant = _neighbour(name, doc.get("district"), doc.get("province"))
        if meant and meant != doc.get("commune"):
            said = " ".join(name.split()[:len(meant.split())])
            yield case.finding("R48", WARNING, (match.start("class"), match.start() + len(said)),
                               f"There is no {said}; {meant} is near.",
                               f"Không có {match['class'].lower()} nào tên “{said}”; gần đúng nhất trên địa bàn là "
                               f"{meant}.",
                               suggestion=meant)


@lru_cache(maxsize=1)
def _units(text: str) -> list[regex.Match[str]]:
    """Where units are named with their class."""
    return list(UNIT.finditer(text))


@lru_cache(maxsize=65_536)
def _neighbour(said: str, district: str | None, province: str | None) -> str | None:
    """The one commune of a district (today of a province) that is meant where no commune bears the name.

    >>> _neighbour("Hành Thiên", "Nghĩa Hành", "Quảng Ngãi"), _neighbour("Hành Phước", "Nghĩa Hành", "Quảng Ngãi")
    ('Hành Thiện', None)
    """
    parts = said.split()
    heads = [" ".join(parts[:length]) for length in range(len(parts), 1, -1)]
    known = any(found.how != "plain" for head in heads for found in matches(head, "xã"))
    if not district or known:
        return None
    above = {found.unit.code for found in matches(district, "huyện")
             if by_code("old", "tỉnh", found.unit.province).name == province}
    alike = (found.unit for head in heads for found in (*matches(head, "xã"), *guesses(head, "xã")))
    near = {unit.name for unit in alike if unit.district in above}
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=65_536)
def _variant(said: str, own: str, level: str) -> str | None:
    """The words that differ by one letter from the own name, if they name no other unit of that level."""
    length = len(own.split())
    first = " ".join(said.split()[:length])
    same = fold(first) == fold(own) or spelled(first) == spelled(own) or _heard(first) == _heard(own)
    if same or len(own) < 4 or not one_slip(spelled(first), spelled(own)) or _is_a_unit(first, level):
        return None
    return first


def _heard(name: str) -> str:
    """A name as it is heard where the written forms of other languages vary.

    >>> _heard("Đắk Hà") == _heard("Đăk Hà"), _heard("Đắc Lua") == _heard("Đak Lua")
    (True, True)
    """
    return str(DAK.sub("đăk", name.casefold()))


def _is_a_unit(name: str, level: str) -> bool:
    return any(match.how in ("exact", "tone", "older") for match in matches(name, level))


def _place_of_the_date(case: Case) -> Iterator[Finding]:
    doc, where = case.report.doc, case.report.head.get("place")
    own, place = doc.get("commune"), words(doc.get("place"))
    said = [text for text in (place,) if where and own and doc.get("level") == "xã"]
    for name in said:
        slip = own and spelled(name) != spelled(own) and one_slip(spelled(name), spelled(own))
        if own and slip and _heard(name) != _heard(own) and not _is_a_unit(name, "xã"):
            times = sum(spelled(match["name"]).startswith(spelled(name)) for match in UNIT.finditer(case.report.text))
            yield case.finding("R48", WARNING, where, f"The date line names {name}, the report is of {own}.",
                               f"Địa danh ghi “{name}”, trong danh mục đơn vị hành chính là {own}"
                               f"{f'; tên này còn lặp lại {times} lần trong nội dung' if times else ''}.",
                               suggestion=own)


def copied_place(case: Case) -> Iterator[Finding]:
    """R82. A commune speaks of what happens in another commune as if it were its own, or gives orders to communes."""
    own, told = case.report.doc.get("commune"), set[str]()
    if not own or case.report.doc.get("level") != "xã":
        return
    for match in ORDERS.finditer(case.report.text):
        yield case.finding("R82", WARNING, match.span(), f"The report of {own} has a commune give orders to communes.",
                           f"“{words(match[0])}”: cấp xã không chỉ đạo các xã, có thể chép từ văn bản của cấp trên.")
    for match in SELF.finditer(case.report.text):
        name = words(match["name"])
        first = " ".join(name.split()[:len(own.split())])
        near = fold(own) in fold(name) or fold(name) in fold(own) or one_slip(spelled(first), spelled(own))
        now = fold(name) in fold(case.report.doc.get("commune_now") or "")
        listed = LISTED.search(match[0] + case.report.text[match.end():match.end() + 60])
        if near or now or listed or fold(name) in told or not _is_a_unit(name, "xã"):
            continue
        told.add(fold(name))
        yield case.finding("R82", WARNING, match.span(), f"The report of {own} speaks of what is in {name}.",
                           f"Báo cáo của {words(case.report.doc.get('issuer') or own)} lại ghi “{words(match[0])}”: "
                           f"có thể chép từ văn bản của đơn vị khác.")


def bodies_that_ended(case: Case) -> Iterator[Finding]:
    """R85. After 1 July 2025 the text gives a district body a part in what is done today."""
    if (case.report.window.first or "") < REFORM:
        return
    told: set[str] = set()
    for match in ENDED.finditer(case.report.text):
        beside = case.report.text[max(0, match.start() - 30):match.end() + 15]
        if fold(match[0]) in told or case.report.cited.holds(match.start()) or _is_bygone(beside):
            continue
        told.add(fold(match[0]))
        around = case.report.words_around(*match.span())
        yield case.finding("R85", INFO if _is_bygone(around) else WARNING, match.span(),
                           f"{match[0]} is named as if it still existed.",
                           f"Văn bản sau ngày 01/7/2025 còn ghi “{words(match[0])}”, trong khi cấp huyện và thị trấn "
                           f"đã kết thúc hoạt động.")


def _is_bygone(around: str) -> bool:
    years = regex.findall(r"(?<!\d)(20[012]\d)(?!\d)", around)
    return bool(BYGONE.search(around) or any(int(year) < 2025 for year in years))


@lru_cache(maxsize=4096)
def _merged_into(issuer: str | None) -> str | None:
    """What the province of an issuer is part of since 1 July 2025, where its name has gone.

    >>> _merged_into("UBND tỉnh Bắc Giang"), _merged_into("UBND tỉnh Thái Nguyên"), _merged_into("Chính phủ")
    ('tỉnh Bắc Ninh', None, None)
    """
    match = PROVINCE.search(issuer or "")
    units = [found.unit for found in matches(match[1], "tỉnh") if found.how == "exact"] if match else []
    return units[0].now_names if units and all(unit.era == "old" for unit in units) else None


def issuer_that_ended(case: Case) -> Iterator[Finding]:
    """R49. The issuer of a document that the report works by is no more since 1 July 2025."""
    if (case.report.window.first or "") < REFORM:
        return
    told: set[str] = set()
    yield from _provinces_that_ended(case)
    for citation, level in zip(case.citations, case.levels, strict=True):
        name = citation.symbol or ""
        if (now := _merged_into(citation.issuer)) and is_day(citation.date) and (citation.date or "") >= REFORM:
            yield case.finding("R49", WARNING, citation, f"{words(citation.issuer)} was merged on 1 July 2025.",
                               f"{named(citation)} ghi do {words(citation.issuer)} ban hành ngày "
                               f"{shown(citation.date)}, nhưng từ ngày 01/7/2025 đơn vị này đã thuộc {now}.")
        district = level == "huyện" and (citation.organ or "").startswith(("UBND", "HĐND", "HU", "TU", "QU", "BDVHU"))
        if district and name and name not in told and (citation.date or "") < REFORM:
            told.add(name)
            yield case.finding("R49", INFO, citation,
                               f"{name} was issued by a district body, which ended on 1 July 2025.",
                               f"{name} do cơ quan cấp huyện ban hành; cấp huyện đã kết thúc hoạt động từ ngày "
                               f"01/7/2025, cần xem văn bản còn được áp dụng không.",
                               related=[unit_of(citation, case.report) or ""])


def _provinces_that_ended(case: Case) -> Iterator[Finding]:
    """`Đề nghị UBND tỉnh Bắc Kạn …` in a report of today."""
    told: set[str] = set()
    for match in OF_A_PROVINCE.finditer(case.report.text):
        beside = case.report.text[max(0, match.start() - 30):match.end() + 15]
        now = _merged_into(words(match[0]))
        if now and match["name"] not in told and not case.report.cited.holds(match.start()) and not _is_bygone(beside):
            told.add(match["name"])
            yield case.finding("R49", WARNING, match.span(), f"{words(match[0])} is no more.",
                               f"Văn bản sau ngày 01/7/2025 còn ghi “{words(match[0])}”, trong khi tỉnh này đã thuộc "
                               f"{now}.")
