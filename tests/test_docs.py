"""The pages that people read first: every command in them works and says what is written there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.cli.examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.vi.md", "CONTRIBUTING.md")
BLOCK = re.compile(r"^```(console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
LINK = re.compile(r"\]\(([^)#:]+)\)")
# A part of the sample in which everything is that the pages show; counts are compared as such, not by number.
PARTS = ("Quảng Trị/Huyện Hướng Hóa", "Bình Thuận", "Quảng Ngãi")
TARGETS = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def blocks(page: str, kind: str) -> Iterator[str]:
    """The blocks of a kind on a page."""
    words = (ROOT / page).read_text(encoding="utf-8")
    return (body for found, body in BLOCK.findall(words) if found == kind)


def commands(page: str) -> list[str]:
    """The lines to type that are shown without what they print."""
    return [line for body in blocks(page, "sh") for line in body.splitlines() if line.strip()]


def sessions(page: str) -> list[tuple[str, str]]:
    """Each command that is shown with what it prints."""
    parts = [part for body in blocks(page, "console") for part in body.split("$ ")[1:]]
    return [(command, printed) for command, _, printed in (part.partition("\n") for part in parts)]


def missing(printed: str, output: str) -> list[str]:
    """The lines of a page that do not come in the output in their order; `...` stands for anything.

    >>> missing("73 files\\n...\\nTables: ...", "5 files\\nlater\\nTables: here"), missing("a\\nb", "b\\na")
    ([], ['b'])
    """
    left, lost = iter(output.splitlines()), []
    for line in (line for line in printed.splitlines() if line != "..."):
        pattern = ".*".join(re.escape(NUMBER.sub("#", part)) for part in line.split("..."))
        if not any(re.fullmatch(pattern, NUMBER.sub("#", found)) for found in left):
            lost.append(line)
            left = iter(())
    return lost


def check(command: str) -> None:
    """That there is such a command, and that it takes these options."""
    at: click.Command = cli
    name, *words = shlex.split(command)
    assert name == "baocao", command
    while isinstance(at, click.Group) and words:
        known = at.commands
        at = known[words.pop(0)] if words[0] in known else known["run"]
    options = {option for parameter in at.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options, command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    for part in PARTS:
        shutil.copytree(ROOT / "corpora" / "sample" / part, folder / "corpora" / "sample" / part)
    return folder


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_commands_print_what_is_written(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    shown = sessions(page)
    assert len(shown) >= 5
    for command, printed in shown:
        result = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert result.exit_code == 0, f"{command}\n{result.output}"
        assert missing(printed, result.output) == [], f"{command}\n{result.output}"


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_only_named_exist(page: str) -> None:
    for command in commands(page):
        first, *rest = shlex.split(command)
        if first == "baocao":
            check(command)
        elif first == "make":
            assert rest[0] in TARGETS, command
        else:
            assert first in ("pip", "pipx", "python", "git"), command


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_are_there(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_pictures_are_small() -> None:
    assert [path.name for path in (ROOT / "docs" / "pictures").iterdir() if path.stat().st_size >= 200_000] == []


def named(command: click.Command, name: str = "baocao") -> dict[str, click.Command]:
    """All commands by their whole name."""
    below = getattr(command, "commands", {})
    return {name: command} | {full: found for part, one in below.items() for full, found in named(one, f"{name} {part}"
                                                                                                  ).items()}


def test_every_command_has_examples_in_its_help_and_is_named_on_the_page() -> None:
    assert set(named(cli)) == set(EXAMPLES)
    for name, lines in EXAMPLES.items():
        shown = CliRunner().invoke(cli, [*name.split()[1:], "--help"]).output
        assert all(line in shown for line in lines), name
        for line in lines:
            check(line)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"baocao {name}" not in page] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    asked = {"_BAOCAO_COMPLETE": f"{shell}_complete", "COMP_WORDS": "baocao aud",
             "COMP_CWORD": "aud" if shell == "fish" else "1"}
    done = subprocess.run([sys.executable, "-c", "from pipelines.cli import main; main()"], capture_output=True,
                          text=True, timeout=60, check=False, env={**os.environ, **asked})
    assert "audit" in done.stdout
