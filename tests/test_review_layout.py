"""The look of the review page in a real Chromium: no wider than the screen, and open to everybody."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.review_site import PAGES, Site

pytestmark = pytest.mark.tools


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
