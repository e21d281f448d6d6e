"""The review page in a real Chromium: keys, mouse, two people, hostile documents, speed, accessibility."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from pipelines.review.app import make_app
from pipelines.review.security import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.tools
REFUSED = re.compile(r"status of (409|422) ")  # which browsers note, too
PAGES = ("/", "/queue", "/progress", "/changed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        if os.environ.get("BAOCAO_REQUIRE_TOOLS"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as runner:
        yield runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


class Site:
    """The page on a port of its own, and people who look at it."""

    def __init__(self, out: Path, browser: Any) -> None:
        self.browser, self.faults = browser, list[str]()
        self.socket = socket.create_server(("127.0.0.1", 0))
        port = self.socket.getsockname()[1]
        self.app = make_app(out, Settings(port=port, password="mật khẩu", who="Lan"))
        self.base = f"http://127.0.0.1:{port}"
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="error", lifespan="on"))
        self.thread = Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def enter(self, who: str = "Lan", **options: Any) -> Any:
        """A tab of somebody who gave the password."""
        page = self.browser.new_context(**options).new_page()
        page.on("console", lambda words: self.faults.append(words.text)
                if words.type == "error" and not REFUSED.search(words.text) else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(self.base)
                else self.faults.append(f"asked for {request.url}"))
        page.set_default_timeout(20_000)
        page.goto(f"{self.base}/login")
        page.fill("#who-in", who)
        page.fill("#password", "mật khẩu")
        page.click("button.main")
        return page

    def open(self, page: Any, name: str) -> str:
        """The page of a document by its file's name; gives its address."""
        page.goto(self.base)
        page.click(f'a:has-text("{name}")')
        page.wait_for_selector(".row[aria-current]")
        return str(page.url)

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()


@pytest.fixture
def site(review_archive: Path, tmp_path: Path, browser: Any) -> Iterator[Site]:
    """The page of a copy of the archive; no test may leave an error in the console or ask another host."""
    site = Site(Path(shutil.copytree(review_archive, tmp_path / "out")), browser)
    yield site
    for context in browser.contexts:
        context.close()
    site.close()
    assert site.faults == []


def rows(page: Any, table: str) -> list[Any]:
    return list(page.query_selector_all(f'.row[data-table="{table}"]'))


def current(page: Any) -> str:
    return str(page.get_attribute(".row[aria-current]", "id"))


def settled(page: Any, name: str, outcome: str) -> None:
    page.wait_for_function("([name, outcome]) => document.getElementById(name).classList.contains(outcome)",
                           arg=[name, outcome])


def go_to(page: Any, table: str, number: int = 0) -> str:
    """Choose a row by a click on its words."""
    row = rows(page, table)[number]
    row.query_selector("p.what").click()
    return str(row.get_attribute("id"))


