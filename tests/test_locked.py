"""Office files with a password: opened with one of those given, else one code and a sentence that says how."""

from __future__ import annotations

import pytest

from extract.errors import Unreadable
from extract.options import Options
from extract.readers import read_bytes
from tests.docx_files import docx_file, p
from tests.office_hostile import encrypted
from tests.sheet_files import xlsx

FILES = {"docx": docx_file(p("Xã Ba Bích")), "xlsx": xlsx([["Xã Ba Bích"]])}


@pytest.mark.parametrize("format", FILES)
def test_one_of_the_passwords_opens_it(format: str) -> None:
    data = encrypted(FILES[format], "mật khẩu")
    document = read_bytes(data, "a.doc", Options(passwords=("12345", "mật khẩu")))

    assert (document.format, document.text) == (format, "Xã Ba Bích")


@pytest.mark.parametrize("format", FILES)
def test_without_the_right_one_it_says_what_can_be_done(format: str) -> None:
    with pytest.raises(Unreadable, match="--password-file") as caught:
        read_bytes(encrypted(FILES[format], "mật khẩu"), "a.doc", Options(passwords=("12345",)))

    assert caught.value.code == "encrypted"


def test_a_workbook_that_asks_for_no_password_opens_by_itself() -> None:
    assert read_bytes(encrypted(FILES["xlsx"], "VelvetSweatshop")).text == "Xã Ba Bích"
