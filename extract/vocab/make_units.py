"""Writes `units.csv`, the table of administrative units, from the data of the package vietnamadminunits.

    pip install --no-deps vietnamadminunits==1.0.4
    python -m extract.vocab.make_units [--data FOLDER] [--out FILE]

Only the package's data files are read (facts: codes, names, what became what); none of its code runs.
`units.md` tells what the columns mean, who made the source and under which licence.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex

from extract.recognizers.unit_names import CLASSES, without_accents

Row = dict[str, Any]
COLUMNS = ("era", "level", "code", "class", "name", "district", "province", "older", "now", "now_names")
LEVELS = ("tỉnh", "huyện", "xã")
OF_KEY = {"xa": "xã", "phuong": "phường", "thitran": "thị trấn", "tt": "thị trấn", "huyen": "huyện",
          "quan": "quận", "thixa": "thị xã", "thanhpho": "thành phố", "tinh": "tỉnh"}
PREFIX = regex.compile(r"(xa|phuong|thitran|tt|huyen|quan|thixa|thanhpho|tinh)(.+)")
# The source's short cuts for addresses on parcels: p10, f10, ward10, q2, district2, txphucyen, tpninhbinh.
SHORT_CUT = regex.compile(r"(?:[pfq]|ward|district)\d+|t[xp][a-z]+|\w+thixa")
# Names of provinces that the source lacks, with the last day on which they were in force where it is near.
OLDER_PROVINCES = {
    "46": ("tỉnh Thừa Thiên Huế@2024-12-31",),  # Nghị quyết 175/2024/QH15
    "01": ("tỉnh Hà Tây@2008-07-31",),  # Nghị quyết 15/2008/QH12
    "06": ("tỉnh Bắc Cạn",), "66": ("tỉnh Đắc Lắc",), "67": ("tỉnh Đắc Nông",),  # how the press spells them
    "79": ("thành phố Sài Gòn", "thành phố HCM"),
}


def main() -> None:
    """Reads the arguments and writes the table."""
    parser = argparse.ArgumentParser(description="Write units.csv from the data of vietnamadminunits.")
    parser.add_argument("--data", type=Path, help="its folder `data` (default: of the installed package)")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("units.csv"))
    args = parser.parse_args()
    count = write(rows_of(args.data or installed()), args.out)
    print(f"{count} units -> {args.out}")


def installed() -> Path:
    """The data folder of the installed package, which is found and not imported."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("vietnamadminunits is not installed: pip install --no-deps vietnamadminunits==1.0.4")
    return Path(spec.submodule_search_locations[0]) / "data"


def write(rows: Iterable[Row], out: Path) -> int:
    """Writes the rows sorted by era, level and code; gives their number."""
    ordered = sorted(rows, key=lambda row: (row["era"] != "old", LEVELS.index(row["level"]), row["code"]))
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(ordered)
    return len(ordered)


