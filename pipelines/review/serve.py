"""The page on a port of this computer, until it is stopped. The only importer of uvicorn, in this package."""

from __future__ import annotations

import errno
import logging
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer

import uvicorn
from starlette.applications import Starlette

from pipelines.decisions import written
from pipelines.languages import say
from pipelines.overview import write_overview
from pipelines.review.app import make_app, make_start_app
from pipelines.review.security import Settings
from pipelines.store import NAME, Store
from pipelines.upkeep import AlreadyRunning, renew

log = logging.getLogger("baocao.review")
NOT_HERE = (errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", errno.EADDRNOTAVAIL))


class NotHere(Exception):
    """The host to listen at is no address of this computer."""


def serve(folder: Path, host: str, port: int, password: str | None, who: str, *, open_browser: bool) -> None:
    """Serve the review of an archive until Ctrl+C. Prints the address, which works once, and opens it."""
    _serve(partial(make_app, folder), host, port, password, who, open_browser=open_browser)


def serve_start(port: int, who: str, *, open_browser: bool) -> None:
    """Serve the page that asks for a folder, to this computer alone, until Ctrl+C."""
    _serve(make_start_app, "127.0.0.1", port, None, who, open_browser=open_browser)


def _serve(make: Callable[[Settings], Starlette], host: str, port: int, password: str | None, who: str, *,
           open_browser: bool) -> None:
    """Serve until Ctrl+C; then what was decided goes into the tables, which a second Ctrl+C leaves as they were."""
    listening = _listening(host, port)
    settings = Settings(host, listening.getsockname()[1], password, who)
    app = make(settings)
    address = address_of(settings, app.state.door.launch)
    print(address, flush=True)
    log.info("%s", say("Open this address in a browser on this computer; it works once. Ctrl+C ends it."))
    if open_browser:
        Timer(0.5, webbrowser.open, [address]).start()
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    with listening, suppress(KeyboardInterrupt):  # Ctrl+C is how the review ends
        uvicorn.Server(config).run(sockets=[listening])
    if app.state.folder:
        _leave(app.state.folder)


def _leave(folder: Path) -> None:
    """Bring tables and overview up to date with what was decided, unless all tables would have to be written."""
    with Store(folder / NAME, read_only=True) as store:
        decisions, whole = written.waiting(store.db), store.tables_stale
    if decisions and (whole or not _renewed(folder, decisions)):
        log.info("%s", say("Tables on disk are as they were; bring them up to date with: baocao overview {}", folder))


def _renewed(folder: Path, decisions: int) -> bool:
    log.info("%s", say("{} decisions go into the tables and the overview now; Ctrl+C leaves it.", decisions))
    try:
        renew(folder)
        write_overview(folder)
    except (KeyboardInterrupt, AlreadyRunning):
        return False
    return True


def address_of(settings: Settings, token: str) -> str:
    """The launch link, by an address that this computer reaches itself at."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{settings.port}/start?token={token}"


def _listening(host: str, port: int) -> socket.socket:
    """A socket on the port, or on a free one where somebody else has it. Raises `NotHere`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in dict.fromkeys((port, 0)):
        found = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there it would let two programs share the port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, wanted))
        except OSError as error:
            found.close()
            if error.errno in NOT_HERE or isinstance(error, socket.gaierror):
                raise NotHere(say("'{}' is no address of this computer.", host)) from error
            if wanted == 0:
                raise
        else:
            return found
    raise AssertionError("the loop returns or raises")
