"""Old and damaged office files as .docx, by LibreOffice, in a process group that is killed for sure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.errors import Unreadable
from extract.options import Convert
from pipelines.doctor import find_program

SECONDS = 60  # a start takes 3 to 8; LibreOffice has been seen to stall for good
TARGET = "docx:MS Word 2007 XML"
# Tried in order; without them, what is no office file at all is opened as plain text.
FILTERS = {".doc": ("MS Word 97", "MS WinWord 6.0")}
# No macro is run, no link followed, nothing loaded from outside.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converter() -> Convert | None:
    """What turns office files into .docx; None where LibreOffice is missing. It may be sent to other processes."""
    path = find_program("soffice") or find_program("libreoffice")
    return partial(convert, path) if path else None


def convert(program: str, data: bytes, suffix: str) -> bytes:
    """The file as the bytes of a .docx; `suffix` says what it is (`.doc`).

    Raises `Unreadable` (`damaged`) where LibreOffice cannot open it or does not end in time.
    """
    with TemporaryDirectory(prefix="baocao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        source, target = folder / f"file{suffix}", folder / "out" / "file.docx"
        source.write_bytes(data)
        for filter in FILTERS.get(suffix, ("",)):
            _run([program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nologo",
                  "--nodefault", *([f"--infilter={filter}"] if filter else []),
                  "--convert-to", TARGET, "--outdir", str(target.parent), str(source)])
            if target.is_file():
                return target.read_bytes()
    raise Unreadable("damaged", "The file is damaged; LibreOffice cannot open it either.")


def _run(command: list[str]) -> None:
    """Runs a program and ends it with all that it started. Raises `Unreadable` where it does not end by itself."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet,
                          start_new_session=sys.platform != "win32") as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unreadable("damaged", f"LibreOffice did not open the file within {SECONDS} seconds.") from error
        finally:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and its children, also those that outlived it."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
