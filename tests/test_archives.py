"""Files inside files: what each kind of archive gives, and what names become."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest

from extract.readers import members
from tests.archive_files import FILES, PACKERS, sevened, told, zipped


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


def test_a_member_without_a_name_is_read_as_the_others() -> None:
    data = zipped([("a", b"1"), ("b", b"2")])
    at = data.index(b"PK\x01\x02")
    nameless = data[: at + 28] + b"\0\0" + data[at + 30 : at + 46] + data[at + 47 :]  # found by mutation
    size = struct.unpack_from("<I", nameless, len(nameless) - 10)[0] - 1
    nameless = nameless[:-10] + struct.pack("<I", size) + nameless[-6:]

    assert [name for name, _ in told(members(nameless))][1:] == ["b"]
