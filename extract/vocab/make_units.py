"""Prints `units.csv`, the table of administrative units, from the data of the package vietnamadminunits.

    pip install --no-deps vietnamadminunits==1.0.4
    python -m extract.vocab.make_units > /tmp/units.csv && mv /tmp/units.csv extract/vocab/units.csv

Only the package's data files are read (facts: codes, names, what became what); none of its code runs.
`--data FOLDER` names them where they lie elsewhere. `units.md` tells what the columns mean, who made the
source and under which licence.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import regex

Row = dict[str, Any]
Now = list[tuple[str, str]]  # codes and names of units of today
COLUMNS = ("era", "level", "code", "class", "name", "district", "province", "older", "now", "now_names")
LEVELS = ("tỉnh", "huyện", "xã")
CLASSES = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
OF_KEY = {"xa": "xã", "phuong": "phường", "thitran": "thị trấn", "tt": "thị trấn", "huyen": "huyện",
          "quan": "quận", "thixa": "thị xã", "thanhpho": "thành phố", "tinh": "tỉnh"}
PREFIX = regex.compile(rf"({'|'.join(OF_KEY)})(.+)")
# The source's short cuts for addresses on parcels: p10, f10, ward10, q2, district2, txphucyen, tpninhbinh.
SHORT_CUT = regex.compile(r"(?:[pfq]|ward|district)\d+|t[xp][a-z]+|\w+thixa")
# Letters that the source also swaps to catch misspelt addresses: vynhphuc, ngokha, phucsa, jangreh.
SWAPPED = str.maketrans("yjks", "iicx")
# The three lists of communes of the source; the second and third hold those whose keys need accents.
LISTS = ("WARD_NO_ACCENTED", "WARD_ACCENTED", "WARD_SHORT_ACCENTED")
# Names of provinces that the source lacks, with the last day on which they were in force where it is near.
OLDER_PROVINCES = {
    "46": ("tỉnh Thừa Thiên Huế@2024-12-31",),  # Nghị quyết 175/2024/QH15
    "01": ("tỉnh Hà Tây@2008-07-31",),  # Nghị quyết 15/2008/QH12
    "06": ("tỉnh Bắc Cạn",), "66": ("tỉnh Đắc Lắc",), "67": ("tỉnh Đắc Nông",),  # how the press spells them
    "79": ("thành phố Sài Gòn", "thành phố HCM"),
}
# Older names of districts as the source has them, and with their accents and last day: the city of Huế was
# divided when the province became a city.
OLDER_DISTRICTS = {(code, "thành phố hue"): "thành phố Huế@2024-12-31" for code in ("474", "475")}  # 175/2024/QH15


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description="Print units.csv from the data of vietnamadminunits.")
    parser.add_argument("--data", type=Path, help="its folder `data` (default: of the installed package)")
    args = parser.parse_args()
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n") as out:
        write(rows_of(args.data or installed()), out)


def installed() -> Path:
    """The data folder of the installed package, which is found and not imported."""
    spec = importlib.util.find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("vietnamadminunits is not installed: pip install --no-deps vietnamadminunits==1.0.4")
    return Path(spec.submodule_search_locations[0]) / "data"


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Writes the rows sorted by era, level and code."""
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: (row["era"] != "old", LEVELS.index(row["level"]), row["code"])))


def rows_of(data: Path) -> Iterator[Row]:
    """One row a unit, of before and of after 1 July 2025."""
    old, new, converter = (json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
                           for name in ("parser_legacy", "parser_from_2025", "converter_2025"))
    became = _became(converter, new)
    yield from _provinces(old, new, converter["DICT_PROVINCE"])
    yield from _districts(old, became)
    for province, district, key, ward in _communes(old):
        places = old["DICT_PROVINCE_DISTRICT"][province][district]["districtCode"], _code(old, province)
        yield _row("old", "xã", ward["wardCode"], ward["ward"], *places,
                   _older(ward["wardKeywords"], ward["ward"]), became[f"{province}_{district}_{key}"])
    for (province, _), ward in _communes_now(new).items():
        yield _row("now", "xã", ward["wardCode"], ward["ward"], "", _code(new, province))


def _code(units: Row, province: str) -> str:
    return str(units["DICT_PROVINCE"][province]["provinceCode"])


