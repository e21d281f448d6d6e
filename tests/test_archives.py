"""Files inside files: what each kind of archive gives, what names become, and what does no harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable

import py7zr
import pytest

from extract.document import Member
from extract.errors import Unreadable
from extract.options import PLAIN, Options
from extract.readers import members
from extract.readers.archives import limits
from pipelines import bsdtar

FILES = (("a/báo cáo.txt", "Xã Ba Bích".encode()), ("b.txt", b"hai"), ("rỗng.txt", b""))


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def sevened(files: Iterable[tuple[str, bytes]], password: str | None = None, *, names_too: bool = False,
            plain_head: bool = False) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password, header_encryption=names_too) as archive:
        if plain_head:
            archive.set_encoded_header_mode(False)
        for name, data in files:
            archive.writestr(data, name)
    return stream.getvalue()


PACKERS: dict[str, Callable[[Iterable[tuple[str, bytes]]], bytes]] = {
    "zip": zipped,
    "stored zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "lzma zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "tar": tarred,
    "gnu tar": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "tar.gz": lambda files: gzip.compress(tarred(files)),
    "tar.bz2": lambda files: bz2.compress(tarred(files)),
    "tar.xz": lambda files: lzma.compress(tarred(files)),
    "7z": sevened,
}


def told(found: Iterable[Member]) -> list[tuple[str, bytes | str]]:
    return [(member.name, member.data.code if isinstance(member.data, Unreadable) else member.data) for member in found]


def code_of(data: bytes, options: Options = PLAIN) -> str | None:
    """The code that opening an archive ends with, or None."""
    try:
        for _ in members(data, options=options):
            pass
    except Unreadable as error:
        return error.code
    return None


@pytest.mark.parametrize("kind", PACKERS)
def test_members_come_with_their_names_and_bytes(kind: str) -> None:
    assert told(members(PACKERS[kind](FILES))) == list(FILES)


@pytest.mark.parametrize("kind", PACKERS)
def test_many_members_come_in_order(kind: str) -> None:
    files = [(f"{number % 7}/{number}.txt", b"%d" % number * 100) for number in range(300)]
    assert told(members(PACKERS[kind](files))) == files


@pytest.mark.parametrize("kind", PACKERS)
def test_members_of_one_name_stay_two(kind: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if "zip" in kind else pytest.MonkeyPatch.context():
        data = PACKERS[kind]([("a.txt", b"1"), ("a.txt", b"2")])
    assert told(members(data)) == [("a.txt", b"1"), ("a.txt", b"2")]


@pytest.mark.parametrize(("packer", "kept"), [
    (lambda data: gzip.compress(data), ""), (bz2.compress, ""), (lzma.compress, ""),
    (lambda data: named_gzip(data, "Báo cáo.txt"), "Báo cáo.txt"),
    (lambda data: named_gzip(data, "../../x.txt"), "x.txt"),
])
def test_one_packed_file(packer: Callable[[bytes], bytes], kept: str) -> None:
    """Its name is empty where it was not kept: the container's own stands for it."""
    assert told(members(packer("Xã Ba Bích".encode()))) == [(kept, "Xã Ba Bích".encode())]


def named_gzip(data: bytes, name: str) -> bytes:
    plain = gzip.compress(data, mtime=0)
    return plain[:3] + b"\x08" + plain[4:10] + name.encode() + b"\0" + plain[10:]


def old_zip(raw: bytes, extra: bytes = b"") -> bytes:
    """A zip whose only member has this name, in no encoding that is noted."""
    data = zipped([("x" * len(raw), b"1")], zipfile.ZIP_STORED).replace(b"x" * len(raw), raw)
    if extra:
        at = 30 + len(raw)
        central = data.index(b"PK\x01\x02")
        data = (data[:central + 30] + struct.pack("<H", len(extra)) + data[central + 32:central + 46 + len(raw)]
                + extra + data[central + 46 + len(raw):])
        end = data.index(b"PK\x05\x06")
        size = struct.unpack_from("<L", data, end + 12)[0] + len(extra)
        data = data[:end + 12] + struct.pack("<L", size) + data[end + 16:]
        assert at < central
    return data