def test_every_key_of_the_review(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    first = current(page)
    page.keyboard.press("j")
    second = current(page)
    assert second != first
    page.keyboard.press("k")
    assert current(page) == first
    page.keyboard.press("ArrowDown")
    assert current(page) == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("y")
    settled(page, first, "confirmed")
    assert current(page) == second, "it goes on by itself"
    page.keyboard.press("n")
    settled(page, second, "rejected")
    assert int(page.inner_text("#left")) == len(page.query_selector_all(".row.open"))
    page.keyboard.press("u")
    settled(page, second, "open")
    assert current(page) == second
    page.keyboard.press("?")
    assert page.is_visible("#help") and "Hoàn tác" in page.inner_text("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")
    page.keyboard.press("/")
    page.wait_for_url(f"{site.base}/")


def test_editing_by_keyboard_says_what_is_wrong_beside_the_field(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    name = go_to(page, "money")
    page.keyboard.press("e")
    page.wait_for_selector("#edit[open] #f-amount_vnd")
    assert page.input_value("#f-amount_vnd") == "12.500.000"
    page.fill("#f-amount_vnd", "mười hai triệu")
    page.keyboard.press("Enter")
    page.wait_for_selector("#w-amount_vnd:not(:empty)")
    assert page.evaluate("document.activeElement.id") == "f-amount_vnd"
    assert page.get_attribute("#f-amount_vnd", "aria-invalid") == "true"
    page.fill("#f-amount_vnd", "12.600.000")
    page.keyboard.press("Enter")
    settled(page, name, "edited")
    assert "12.600.000" in page.inner_text(f'[id="{name}"]') and current(page) != name


def test_an_edited_header_is_the_documents_name_at_once(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    page.click('.row[data-table=header_fields]:has-text("15/BC-UBND") [data-act=edit]')
    page.fill("#f-value", "16/BC-UBND")
    page.keyboard.press("Enter")
    page.wait_for_selector("#head:has-text('16/BC-UBND')")
    page.click("[data-undo]")
    page.wait_for_selector("#head:has-text('15/BC-UBND')")


def test_a_sheet_of_many_columns_stays_readable(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    widths = page.evaluate("""() => {
        const row = "<tr>" + "<td><div>Trưởng thôn kiểm tra</div></td>".repeat(30) + "</tr>";
        document.getElementById("text").innerHTML = `<table>${row}</table>`;
        return [...document.querySelectorAll("#text td")].map(cell => cell.clientWidth);
    }""")
    assert len(widths) == 30 and min(widths) > 40
    assert page.evaluate("document.querySelector('section.text').scrollWidth") > sum(widths)
    assert page.evaluate("document.body.scrollWidth <= innerWidth")


def test_everything_by_mouse(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    mark = page.query_selector("article mark.money")
    mark.click()
    name = current(page)
    assert name.startswith("money.") and name in str(mark.get_attribute("data-of"))
    assert "lit" in str(mark.get_attribute("class"))
    page.click(f'[id="{name}"] [data-act=confirm]')
    settled(page, name, "confirmed")
    page.click(f'[id="{name}"] [data-act=reject]')
    settled(page, name, "rejected")
    page.click("[data-undo]")
    settled(page, name, "confirmed")
    page.click("[data-whole]")
    page.wait_for_selector("text=Đã soát xong — Lan")
    page.click("text=Soát lại")
    page.wait_for_selector("text=Soát xong văn bản")
    page.fill("[name=who]", "Hoa")
    page.press("[name=who]", "Enter")
    page.wait_for_selector("#said:has-text('Hoa')")


def test_hover_and_focus_show_the_record(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    page.hover("article mark.money")
    assert "12.500.000" in page.inner_text("#card")
    page.focus("article mark")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#card") and page.evaluate("document.activeElement.tagName") == "MARK"
    assert current(page) in page.evaluate("document.activeElement.dataset.of")


def add(page: Any, kind: str, amount: str) -> None:
    page.wait_for_selector("#edit[open] .fields .raw")
    page.select_option("#kind", kind)
    page.wait_for_selector("#f-amount_vnd")
    page.fill("#f-amount_vnd", amount)
    page.press("#f-amount_vnd", "Enter")
    page.wait_for_selector(".row.added")


def test_missed_words_by_mouse(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    page.evaluate("""() => {
        const block = [...document.querySelectorAll('article [id^="at-"]')]
            .find(one => one.textContent.includes("chín trăm"));
        const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        let last; while (node.nextNode()) last = node.currentNode;
        const range = document.createRange(), at = last.data.indexOf("chín trăm");
        range.setStart(last, at); range.setEnd(last, at + 15);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    page.click("[data-add]")
    add(page, "money", "900.000")
    assert "chín trăm nghìn" in page.text_content(".row.added .raw")


def test_missed_words_by_keyboard(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    page.keyboard.press("m")
    assert page.get_attribute("#text", "contenteditable") == "true"
    page.keyboard.press("Control+Home")
    page.keyboard.type("không ghi được")
    page.keyboard.press("Delete")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit[open] .fields .raw")
    assert page.inner_text("#edit .raw").strip() in ("ỦY B", "ỦY")
    assert "không ghi được" not in page.inner_text("#text")
    add(page, "money", "1")


def test_the_second_of_two_people_is_told(site: Site) -> None:
    lan, minh = site.enter("Lan"), site.enter("Minh")
    site.open(lan, "bc.txt")
    site.open(minh, "bc.txt")
    name = go_to(lan, "money")
    go_to(minh, "money")
    minh.keyboard.press("n")
    settled(minh, name, "rejected")
    lan.keyboard.press("y")
    settled(lan, name, "rejected")
    assert "Minh vừa soát dòng này" in lan.inner_text("#said") and current(lan) == name


def test_documents_cannot_run_anything(site: Site) -> None:
    page = site.enter()
    site.open(page, "onerror")
    page.wait_for_selector("article mark")
    assert page.evaluate("window.hacked") is None
    assert "<script>window.hacked = 1" in page.inner_text("article")
    assert "مرحبا" in page.inner_text("article")
    for path in (*PAGES, "/?q=hacked", "/queue?order=sample&table=money"):
        page.goto(site.base + path)
        assert page.evaluate("window.hacked") is None


def test_a_line_of_a_megabyte(site: Site) -> None:
    page = site.enter()
    started = time.monotonic()
    site.open(page, "dài")
    assert time.monotonic() - started < 20
    name = go_to(page, "money", -1)
    page.keyboard.press("y")
    settled(page, name, "confirmed")


def test_the_page_of_a_pdf_beside_it(site: Site) -> None:
    page = site.enter()
    site.open(page, "giam sat")
    page.goto(page.get_attribute("#sheet", "href") and site.base + page.get_attribute("#sheet", "href"))
    page.wait_for_function("() => fetch(document.querySelector('image').href.baseVal).then(answer => answer.ok)")
    page.query_selector("a .box").click()
    page.wait_for_selector(".row[aria-current]")
    with page.expect_download() as download:
        page.click("text=Tải tệp gốc")
    assert download.value.suggested_filename == "BC giam sat dan chu co so TT HDND.pdf"


@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_is_wider_than_the_screen(site: Site, width: int) -> None:
    page = site.enter(viewport={"width": width, "height": 800})
    address = site.open(page, "415")
    for path in (address, *(site.base + path for path in PAGES)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core from the npm registry, where npm is there."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: axe-core cannot be had")
    home = tmp_path_factory.mktemp("axe")
    packed = subprocess.run([npm, "pack", "axe-core@4", "--silent"], cwd=home, capture_output=True, timeout=60,
                            check=False)
    if packed.returncode:
        pytest.skip("npm cannot give axe-core")
    shutil.unpack_archive(next(home.glob("*.tgz")), home, "gztar")
    return (home / "package" / "axe.min.js").read_text(encoding="utf-8")


def test_axe_finds_nothing_serious(site: Site, axe: str) -> None:
    page = site.enter(bypass_csp=True)
    address = site.open(page, "415")
    found = []
    for path in (address, site.open(page, "giam sat") + "/pages", *(site.base + path for path in (*PAGES, "/login"))):
        page.goto(path)
        page.add_script_tag(content=axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(path, fault["id"], fault["impact"], fault["nodes"][0]["html"][:120])
                  for fault in result["violations"] if fault["impact"] in ("serious", "critical")]
    page.goto(address)
    page.keyboard.press("e")
    page.wait_for_selector("#edit[open] .fields .raw")
    page.add_script_tag(content=axe)
    found += [("edit", fault["id"], fault["impact"], fault["nodes"][0]["html"][:120])
              for fault in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
              if fault["impact"] in ("serious", "critical")]
    assert found == []


def test_the_tables_follow_by_a_button(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    row = go_to(page, "money")
    page.keyboard.press("n")
    settled(page, row, "rejected")
    page.goto(f"{site.base}/progress")
    page.click("text=Cập nhật bảng")
    page.wait_for_selector("text=chưa vào bảng", state="detached", timeout=60_000)
