"""Zip archives, with the names that old Vietnamese programs gave, and the old encryption (ZipCrypto)."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from extract.document import Member
from extract.errors import Unreadable
from extract.options import Options
from extract.readers.archives.limits import Total, check_size, unpacked
from extract.readers.archives.names import decoded, visible

ENCRYPTED, UTF8 = 0x1, 0x800
AES = 99
UNICODE_PATH = 0x7075  # Info-ZIP: a version byte, the CRC of the plain name, the name in UTF-8


def members(data: bytes, options: Options) -> Iterator[Member]:
    """The members, as `extract.readers.archives.members` says."""
    try:
        container = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Unreadable("damaged", "The archive is cut off or damaged (broken zip container).") from error
    total = Total()
    for info in container.infolist():
        if not info.filename.endswith("/"):  # `is_dir` fails where there is no name
            total.add(info.file_size)
            yield Member(visible(name_of(info)), _bytes_of(container, info, options))


def name_of(info: zipfile.ZipInfo) -> str:
    """The name as it was meant; `zipfile` takes what is not marked as UTF-8 for cp437."""
    if info.flag_bits & UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    return decoded(_unicode_path(info.extra, raw) or raw)


def _unicode_path(extra: bytes, raw: bytes) -> bytes | None:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4:4 + size], extra[4 + size:]
        if kind == UNICODE_PATH and field[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return field[5:]
    return None


def _bytes_of(container: zipfile.ZipFile, info: zipfile.ZipInfo, options: Options) -> bytes | Unreadable:
    try:
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Unreadable("link", "This is a link to another file.")
        check_size(info.file_size, info.compress_size)
        return _unlocked(container, info, options) if info.flag_bits & ENCRYPTED else _read(container, info, None)
    except Unreadable as error:
        return error
    except NotImplementedError:
        return Unreadable("unsupported", "The file was packed in a way that is not known here; unpack the archive "
                          "with the program that made it.")
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError) as error:
        return Unreadable("damaged", f"The file is damaged inside the archive ({error}).")


def _read(container: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None) -> bytes:
    with container.open(info, pwd=password) as stream:
        return unpacked(stream, info.compress_size)  # type: ignore[arg-type]


def _unlocked(container: zipfile.ZipFile, info: zipfile.ZipInfo, options: Options) -> bytes:
    """One in 256 wrong passwords is taken at first; then the bytes do not match their checksum."""
    for password in options.passwords if info.compress_type != AES else ():
        try:
            return _read(container, info, password.encode())
        except (RuntimeError, zipfile.BadZipFile, zlib.error):
            continue
    raise Unreadable("encrypted", "The file is protected with a password"
                     + (" (AES); unpack the archive by hand." if info.compress_type == AES else "."))
