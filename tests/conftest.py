"""Messages are tested in English, whatever the language of the computer; an archive under review, made once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.review_office import Visitor

os.environ["BAOCAO_LANG"] = "en"


@pytest.fixture(scope="session")
def review_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that `tests.review_office` makes: not to be written to."""
    from tests.review_office import make_archive  # the web server is loaded for these tests alone

    return make_archive(tmp_path_factory.mktemp("kho lưu trữ"))


@pytest.fixture
def out(review_archive: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    return Path(shutil.copytree(review_archive, tmp_path / "out"))


@pytest.fixture
def lan(out: Path) -> Visitor:
    """Somebody who has come in to review that copy."""
    from tests.review_office import Visitor

    return Visitor(out).enter()