def rows_of(data: Path) -> Iterator[Row]:
    """One row a unit, of before and of after 1 July 2025."""
    with sqlite3.connect(f"{(data / 'dataset.db').as_uri()}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        old = [dict(row) for row in database.execute("select * from admin_units_legacy")]
        new = [dict(row) for row in database.execute("select * from admin_units")]
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    parser = json.loads((data / "parser_legacy.json").read_text(encoding="utf-8"))
    became = _became(converter, old, new)
    yield from _provinces(old, new, converter["DICT_PROVINCE"])
    yield from _districts(old, became, parser["DICT_PROVINCE_DISTRICT_DIVIDED"])
    for row in filter(lambda row: row["ward"], old):
        yield _row("old", "xã", row["wardCode"], row["ward"], row["districtCode"], row["provinceCode"],
                   _older(row["wardAlias"], row["ward"]), became[row["wardCode"]])
    for row in new:
        yield _row("now", "xã", row["wardCode"], row["ward"], "", row["provinceCode"])


def _became(converter: Row, old: list[Row], new: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """Code of an old commune (of the district where an island had none) -> codes and names of today."""
    today = {(row["provinceKey"], row["wardKey"]): (row["wardCode"], row["ward"]) for row in new}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, parts in communes.items():
            for part in parts:
                found[part].append(today[province, commune])
    for province, parts in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, communes in parts.items():
            found[part] += [today[province, commune["newWardKey"]] for commune in communes]
    keys = ("provinceKey", "districtKey", "wardKey")
    joined = {row["wardCode"] or row["districtCode"]: "_".join(row[key] or "" for key in keys) for row in old}
    return {code: sorted(set(found[key])) for code, key in joined.items()}


def _provinces(old: list[Row], new: list[Row], merged: dict[str, list[str]]) -> Iterator[Row]:
    """The 63 provinces with what each went into, and the 34 of today."""
    today = {row["provinceKey"]: (row["provinceCode"], row["province"]) for row in new}
    into = {part: today[key] for key, parts in merged.items() for part in parts}
    for code, name, key in {(row["provinceCode"], row["province"], row["provinceKey"]) for row in old}:
        yield _row("old", "tỉnh", code, name, older=OLDER_PROVINCES.get(code, ()), now=[into[key]])
    for code, name in set(today.values()):
        yield _row("now", "tỉnh", code, name, older=OLDER_PROVINCES.get(code, ()))


def _districts(old: list[Row], became: dict[str, list[tuple[str, str]]], divided: Row) -> Iterator[Row]:
    """The districts; each became what its communes became."""
    groups = defaultdict(list)
    for row in old:
        groups[row["districtCode"]].append(row)
    for code, rows in groups.items():
        row = rows[0]
        parts = divided.get(row["provinceKey"], {}).values()
        once = [word for part in parts if row["districtKey"] in part["districts"]
                for word in part["dividedDistrictKeywords"] if without_accents(row["districtShort"]) != word]
        now = {unit for row in rows for unit in became[row["wardCode"] or code]}
        yield _row("old", "huyện", code, row["district"], province=row["provinceCode"],
                   older=_older(row["districtAlias"], row["district"], once), now=sorted(now))


def _older(alias: str | None, name: str, more: Iterable[str] = ()) -> list[str]:
    """The source's other names of a unit as `class name`; the name has neither accents nor spaces there."""
    words = list(dict.fromkeys([*json.loads(alias or "[]"), *more]))
    keys = [without_accents(word) for word in words]
    found = set()
    for key in keys:
        match = PREFIX.fullmatch(key)
        if SHORT_CUT.fullmatch(key) or any(f"{start}{key}" in keys for start in OF_KEY):
            continue
        found.add(f"{OF_KEY[match[1]]} {match[2].lstrip('0')}" if match else key)
    own = without_accents(_bare(name))
    return sorted(found - {own, f"{_class(name)} {own}"})


def _class(name: str) -> str:
    words = {word for words in CLASSES.values() for word in words.values()}
    return next(word for word in words if name.lower().startswith(f"{word} "))


def _bare(name: str) -> str:
    """The name without its class word; the source leaves small letters in `Đại áng`, `Pa ủ`, `Ya ly`."""
    words = name[len(_class(name)) + 1:].split(" ")
    return " ".join(word if word == "trường" else word[:1].upper() + word[1:] for word in words)


def _row(era: str, level: str, code: str, name: str, district: str = "", province: str = "",
         older: Iterable[str] = (), now: Iterable[tuple[str, str]] = ()) -> Row:
    """A row of the table; the units of today with their class word in small letters."""
    names = [f"{_class(name)} {_bare(name)}" for _, name in now]
    return {"era": era, "level": level, "code": code, "class": _class(name), "name": _bare(name),
            "district": district, "province": province, "older": "|".join(older),
            "now": "|".join(code for code, _ in now), "now_names": "|".join(names)}


if __name__ == "__main__":
    main()
