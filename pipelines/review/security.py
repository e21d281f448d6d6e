"""Who may see the pages, from where, and what a browser may do with them.

A launch link that works once, or a password, gives a strict cookie; whatever changes something must come from our
own pages (Origin) with the session's token; names other than ours (DNS rebinding) are turned away.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                               "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all, browsers give a form no Origin either
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/start", "/login", "/static/")  # what is answered without a session
LARGEST_BODY = 256 * 1024
MOST_SESSIONS, MOST_TRIES, A_MINUTE = 200, 10, 60.0
ANYWHERE = ("0.0.0.0", "::", "")


class Settings(NamedTuple):
    """Where the page is served, the password if there is one, and the name that decisions bear if none is given."""

    host: str = "127.0.0.1"
    port: int = 0
    password: str | None = None
    who: str = "?"


@dataclass
class Session:
    """Somebody who came in: the name that decisions bear, and the token that changes must bring."""

    who: str
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class Door:
    """Who came in, and how one comes in."""

    def __init__(self, settings: Settings) -> None:
        """With a fresh launch token."""
        self.settings = settings
        self.cookie = f"baocao_{settings.port}"
        self.launch: str | None = secrets.token_urlsafe(32)
        self.sessions: dict[str, Session] = {}
        self.failures: list[float] = []

    def by_launch(self, token: str) -> Response | None:
        """A session for the launch token, which is then used up."""
        if self.launch is None or not hmac.compare_digest(token.encode(), self.launch.encode()):
            return None
        self.launch = None
        return self._let_in(self.settings.who)

    def by_password(self, password: str, who: str) -> Response | None:
        """A session for the password; ten wrong ones in a minute close the door for that minute."""
        now = time.monotonic()
        self.failures = [then for then in self.failures if now - then < A_MINUTE]
        known = self.settings.password
        if known is None or len(self.failures) >= MOST_TRIES:
            return None
        if not hmac.compare_digest(*(hashlib.sha256(word.encode()).digest() for word in (password, known))):
            self.failures.append(now)
            return None
        return self._let_in(who or self.settings.who)

    def _let_in(self, who: str) -> Response:
        key = secrets.token_urlsafe(32)
        self.sessions[key] = Session(who)
        while len(self.sessions) > MOST_SESSIONS:
            del self.sessions[next(iter(self.sessions))]
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self.cookie, key, httponly=True, samesite="strict", path="/")
        return answer

    def session(self, headers: Headers) -> Session | None:
        """The session that a request belongs to."""
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return None
        return self.sessions.get(cookies[self.cookie].value) if self.cookie in cookies else None


def is_ours(host: str, settings: Settings) -> bool:
    """Whether a Host header names this server: loopback and the host it was told, or, where it listens
    everywhere, an address or this machine's name.

    >>> [is_ours(host, Settings(port=8)) for host in ("127.0.0.1:8", "localhost:8", "127.0.0.1:9", "evil.example:8")]
    [True, True, False, False]
    >>> [is_ours(host, Settings("0.0.0.0", 80)) for host in ("10.0.0.7:80", "[fe80::1]", "evil.example")]
    [True, True, False]
    """
    name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    name, port = (name, port) if name and port.isdigit() else (host, "80")
    name = name.strip("[]").casefold()
    if port != str(settings.port):
        return False
    if name in ("127.0.0.1", "localhost", "::1", settings.host.casefold()):
        return True
    return settings.host in ANYWHERE and (name == socket.gethostname().casefold() or _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Turns away what is not ours before any page is asked, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Around the application."""
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        session = self.door.session(request.headers)
        scope.setdefault("state", {})["session"] = session
        refusal = self._refusal(request, session)
        await (refusal or self.app)(scope, receive, with_headers)

    def _refusal(self, request: Request, session: Session | None) -> Response | None:
        headers, path = request.headers, request.url.path
        host = headers.get("host", "")
        if not is_ours(host, self.door.settings):
            return PlainTextResponse("Địa chỉ này không phải của trang soát.", 421)
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Không được phép.", 405)
        if request.method == "POST" and headers.get("origin") != f"http://{host}":
            return PlainTextResponse("Yêu cầu không đến từ trang này.", 403)
        if request.method == "POST" and not 0 <= _length(headers) <= LARGEST_BODY:
            return PlainTextResponse("Yêu cầu quá lớn.", 413)
        if path.startswith(OPEN):
            return None
        if session is None:
            return RedirectResponse("/login", 303) if request.method == "GET" else PlainTextResponse(
                "Phiên làm việc đã hết. Mở lại trang từ lệnh baocao review.", 401)
        if request.method == "POST" and not hmac.compare_digest(
                headers.get("x-csrf-token", "").encode(), session.csrf.encode()):
            return PlainTextResponse("Yêu cầu thiếu mã xác nhận. Tải lại trang.", 403)
        return None


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isdigit() else -1
