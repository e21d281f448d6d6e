"""Makes the pictures of the README from the sample archive: the workbook, the audit, the review page, the first page.

    python docs/make_pictures.py     (LibreOffice, pdftoppm and Chromium must be there)
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from pipelines.review.app import make_start_app
from pipelines.review.security import Settings

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, COLOURS = 1100, 64
SHEET = "Danh sách mô hình"  # the sheet that is shown
PART = (0.02, 0.035, 0.785, 0.40)  # of its first page: left, top, right, bottom
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REPORT = "BC 118 Dan van kheo 2023 xa Tan Lap"


def small(picture: Image.Image, name: str) -> None:
    """Save a picture so that a repository can carry it."""
    height = round(picture.height * WIDTH / picture.width)
    narrow = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    narrow.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def workbook(out: Path, home: Path) -> None:
    """The first page of the list of models, as LibreOffice prints it."""
    subprocess.run(["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to",
                    "pdf", "--outdir", home, out / "models_by_commune.xlsx"], check=True, capture_output=True)
    pdf = home / "models_by_commune.pdf"
    subprocess.run(["pdftoppm", "-r", "200", "-png", pdf, home / "page"], check=True)
    for number, page in enumerate(sorted(home.glob("page-*.png"), key=lambda path: int(path.stem[5:])), 1):
        words = subprocess.run(["pdftotext", "-f", str(number), "-l", str(number), pdf, "-"], check=True,
                               capture_output=True, text=True, encoding="utf-8").stdout
        if SHEET.upper() in words.upper():
            picture = Image.open(page)
            small(picture.crop(tuple(round(side * share) for side, share in zip(picture.size * 2, PART, strict=True))),
                  "workbook")
            return
    raise SystemExit(f"no page of the workbook is headed {SHEET}")


def pages(out: Path) -> None:
    """The first page, the review of a report, and the audit, as Chromium shows them."""
    listening = socket.create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = make_start_app(Settings(port=listening.getsockname()[1], who="Lan"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    Thread(target=server.run, args=([listening],), daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        page.goto(f"{base}/start?token={app.state.door.launch}")
        page.fill("#archive", r"D:\Báo cáo dân vận 2024")
        _take(page, "start")
        page.fill("#archive", str(out))
        page.click("button.main")
        page.wait_for_selector(".results")
        page.goto(f"{base}/?q=118/BC-UBND")
        page.click(f'a:has-text("{REPORT}")')
        page.wait_for_selector(".row[aria-current]")
        _take(page, "review")
        page.goto(f"{base}/begin/file/audit.html")
        page.wait_for_selector("details, li")
        _take(page, "audit")
        browser.close()
    server.should_exit = True


def _take(page: Any, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    small(Image.open(path), name)


def main() -> None:
    """Read the sample, then take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        home, out = Path(folder), Path(folder) / "ket qua"
        baocao = [sys.executable, "-m", "pipelines.cli", "--quiet"]
        for command in (["ingest", ROOT / "corpora" / "sample", "--out", out], ["models", out], ["audit", out]):
            subprocess.run([*baocao, *command], check=True, capture_output=True)
        workbook(out, home)
        pages(out)


if __name__ == "__main__":
    main()
