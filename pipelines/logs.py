"""Messages: to standard error, as sentences or, for programs, as one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class Stderr(logging.Handler):
    """Writes to whatever standard error is at that moment: a progress bar stays below the lines."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record."""
        print(self.format(record), file=sys.stderr, flush=True)


class Sentences(logging.Formatter):
    """The message; its level goes before it only where something is wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = super().format(record)
        return f"{record.levelname.lower()}: {line}" if record.levelno >= logging.WARNING else line


class Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the fields given as `extra={"data": ...}`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"time": time, "level": record.levelname.lower(), "logger": record.name,
                "message": super().format(record)}
        return json.dumps(said | getattr(record, "data", {}), ensure_ascii=False, default=str)


def configure(*, quiet: bool = False, verbose: bool = False, json_log: bool = False) -> None:
    """Set all messages up. It comes before any library that would do so itself (underthesea does)."""
    handler = Stderr()
    handler.setFormatter(Json() if json_log else Sentences())
    logging.basicConfig(handlers=[handler], level=logging.ERROR, force=True)
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.INFO
    logging.getLogger("baocao").setLevel(level)
    # A line for every document: for people only on demand, for programs always.
    logging.getLogger("baocao.documents").setLevel(logging.DEBUG if json_log and not quiet else level)


def use_utf8() -> None:
    """Vietnamese on every console and in every pipe: cp1252, the default of many Windows PCs, lacks it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")
