"""The review page on a port of its own in a real Chromium, for tests."""

from __future__ import annotations

import re
import shutil
import socket
import time
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn

from pipelines.review.app import make_app
from pipelines.review.security import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGES = ("/", "/queue", "/progress", "/changed")
REFUSED = re.compile(r"status of (409|422) ")  # which browsers note, too


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