UNICODE_NAME = "Sổ.txt".encode()
EXTRA = struct.pack("<HHBL", 0x7075, 5 + len(UNICODE_NAME), 1, zlib.crc32(b"S_.txt")) + UNICODE_NAME


@pytest.mark.parametrize(("raw", "name", "extra"), [
    ("Báo cáo.doc".encode("cp1258"), "Báo cáo.doc", b""),
    ("Báo cáo.doc".encode(), "Báo cáo.doc", b""),
    ("nghi\u0323 quyê\u0301t.doc".encode("cp1258"), "nghị quyết.doc", b""),
    ("Ba\u0301o ca\u0301o.doc".encode(), "Báo cáo.doc", b""),
    (b"S_.txt", "Sổ.txt", EXTRA),
    (b"B_.txt", "B_.txt", EXTRA),
], ids=["cp1258", "UTF-8 unmarked", "cp1258 with marks", "NFD", "Unicode path", "Unicode path of another"])
def test_names_of_old_zips(raw: bytes, name: str, extra: bytes) -> None:
    assert told(members(old_zip(raw, extra))) == [(name, b"1")]


TRICKS = [("../../a.txt", "a.txt"), ("/etc/a.txt", "etc/a.txt"), ("C:\\Luu\\a.txt", "Luu/a.txt"), ("..", "unnamed"),
          ("a/./../b.txt", "a/b.txt"), ("a\nb.txt", "a_b.txt"), ("//server/share/a.txt", "server/share/a.txt"),
          ("\x1b[31ma.txt", "_[31ma.txt")]


@pytest.mark.parametrize(("name", "shown"), TRICKS)
@pytest.mark.parametrize("kind", ["zip", "tar", "gnu tar", "tar.gz"])
def test_no_name_points_outside(kind: str, name: str, shown: str) -> None:
    assert told(members(PACKERS[kind]([(name, b"1")]))) == [(shown, b"1")]


def test_no_name_points_outside_of_a_7z() -> None:
    """py7zr itself would refuse the archive."""
    data = sevened([("xx/yyb.txt", b"1"), ("b.txt", b"2")], plain_head=True)
    head_at, head_size = struct.unpack_from("<QQ", data, 12)
    head = data[32 + head_at:][:head_size].replace("xx/yy".encode("utf-16-le"), "../..".encode("utf-16-le"))
    start = struct.pack("<QQL", head_at, head_size, zlib.crc32(head))
    data = data[:8] + struct.pack("<L", zlib.crc32(start)) + start + data[32:32 + head_at] + head
    assert told(members(data)) == [("..b.txt", b"1"), ("b.txt", b"2")]


def test_a_name_that_ends_at_a_zero() -> None:
    assert [name for name, _ in told(members(old_zip(b"a.txt\0/../b.exe")))] == ["a.txt_/b.exe"]


def test_links_are_named_and_not_followed() -> None:
    link = zipfile.ZipInfo("l.txt")
    link.external_attr, link.create_system = 0o120777 << 16, 3
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert told(members(stream.getvalue())) == [("l.txt", "link")]

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as container:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("l.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            container.addfile(info)
    assert told(members(stream.getvalue())) == [("l.txt", "link")] * 3


def test_folders_are_no_members() -> None:
    assert told(members(zipped([("a/", b""), ("a/b.txt", b"1")]))) == [("a/b.txt", b"1")]
    assert told(members(zipped([]))) == []


NOISE = random.Random(5).randbytes(3000)


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


def zipcrypto(files: list[tuple[str, bytes]], password: bytes) -> bytes:
    """A zip in the old encryption, which `zipfile` can only read: stored, each member after 12 bytes of salt."""
    data = bytearray()
    central = bytearray()
    for name, plain in files:
        crc = zlib.crc32(plain)
        body = _encrypted(bytes(11) + bytes([crc >> 24]) + plain, password)
        fields = struct.pack("<HHHHHLLLHH", 20, 1, 0, 0, 33, crc, len(body), len(plain), len(name), 0)
        central += b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, len(data)) + name.encode()
        data += b"PK\x03\x04" + fields + name.encode() + body
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(central), len(data), 0)
    return bytes(data + central + b"PK\x05\x06" + end)


