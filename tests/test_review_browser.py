"""The review page in a real Chromium: keys, mouse, two people, hostile documents."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.review_site import PAGES, Site

pytestmark = pytest.mark.tools


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


def test_the_tables_follow_by_a_button(site: Site) -> None:
    page = site.enter()
    site.open(page, "bc.txt")
    row = go_to(page, "money")
    page.keyboard.press("n")
    settled(page, row, "rejected")
    page.goto(f"{site.base}/progress")
    page.click("text=Cập nhật bảng")
    page.wait_for_selector("text=chưa vào bảng", state="detached", timeout=60_000)
