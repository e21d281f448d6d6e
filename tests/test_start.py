"""`baocao start`: a folder is typed, read, and what came of it is offered; the same door as the review page's."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from threading import Thread
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from pipelines.begin import job as jobs
from pipelines.begin.folders import ENDING, Wrong, default_out, wanted
from pipelines.review.app import make_start_app
from pipelines.review.security import Settings
from tests.review_office import HERE, REPORT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "Báo cáo 2024"
    folder.mkdir()
    (folder / "bc.txt").write_text(REPORT, encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 torn")
    return folder


# What may be typed

def test_the_results_go_beside_the_archive(archive: Path) -> None:
    assert wanted(str(archive), "") == (archive, archive.parent / f"{archive.name}{ENDING}")
    assert wanted(f' "{archive}" ', "").archive == archive, "as Windows copies a path"
    assert wanted(archive.as_uri(), "").archive == archive


def test_where_nothing_can_be_written_they_go_home(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert default_out(archive).parent == Path.home()
    assert PureWindowsPath("D:\\").name == "", "a whole drive has no name"
    assert default_out(Path("/")).name == f"kho{ENDING}"


@pytest.mark.parametrize(("typed", "out", "field", "words"), [
    ("", "", "archive", "đường dẫn đầy đủ"), ("Báo cáo", "", "archive", "đường dẫn đầy đủ"),
    ("{here}/không có", "", "archive", "Không có thư mục"), ("{here}", "kết quả", "out", "đường dẫn đầy đủ"),
    ("{here}", "{here}", "out", "thư mục riêng"), ("{here}", "{here}/bc.txt", "out", "là một tệp"),
    ("~nobody-of-that-name/x", "", "archive", "người dùng"), ("/tmp\0x", "", "archive", "đường dẫn đầy đủ"),
])
def test_what_cannot_be_used_is_said_at_its_field(archive: Path, typed: str, out: str, field: str, words: str) -> None:
    with pytest.raises(Wrong, match=words) as caught:
        wanted(typed.format(here=archive), out.format(here=archive))
    assert caught.value.field == field


# Over HTTP

class Clerk:
    """Somebody at the page, without a browser."""

    def __init__(self) -> None:
        self.app = make_start_app(Settings(port=8765, who="Lan"))
        self.client = TestClient(self.app, base_url=HERE)
        self.client.get(f"/start?token={self.app.state.door.launch}")

    def post(self, path: str, json: Any = None, **headers: str) -> Any:
        csrf = next(iter(self.app.state.door.sessions.values())).csrf
        return self.client.post(path, json=json or {}, headers={"origin": HERE, "x-csrf-token": csrf, **headers})

    def read(self, archive: Path, out: str = "") -> dict[str, Any]:
        answer = self.post("/begin/read", {"archive": str(archive), "out": out})
        assert answer.status_code == 200, answer.text
        for _ in range(600):
            state = self.client.get("/begin/state").json()
            if state["phase"] != jobs.RUNNING:
                return dict(state)
            time.sleep(0.1)
        raise AssertionError("it does not come to an end")


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    clerk = Clerk()
    yield clerk
    if clerk.app.state.job:
        clerk.app.state.job.stop()


def test_nobody_gets_in_without_the_link_and_nothing_is_done_from_elsewhere(archive: Path) -> None:
    stranger = TestClient(make_start_app(Settings(port=8765)), base_url=HERE)
    for path in ("/", "/begin", "/begin/state", "/begin/file/audit.xlsx"):
        answer = stranger.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login"), path
    assert stranger.post("/begin/read", json={"archive": str(archive)}, headers={"origin": HERE}).status_code == 401
    clerk = Clerk()
    for headers in ({"origin": "http://evil.example"}, {"x-csrf-token": "made-up"}, {"host": "evil.example:8765"}):
        assert clerk.post("/begin/read", {"archive": str(archive)}, **headers).status_code in (403, 421)
    assert clerk.app.state.job is None


def test_first_comes_the_form(clerk: Clerk) -> None:
    assert clerk.client.get("/queue", follow_redirects=False).headers["location"] == "/begin"
    page = clerk.client.get("/").text
    assert 'id="archive"' in page and "Hàng đợi" not in page
    assert clerk.client.get("/begin/file/audit.xlsx").status_code == 404
    assert clerk.client.get("/begin/state").json() == {"phase": "none"}


def test_a_folder_that_cannot_be_read_is_said_at_its_field(clerk: Clerk, archive: Path) -> None:
    answer = clerk.post("/begin/read", {"archive": f"{archive}/x"})
    assert answer.status_code == 422 and list(answer.json()["wrong"]) == ["archive"]
    assert clerk.post("/begin/read", ["no", "form"]).status_code == 400


def test_from_a_folder_to_the_workbook(clerk: Clerk, archive: Path) -> None:
    state = clerk.read(archive)
    assert (state["phase"], state["total"], state["done"], state["failed"], state["error"]) == ("done", 2, 2, 1, "")
    out = archive.parent / f"{archive.name}{ENDING}"
    page = clerk.client.get("/begin").text
    assert str(out) in page and "Đã thấy 2 tệp" in page and "Tệp bị hỏng" in page
    for name in ("models_by_commune.xlsx", "audit.xlsx"):
        answer = clerk.client.get(f"/begin/file/{name}")
        assert answer.content == (out / name).read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
    for name in ("overview.html", "models_by_commune.html", "audit.html"):
        answer = clerk.client.get(f"/begin/file/{name}")
        assert answer.headers["content-type"].startswith("text/html") and "sandbox" in answer.headers[
            "content-security-policy"]
    assert "bc.txt" in clerk.client.get("/").text, "the review page of what was read"
    for name in ("archive.db", "..%2Fbc.txt", "ingest.lock"):
        assert clerk.client.get(f"/begin/file/{name}").status_code == 404
    another_day = Clerk()
    assert another_day.read(out) == {"phase": "none"}, "results that are there are opened as they are"
    assert "bc.txt" in another_day.client.get("/").text


def test_an_empty_folder_is_told_in_words(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "rỗng").mkdir()
    state = clerk.read(tmp_path / "rỗng")
    assert state["phase"] == "failed" and state["error"].startswith("Lỗi: Không có tệp nào để đọc")
    assert "Không có tệp nào để đọc" in clerk.client.get("/begin").text


def test_it_can_be_stopped_and_only_one_runs(clerk: Clerk, archive: Path) -> None:
    assert clerk.post("/begin/read", {"archive": str(archive)}).status_code == 200
    assert clerk.post("/begin/read", {"archive": str(archive)}).status_code == 409
    clerk.post("/begin/stop")
    assert clerk.client.get("/begin/state").json()["phase"] == "stopped"
    assert "Đã dừng" in clerk.client.get("/begin").text
    assert clerk.read(archive)["phase"] == "done", "and goes on"


# In a browser

@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A tab at the form; it may leave no error in the console and ask no other host."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        if os.environ.get("BAOCAO_REQUIRE_TOOLS"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    listening = socket.create_server(("127.0.0.1", 0))
    port, faults = listening.getsockname()[1], list[str]()
    app = make_start_app(Settings(port=port, who="Lan"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with playwright.sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("console", lambda words: faults.append(words.text)
               if words.type == "error" and "status of 422" not in words.text else None)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda asked: None if asked.url.startswith(f"http://127.0.0.1:{port}/")
               else faults.append(asked.url))
        tab.goto(f"http://127.0.0.1:{port}/start?token={app.state.door.launch}")
        yield tab
        browser.close()
    server.should_exit = True
    thread.join()
    listening.close()
    assert faults == []


@pytest.mark.tools
def test_a_clerk_gets_from_nothing_to_the_workbook(page: Any, archive: Path) -> None:
    page.fill("#archive", "Bao cao")
    page.keyboard.press("Enter")
    page.wait_for_selector("#wrong-archive:has-text('đường dẫn đầy đủ')")
    page.fill("#archive", f'"{archive}"')
    page.click("button.main")
    page.wait_for_selector(".steps [aria-current]")
    page.wait_for_selector(".results", timeout=60_000)
    assert "Đã thấy 2 tệp" in page.inner_text("main")
    with page.expect_download() as download:
        page.click("text=Tải Sổ mô hình theo xã")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert download.value.suggested_filename == f"{archive.name}{ENDING} - models_by_commune.xlsx"
    with page.expect_popup() as popup:
        page.click("text=Mở Kiểm tra, xem nhanh")
    popup.value.wait_for_load_state()
    assert "đang hiện" in popup.value.inner_text("body"), "its own script runs, and nothing else"
    page.click("text=Soát từng dòng")
    page.wait_for_selector("text=bc.txt")