def _encrypted(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc_step(number) for number in range(256)]

    def update(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xffffffff
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in plain:
        mask = keys[2] | 2
        out.append(byte ^ (mask * (mask ^ 1) >> 8 & 255))
        update(byte)
    return bytes(out)


def _crc_step(number: int) -> int:
    for _ in range(8):
        number = number >> 1 ^ (0xedb88320 if number & 1 else 0)
    return number


LOCKED = {"zip": zipcrypto([("a.txt", b"Mot"), ("b.txt", b"Hai")], b"m4t kh4u"),
          "7z": sevened([("a.txt", b"Mot"), ("b.txt", b"Hai")], "m4t kh4u"),
          "7z with names": sevened([("a.txt", b"Mot"), ("b.txt", b"Hai")], "m4t kh4u", names_too=True)}


@pytest.mark.parametrize("kind", LOCKED)
def test_passwords_are_tried(kind: str) -> None:
    options = Options(passwords=("sai", "m4t kh4u"))
    assert told(members(LOCKED[kind], options=options)) == [("a.txt", b"Mot"), ("b.txt", b"Hai")]


@pytest.mark.parametrize("passwords", [(), ("sai", "không phải")])
@pytest.mark.parametrize("kind", LOCKED)
def test_without_the_password_it_is_encrypted(kind: str, passwords: tuple[str, ...]) -> None:
    options = Options(passwords=passwords)
    found = told(members(LOCKED[kind], options=options)) if kind == "zip" else code_of(LOCKED[kind], options)
    assert found in ("encrypted", [("a.txt", "encrypted"), ("b.txt", "encrypted")])


def test_rar_needs_a_program() -> None:
    assert code_of(b"Rar!\x1a\x07\x00" + bytes(100)) == "unsupported"
    options = Options(to_tar=lambda data: tarred([("a.txt", b"1")]))
    assert told(members(b"Rar!\x1a\x07\x00" + bytes(100), options=options)) == [("a.txt", b"1")]


def rar(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A RAR archive (version 4) that stores its files as they are."""
    def block(kind: int, flags: int, fields: bytes, body: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xffff) + head + body

    parts = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data in files:
        fields = struct.pack("<LLBLLBBHL", len(data), len(data), 2, zlib.crc32(data), 33 << 16, 20, 0x30,
                             len(name.encode()), 0x20)
        parts.append(block(0x74, 0x8000, fields + name.encode(), data))
    return b"".join([*parts, block(0x7b, 0x4000, b"")])


@pytest.mark.tools
def test_rar_by_its_program() -> None:
    program = bsdtar.to_tar()
    if program is None:
        assert "BAOCAO_REQUIRE_TOOLS" not in os.environ
        pytest.skip("bsdtar is not here")
    options = Options(to_tar=program)
    files = [("a/b.txt", b"Mot"), ("../c.txt", b"Hai")]
    assert told(members(rar(files), options=options)) == [("a/b.txt", b"Mot"), ("c.txt", b"Hai")]
    assert code_of(rar([("a.txt", NOISE)])[:1500], options) == "damaged"


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


def test_a_member_without_a_name_is_read_as_the_others() -> None:
    data = zipped([("a", b"1"), ("b", b"2")])
    at = data.index(b"PK\x01\x02")
    nameless = data[: at + 28] + b"\0\0" + data[at + 30 : at + 46] + data[at + 47 :]  # found by mutation
    size = struct.unpack_from("<I", nameless, len(nameless) - 10)[0] - 1
    nameless = nameless[:-10] + struct.pack("<I", size) + nameless[-6:]

    assert [name for name, _ in told(members(nameless))][1:] == ["b"]
