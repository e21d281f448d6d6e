"""`baocao doctor`: what is there, what is not, and how to get it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest
from click.testing import CliRunner

from pipelines import doctor
from pipelines.cli import cli


def test_doctor_names_what_is_missing_and_how_to_get_it() -> None:
    result = CliRunner().invoke(cli, ["doctor"])
    assert result.exit_code == 0
    for words in ("Python", "tesseract", "LibreOffice", "bsdtar", "Chromium", "regex", "matplotlib", "distributed"):
        assert words in result.stdout


def test_doctor_names_the_packages_of_an_extra_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", raise_not_found)
    parts = {part.name: part for part in doctor.look()}
    assert parts["matplotlib"].there is None and parts["matplotlib"].to_install == "pip install matplotlib"
    assert "figures" in parts["matplotlib"].what_for and "pytest" not in parts


def raise_not_found(name: str) -> str:
    raise PackageNotFoundError(name)
