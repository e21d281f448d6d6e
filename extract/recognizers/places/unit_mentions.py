"""Where a text names an administrative unit: a class word with capitals behind it (`UBND huyện Ba Tơ`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from extract.recognizers.places.units import Match, guesses, matches


class Word(NamedTuple):
    """A row: a word before a unit's name, its class, the levels that it may be of, an example."""

    word: str
    kind: str
    levels: tuple[str, ...]
    example: str


WORDS = (
    Word("xã", "xã", ("xã",), "xã Ba Bích"),
    Word("phường", "phường", ("xã",), "phường Trương Quang Trọng"),
    Word("thị trấn", "thị trấn", ("xã",), "thị trấn Ba Tơ"),
    Word("đặc khu", "đặc khu", ("xã",), "đặc khu Lý Sơn"),
    Word("huyện", "huyện", ("huyện",), "huyện Ba Tơ"),
    Word("quận", "quận", ("huyện",), "quận Hải Châu"),
    Word("thị xã", "thị xã", ("huyện",), "thị xã Đức Phổ"),
    Word("thành phố", "thành phố", ("tỉnh", "huyện"), "thành phố Quảng Ngãi"),
    Word("tỉnh", "tỉnh", ("tỉnh",), "tỉnh Bắc Kạn"),
    Word("huyện ủy", "huyện", ("huyện",), "Huyện ủy Minh Long"),
    Word("quận ủy", "quận", ("huyện",), "Quận ủy Hải Châu"),
    Word("thị ủy", "thị xã", ("huyện",), "Thị ủy Đức Phổ"),
    Word("thành ủy", "thành phố", ("tỉnh", "huyện"), "Thành ủy Quảng Ngãi"),
    Word("tỉnh ủy", "tỉnh", ("tỉnh",), "Tỉnh ủy Quảng Ngãi"),
    Word("huyện đoàn", "huyện", ("huyện",), "Huyện đoàn Minh Long"),
    Word("quận đoàn", "quận", ("huyện",), "Quận đoàn Hải Châu"),
    Word("thị đoàn", "thị xã", ("huyện",), "Thị đoàn Đức Phổ"),
    Word("thành đoàn", "thành phố", ("tỉnh", "huyện"), "Thành đoàn Đà Nẵng"),
    Word("tỉnh đoàn", "tỉnh", ("tỉnh",), "Tỉnh đoàn Quảng Ngãi"),
    Word("tp", "thành phố", ("tỉnh", "huyện"), "TP. Quảng Ngãi"),
    Word("tx", "thị xã", ("huyện",), "TX Đức Phổ"),
)
BY_WORD = {form: row for row in WORDS for form in (row.word, row.word.replace("ủy", "uỷ"))}
# Ends of the class words. A capital behind one of them is rare and so is found fastest: a pattern of all
# words takes five times as long.
ENDS = ("xã ", "Xã ", "hường ", " trấn ", " khu ", "uyện ", "uận ", " phố ", "ỉnh ", "ủy ", "uỷ ", " đoàn ",
        "TP", "Tp", "TX")
WORD = regex.compile(rf"(?<!\w)(?:{'|'.join(sorted(BY_WORD, key=len, reverse=True))}) ?$", regex.IGNORECASE)
LONGEST = max(map(len, BY_WORD)) + 2
CAP = r"(?:Nông trường|\p{Lu}[\w'’]*+)"  # thị trấn Nông trường Việt Lâm
NAME = rf"{CAP}(?:(?: | ?[-–] ?){CAP}){{0,4}}+(?: \d{{1,2}}(?![\d/.,%]))?+"
RUN = regex.compile(rf"(?:\. ?| )?(?P<name>{NAME}|\d{{1,2}}+(?![\d/.,%]))")
NEXT = regex.compile(rf"(?:[,;]| và)(?: và)? (?P<name>{NAME})")
DASH = regex.compile(r" ?[-–] ?")
NUMBERED = ("phường", "quận")  # Phường 1, Quận 3
# What stands before the class word: a body that gives orders or writes, or a list of units.
BODIES = ("UBND ", "HĐND ", "MTTQ ", "hân dân ", "Việt Nam ", "ảng bộ ", "ảng ủy ", "ảng uỷ ", "ông an ",
          "ường trực ", "TT ")