def _communes(old: Row) -> Iterator[tuple[str, str, str, Row]]:
    """Keys of province, district and commune with the commune, whose keywords stand in one list or in two."""
    found: dict[tuple[str, str, str], Row] = {}
    for name in LISTS:
        for province, districts in old[f"DICT_PROVINCE_DISTRICT_{name}"].items():
            for district, wards in districts.items():
                for key, ward in wards.items():
                    known = found.setdefault((province, district, key), ward | {"wardKeywords": []})
                    known["wardKeywords"] += ward["wardKeywords"]
    for (province, district, key), ward in found.items():
        if key != "NaN":  # how the source writes that five island districts had no communes
            yield province, district, key, ward


def _communes_now(new: Row) -> dict[tuple[str, str], Row]:
    return {(province, key): ward for name in LISTS for province, wards in new[f"DICT_PROVINCE_{name}"].items()
            for key, ward in wards.items()}


def _became(converter: Row, new: Row) -> dict[str, Now]:
    """Keys of an old commune (of an island: of its district and nothing) -> codes and names of today."""
    today = {key: (ward["wardCode"], ward["ward"]) for key, ward in _communes_now(new).items()}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, parts in communes.items():
            for part in parts:
                found[part].add(today[province, commune])
    for province, parts in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, communes in parts.items():
            found[part].update(today[province, commune["newWardKey"]] for commune in communes)
    return {key: sorted(units) for key, units in found.items()}


def _provinces(old: Row, new: Row, merged: dict[str, list[str]]) -> Iterator[Row]:
    """The 63 provinces with what each went into, and the 34 of today."""
    today = {key: (row["provinceCode"], row["province"]) for key, row in new["DICT_PROVINCE"].items()}
    into = {part: today[key] for key, parts in merged.items() for part in parts}
    for key, row in old["DICT_PROVINCE"].items():
        code = row["provinceCode"]
        yield _row("old", "tỉnh", code, row["province"], older=OLDER_PROVINCES.get(code, ()), now=[into[key]])
    for code, name in today.values():
        yield _row("now", "tỉnh", code, name, older=OLDER_PROVINCES.get(code, ()))


def _districts(old: Row, became: dict[str, Now]) -> Iterator[Row]:
    """The districts; each became what its communes became."""
    now: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, units in became.items():
        now[key.rpartition("_")[0]].update(units)
    for province, districts in old["DICT_PROVINCE_DISTRICT"].items():
        parts = old["DICT_PROVINCE_DISTRICT_DIVIDED"].get(province, {}).values()
        for key, row in districts.items():
            once = [word for part in parts if key in part["districts"] for word in part["dividedDistrictKeywords"]]
            code, older = row["districtCode"], _older([*row["districtKeywords"], *once], row["district"])
            yield _row("old", "huyện", code, row["district"], province=_code(old, province),
                       older=[OLDER_DISTRICTS.get((code, name), name) for name in older],
                       now=sorted(now[f"{province}_{key}"]))


def _older(keywords: Iterable[str], name: str) -> list[str]:
    """The other names among a unit's keywords, as `class name` without accents and spaces, as in the source."""
    own = _flat(_bare(name)).translate(SWAPPED)
    keys = list(dict.fromkeys(map(_flat, keywords)))
    found = set()
    for key in keys:
        match = PREFIX.fullmatch(key)
        if SHORT_CUT.fullmatch(key) or _misspelt(key, own, match) or any(f"{word}{key}" in keys for word in OF_KEY):
            continue
        words = match[2].lstrip("0") if match else key
        if match is None or OF_KEY[match[1]] != _class(name) or words.translate(SWAPPED) != own:
            found.add(f"{OF_KEY[match[1]]} {words}" if match else words)
    return sorted(found)


def _misspelt(key: str, own: str, match: regex.Match[str] | None) -> bool:
    """Whether a keyword is only the unit's own name, misspelt or with its class behind it."""
    forms = ["{}", *(f"{{}}{word}" for word in OF_KEY), *(f"{word[0]}{{}}" for word in OF_KEY)]
    if match is None:
        forms += [f"{word}{{}}" for word in OF_KEY]
    return key.translate(SWAPPED) in {form.format(own).translate(SWAPPED) for form in forms}


def _flat(name: str) -> str:
    """The name as the source writes keys: without accents, spaces and marks."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(filter(str.isalnum, letters))


def _class(name: str) -> str:
    return next(word for word in CLASSES if name.lower().startswith(f"{word} "))


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
