"""LibreOffice as a function: files come back as .docx, and nothing of it is left running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from extract import Unreadable, read_bytes
from extract.options import Options
from extract.readers import docx
from pipelines import office
from tests.doc_files import Paragraph, Run, ole, word_file

MADE = word_file([Paragraph([Run("Báo cáo của xã Ba Bích")])])
CONVERTER = office.converter()
needs_office = pytest.mark.skipif(
    CONVERTER is None and os.environ.get("BAOCAO_REQUIRE_TOOLS") != "1", reason="LibreOffice is not installed")


@pytest.mark.tools
@needs_office
def test_a_document_comes_back_as_docx() -> None:
    assert CONVERTER is not None

    assert [piece.text for piece in docx.read(CONVERTER(MADE, ".doc")).pieces] == ["Báo cáo của xã Ba Bích"]


@pytest.mark.tools
@needs_office
@pytest.mark.parametrize("data", [ole({"WordDocument": b"\xec\xa5\xc1"}), MADE[:3000]], ids=["no text", "cut off"])
def test_what_libreoffice_cannot_open_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged: The file is damaged; LibreOffice"):
        read_bytes(data, "a.doc", Options(convert=CONVERTER))


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = tmp_path / "alive"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(while :; do date > {alive}; sleep 0.05; done) &\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "SECONDS", 0.5)

    with pytest.raises(Unreadable, match=r"damaged: LibreOffice did not open the file within 0\.5 seconds"):
        office.convert(str(program), MADE, ".doc")

    time.sleep(0.2)
    alive.unlink()
    time.sleep(0.2)
    assert not alive.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_children_that_outlive_the_program_are_killed(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n(while :; do date > {alive}; sleep 0.05; done) &\nsleep 0.3\n")
    program.chmod(0o755)

    with pytest.raises(Unreadable):
        office.convert(str(program), MADE, ".other")

    time.sleep(0.2)
    alive.unlink()
    time.sleep(0.2)
    assert not alive.exists()