BODY = regex.compile(r"(?<!\w)(?:[Pp]hòng (?=\p{Lu})|Ban |Chi cục |Hội |Sở |Đoàn )"
                     r"(?:(?!tại |ở |đã |về |trên |đến |từ |cho |sang )[\w&,-]++ ){1,9}+$")
SEVERAL = ("các ", "những ", "hai ", "ba ", "bốn ", *(f"{digit} " for digit in range(10)))
COOPERATIVE = "tác "  # hợp tác xã
PARTY = ("ủy", "đoàn")


class Mention(NamedTuple):
    """A unit named in a text: its class, the levels that it may be of, the run of capitals with its name."""

    start: int
    end: int
    kind: str
    levels: tuple[str, ...]
    name: str
    authority: bool = False

    def at(self, level: str) -> bool:
        """Whether it may be of that level."""
        return level in self.levels


def find_mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Every unit that the text names with its class word, in order.

    >>> words = "Phòng Nội vụ huyện Ba Tơ và các xã Ba Dinh, Ba Lễ; hợp tác xã Ba Tơ"
    >>> [(found.kind, found.name, found.authority) for found in find_mentions(words)]
    [('huyện', 'Ba Tơ', True), ('xã', 'Ba Dinh', False), ('xã', 'Ba Lễ', False)]
    """
    for at in sorted(_ends(text, start, len(text) if end is None else end)):
        word, run = WORD.search(text, max(at - LONGEST, 0), at), RUN.match(text, at)
        if word and run and not text.endswith(COOPERATIVE, 0, word.start()):
            yield from _mentions(text, word, run)


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a class word may end that has a capital or a number behind it."""
    for needle in ENDS:
        at = text.find(needle, start, end)
        while at >= 0:
            after = at + len(needle)
            letter = text[after:after + 1]
            if letter.isupper() or letter.isdigit() or (letter in ". " and len(needle) == 2):
                yield after
            at = text.find(needle, after, end)


def _mentions(text: str, word: regex.Match[str], run: regex.Match[str]) -> Iterator[Mention]:
    """The mention of a class word and the run behind it, and the others of a list."""
    row = BY_WORD[word[0].strip().lower()]
    if run["name"][0].isdigit() and row.kind not in NUMBERED:
        return
    before = text[max(word.start() - 50, 0):word.start()]
    several = before.endswith(SEVERAL)
    authority = not several and (
        row.word.endswith(PARTY) or before.endswith(BODIES) or BODY.search(before) is not None)
    yield Mention(word.start(), run.end(), row.kind, row.levels, run["name"], authority)
    if several:
        yield from _others(text, run.end(), row)


def _others(text: str, at: int, row: Word) -> Iterator[Mention]:
    """The other units of a list: `các xã Ba Dinh, Ba Lễ và Ba Nam`."""
    while (match := NEXT.match(text, at)) and any(
            meant(match["name"], level) or guesses(match["name"], level) for level in row.levels):
        at = match.end()
        yield Mention(match.start("name"), at, row.kind, row.levels, match["name"])


@lru_cache(maxsize=16384)
def meant(run: str, level: str) -> tuple[Match, ...]:
    """The units of a level that a run of capitals begins with; the rest must be something else.

    A single word more may belong to a name that is not known: `Tân Lập Đông` is not `Tân Lập`.

    >>> [found.unit.name for found in meant("Ba Bích - Ba Tơ", "xã")], meant("Ba Bích Đông", "xã")
    (['Ba Bích'], ())
    """
    return next((found for name in beginnings(run) if (found := matches(name, level))), ())


def beginnings(run: str) -> Iterator[str]:
    """The run, then less and less of it: without a number, up to a dash, or with two words left over.

    >>> list(beginnings("Ba Bích - Ba Tơ")), list(beginnings("Ba Bích Hồ Văn")), list(beginnings("Ba Bích 12"))
    (['Ba Bích - Ba Tơ', 'Ba Bích'], ['Ba Bích Hồ Văn', 'Ba Bích'], ['Ba Bích 12', 'Ba Bích'])
    """
    yield run
    if run[-1:].isdigit() and " " in run:
        run = run[:run.rindex(" ")]
        yield run
    parts = DASH.split(run)
    if len(parts) > 1:
        yield from (" - ".join(parts[:size]) for size in range(len(parts) - 1, 0, -1))
        return
    words = run.split(" ")
    yield from (" ".join(words[:size]) for size in range(len(words) - 2, 1, -1))
