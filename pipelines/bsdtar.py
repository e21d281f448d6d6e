"""RAR archives as tar archives, by the program bsdtar, which Windows brings along as `tar`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial

from extract.errors import Unreadable
from extract.options import ToTar
from pipelines.doctor import find_program

COMMAND = "tar" if sys.platform == "win32" else "bsdtar"
LARGEST = 512 * 2**20  # what a tar archive may take in memory
LOCKED = ("ncrypt", "assphrase")  # as in "Encryption is not supported", "Passphrase required"


def to_tar() -> ToTar | None:
    """What turns an archive into tar; None where the program is missing."""
    path = find_program(COMMAND)
    return partial(_converted, path) if path else None


def _converted(program: str, data: bytes) -> bytes:
    """Raises `Unreadable` where the program cannot read the archive, or where it unpacks to too much."""
    with tempfile.TemporaryFile() as packed, tempfile.TemporaryFile() as said:
        packed.write(data)
        packed.seek(0)
        with subprocess.Popen([program, "--format", "pax", "-cf", "-", "@-"], stdin=packed, stdout=subprocess.PIPE,
                              stderr=said) as running:
            tar = running.stdout.read(LARGEST + 1) if running.stdout else b""
            if len(tar) > LARGEST:
                running.kill()
                raise Unreadable("too_large", f"The archive unpacks to more than {LARGEST >> 20} MB; "
                                 "unpack it by hand.")
        said.seek(0)
        words = said.read(2000).decode("utf-8", "replace").strip()
    if running.returncode:
        if any(word in words for word in LOCKED):
            raise Unreadable("encrypted", "The archive is protected with a password; unpack it by hand.")
        raise Unreadable("damaged", f"The archive cannot be unpacked ({words.splitlines()[0] if words else 'bsdtar'}).")
    return tar
