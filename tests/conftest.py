"""Messages are tested in English, whatever the language of the computer; an archive under review, and browsers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.review_office import Visitor
    from tests.review_site import Site

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from tests.review_site import CHROMIUM

    if CHROMIUM is None:
        if os.environ.get("BAOCAO_REQUIRE_TOOLS"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as runner:
        yield runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def site(review_archive: Path, tmp_path: Path, browser: Any) -> Iterator[Site]:
    """The page of a copy of the archive; no test may leave an error in the console or ask another host."""
    from tests.review_site import Site

    site = Site(Path(shutil.copytree(review_archive, tmp_path / "out")), browser)
    yield site
    for context in browser.contexts:
        context.close()
    site.close()
    assert site.faults == []
