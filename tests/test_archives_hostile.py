"""Archives that are damaged, that are bombs, that are too large or too many: each is named, the rest is read."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

from extract.document import Member
from extract.errors import Unreadable
from extract.readers import members
from extract.readers.archives import limits
from tests.archive_files import FILES, NOISE, PACKERS, code_of, told, zipped


@pytest.mark.parametrize(("kind", "cut"), [
    (kind, cut) for kind in PACKERS for cut in (0.3, 0.9) if "zip" not in kind or cut == 0.9])
def test_what_is_cut_off_says_so(kind: str, cut: float) -> None:
    data = PACKERS[kind]([("a.txt", NOISE), ("b.txt", NOISE[::-1])])
    data = data[:int(len(data) * cut)]
    if kind.endswith("tar") and cut == 0.9:  # only its empty end is gone
        assert told(members(data)) == [("a.txt", NOISE), ("b.txt", NOISE[::-1])]
    else:
        assert code_of(data) == "damaged"


def test_a_damaged_member_leaves_the_others() -> None:
    data = bytearray(zipped([("a.txt", NOISE), ("b.txt", b"2")], zipfile.ZIP_STORED))
    data[200] ^= 0xff
    assert told(members(bytes(data))) == [("a.txt", "damaged"), ("b.txt", b"2")]


def test_an_unknown_method_leaves_the_others() -> None:
    data = bytearray(zipped([("a.txt", b"1"), ("b.txt", b"2")], zipfile.ZIP_STORED))
    struct.pack_into("<H", data, 8, 97)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 97)
    assert told(members(bytes(data))) == [("a.txt", "unsupported"), ("b.txt", b"2")]


# A bomb of each kind: sixty million zeros pack to a thousandth, or to less.
ZEROS = [("zeros.txt", bytes(60_000_000)), ("b.txt", b"2")]


@pytest.mark.parametrize(("kind", "expected"), [
    ("zip", [("zeros.txt", "bomb"), ("b.txt", b"2")]), ("7z", [("zeros.txt", "bomb"), ("b.txt", b"2")])])
def test_bombs_are_named(kind: str, expected: list[tuple[str, bytes | str]]) -> None:
    assert told(members(PACKERS[kind](ZEROS))) == expected


@pytest.mark.parametrize("packer", [gzip.compress, bz2.compress, lzma.compress])
def test_bombs_without_names(packer: Callable[[bytes], bytes]) -> None:
    assert code_of(packer(bytes(60_000_000))) == "bomb"


def test_a_zip_that_lies_about_a_size() -> None:
    """Declared 10 bytes, packed sixty million: no more than declared is ever unpacked."""
    data = bytearray(zipped(ZEROS))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    assert told(members(bytes(data))) == [("zeros.txt", "damaged"), ("b.txt", b"2")]


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST", 1000)
    for kind in ("zip", "stored zip", "7z"):
        assert told(members(PACKERS[kind]([("a.txt", NOISE), ("b.txt", b"2")])))[0] == ("a.txt", "too_large"), kind
    assert code_of(gzip.compress(NOISE)) == "too_large"


@pytest.mark.parametrize("kind", PACKERS)
def test_what_is_too_much_in_all(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 20_000)
    assert code_of(PACKERS[kind]([(f"{number}.txt", NOISE) for number in range(20)])) == "bomb"


def test_what_is_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.readers.archives.MOST_MEMBERS", 5)
    assert code_of(zipped([(f"{number}.txt", b"1") for number in range(5)])) is None
    assert code_of(zipped([(f"{number}.txt", b"1") for number in range(6)])) == "bomb"


def test_a_list_too_long_is_not_even_looked_at() -> None:
    assert code_of(b"PK\x03\x04" + b"PK\x01\x02" * 300_001) == "bomb"


@pytest.mark.parametrize("kind", PACKERS)
def test_noise_in_an_archive_ends_in_no_other_error(kind: str) -> None:
    chance = random.Random(11)
    data = PACKERS[kind](FILES)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        for member in _as_far_as_it_goes(bytes(broken)):
            assert "\0" not in member.name and ".." not in member.name.split("/")


def _as_far_as_it_goes(data: bytes) -> list[Member]:
    found: list[Member] = []
    try:
        found.extend(members(data))
    except Unreadable as error:
        assert error.message
    return found
