"""Archives that need a password, or a program: RAR."""

from __future__ import annotations

import os

import pytest

from extract.options import Options
from extract.readers import members
from pipelines import bsdtar
from tests.archive_files import NOISE, code_of, rar, sevened, tarred, told, zipcrypto

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
