"""People: the signer, and whoever is named with a title: `bà Đinh Thị Reo`, `Chủ tịch UBND xã Hồ Văn Bé`.

Two syllables with capitals in a row are the anchor; what stands before them says whether a person is
meant. A list of names behind one title (`các đồng chí: A, B và C`) is read to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import regex

from extract.document import Document
from extract.recognizers.citations.issuers import CLASS_WORDS, issuer_at
from extract.recognizers.names import name_at, proper, surnames
from extract.records import HeaderField, Person
from extract.vocab import rows

CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
# The standard library's re takes 60 µs over 15,000 letters here, regex 330: it looks for the space first.
ANCHOR = re.compile(rf" [{CAPITALS}]\w*(?= [{CAPITALS}]|['’])")
LINE = re.compile(rf"\n(?=([{CAPITALS}]\w*)(?: [{CAPITALS}](?![{CAPITALS}])\w*){{2}})")
REACH = 100
ADDRESS = regex.compile(
    r"(?:^|(?<=[^\p{L}]))(?P<many>(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|\d{1,2})\s+)?"
    r"(?P<word>(?i:ông|bà|đồng chí|đ/c|anh hùng|anh|chị|cụ|cô|thầy|già làng|nghệ nhân|"
    r"liệt s[ĩỹ]|bác sĩ|y sĩ))"
    r"(?P<pair>,?\s*+(?:và|\(?|/)?\s*+(?i:bà|ông|anh|chị)\)?)?"
    r"\s*+(?P<colon>:)?\s*+(?:sau\s*:)?\s*+(?:[-+•*–]|\d{1,2}[.)])?\s*+$")
# The last syllable of ADDRESS; or a colon, an item's mark.
LAST_WORDS = frozenset("ông bà chí đ/c anh chị hùng cụ cô thầy làng nhân sĩ sỹ".split())
LAST_MARKS = frozenset(":)-+.•*–")
# Last signs of the two; most names have other letters before them, and nothing more is to be asked.
LAST_SIGNS = frozenset("".join(word[-1] + word[-1].upper() for word in LAST_WORDS) + " \n") | LAST_MARKS
# Between two names of a list: a mark or `và`, an item's number; in brackets or up to the mark, a remark.
MARK = (r"\s*+(?:[,;.]|(?<=\s)và(?=\s)|(?<=\s)cùng(?=\s)|\n)\s*+(?:và\s++)?(?:[-+•*–]\s*+|\d{1,2}[.)]\s*+)?"
        r"(?:(?i:đồng chí|đ/c|ông|bà)\s*+:?\s*+)?")
BETWEEN = tuple(regex.compile(remark + MARK) for remark in (
    "", r"\s*+\([^()\n]{0,60}\)", r"\s*+[-–,:][^;\n]{1,90}(?=[;\n])"))
BEFORE_ROLE = regex.compile(r"\s*+(?:\(|[-–,:]\s*+)\s*+"
                            r"(?:(?:hiện\s+)?là\s+|giữ\s+chức(?:\s+vụ)?\s+|chức\s+vụ:?\s+)?(?=\p{L})")
# Before a name whose position stands behind it: nothing, a mark or an item's number, or `và`, never `trường`.
OPEN = re.compile(r"(?:[\n;:,.(–+*•-]|\n ?\d{1,2}[.)/]| \d{1,2}[.)]| (?:và|gồm|cùng|với|do)) $")
# Every position has one of these.
TITLE_ENDS = ("tịch", "thư", "tướng", "rưởng", "đốc", "viên", "nhiệm", "ký", "án", "hòng", "tra", "ban",
              "phó", "toán", "chức", "bộ", "biểu", "trì", "tọa", "trách", "ủy", "thôn", "ấp", "làng")
UNIT = regex.compile(r" (?:thôn|xã|phường|huyện|tỉnh|thị trấn|thành phố|đặc khu|nước|làng|bản|ấp|chi bộ|"
                     r"khu phố)(?!\w)")
UNIT_NAME = regex.compile(r"(?: \p{Lu}[\p{L}'’]*+){1,3}")


class Lead(NamedTuple):
    """What stands before a name: the title as written, if it is a position, if a list may follow."""

    role: str
    position: bool
    plural: bool


def find_people(document: Document, header_fields: Iterable[HeaderField] = ()) -> Iterator[Person]:
    """The signer and everyone named with a title, in order of start.

    >>> from extract.document import Piece, Reading, compose
    >>> text = "Có ông Giàng A Páo, Trưởng thôn; các đồng chí: Lê Văn Tám, Hồ Thị Mai; Chủ tịch Hồ Chí Minh"
    >>> [(person.name, person.role) for person in find_people(compose(Reading([Piece(text)])))]
    [('Giàng A Páo', 'Trưởng thôn'), ('Lê Văn Tám', 'đồng chí'), ('Hồ Thị Mai', 'đồng chí')]
    """
    flow = document.flow
    signers = [(field.start, field.end, "signer") for field in header_fields if field.field == "signer"]
    # A name that begins a line may be one of a list, too: the list knows it first.
    people = {row[0]: row for row in (*_on_lines(flow), *_named(flow), *signers)}
    for start, end, role in sorted(people.values()):
        raw = flow[start:end]
        yield Person(doc_id=document.doc_id, start=start, end=end, raw=raw, name=proper(raw), role=role,
                     page=document.page_at(start))


def _named(flow: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and role of everyone named with a title."""
    done, family = 0, surnames()
    for match in ANCHOR.finditer(flow):
        start = match.start() + 1
        surname = match[0][1:].lower() in family and flow[match.end()] == " "
        if start < done or not (surname or flow[start - 2] in LAST_SIGNS):
            continue
        lead = _lead(flow, start, surname)
        end = name_at(flow, start) if lead else None
        if lead is None or end is None:
            if surname and OPEN.search(flow, max(start - 8, 0), start):
                yield from _with_role(flow, start)
            continue
        role, done = (lead.role, end) if lead.position else _role_after(flow, end)
        yield start, end, role or lead.role
        while lead.plural:
            following = _next_name(flow, done)
            if following is None:
                break
            start, end = following
            role, done = _role_after(flow, end)
            yield start, end, role or lead.role


def _with_role(flow: str, start: int) -> Iterator[tuple[int, int, str]]:
    """The name of three syllables or more at `start` with the position behind it: `Lê Văn Ba - Trưởng thôn`."""
    end = name_at(flow, start)
    role = _role_after(flow, end)[0] if end and flow.count(" ", start, end) > 1 else None
    if end and role:
        yield start, end, role


def _on_lines(flow: str) -> Iterator[tuple[int, int, str]]:
    """Those who begin a line, with a position behind the name."""
    for match in LINE.finditer(flow):
        if match[1].lower() in surnames():
            yield from _with_role(flow, match.end())


def _lead(flow: str, start: int, surname: bool) -> Lead | None:
    """What says that a name begins at `start`."""
    if _may_be_addressed(flow, start):
        low = max(0, start - 32)
        before = flow[low:start]
        address = ADDRESS.search(before) if any(map(before.lower().__contains__, LAST_WORDS)) else None
        if address and (address["word"][0].islower() or address["colon"]
                        or _is_address(flow, low + address.start(), start)):
            role = f"{address['word']}{address['pair'] or ''}".lower()
            return Lead(" ".join(role.split()), False, bool(address["many"] or address["pair"]))
    return _position_before(flow, start) if surname else None


def _may_be_addressed(flow: str, start: int) -> bool:
    """Whether the last word before `start` is one that addresses, or ends in a mark behind which a name may stand."""
    last = flow[start - 2]
    if last in LAST_MARKS:
        return True
    words = flow[max(0, start - 12):start - 1].rsplit(None, 1) if last in LAST_SIGNS else []
    return bool(words) and (words[-1].lower().lstrip("(“\"-") in LAST_WORDS or words[-1][-1] in LAST_MARKS)


def _is_address(flow: str, at: int, start: int) -> bool:
    """Whether `Ông`, `Bà`, `Anh` with a capital is an address: Bà Rịa, huyện Anh Sơn are places."""
    before = flow[max(0, at - 12):at].rstrip(" ")
    if _is_surname(flow, start):
        return before.split(" ")[-1] not in CLASS_WORDS
    opens = not before[-1:].isalpha() and not before.endswith(",")
    return opens and not flow.startswith(("Rịa", "Nà ", "Đốc"), start)


def _is_surname(flow: str, start: int) -> bool:
    return flow[start:start + 12].split(" ", 1)[0].lower() in surnames()


@cache
def _titles() -> regex.Pattern[str]:
    """Positions as prose writes them, the longest first."""
    titles = sorted((row["title"] for row in rows("titles")), key=len, reverse=True)
    alternatives = "|".join(map(regex.escape, titles))
    return regex.compile(rf"(?<!\p{{L}})(?:[Nn]guyên )?(?:[Pp]hó |[Qq]uyền )?(?i:{alternatives})(?!\w)")


@cache
def _cores() -> tuple[str, ...]:
    """The shortest positions, in small letters: one of them stands in every other."""
    titles = sorted({row["title"].lower() for row in rows("titles")}, key=len)
    return tuple(title for at, title in enumerate(titles) if not any(map(title.__contains__, titles[:at])))


def _position_before(flow: str, start: int) -> Lead | None:
    """The position that leads to the name: nothing but an organ's name may stand between."""
    low = max(flow.rfind("\n", max(0, start - REACH), start) + 1, start - REACH, 0)
    window = flow[low:start]
    if not any(map(window.__contains__, TITLE_ENDS)) or not any(map(window.lower().__contains__, _cores())):
        return None
    found = list(_titles().finditer(flow, low, start))
    if not found:
        return None
    title = found[-1]
    between = flow[title.end():start].strip(" :")
    if not between and len(flow[start:name_at(flow, start) or start].split()) < 3:
        return None  # Bí thư Cao Bằng, Phó Bí thư Đoàn Trường
    if between and not _is_organ(flow, title.end() + 1, start, between):
        return None
    last = between.rpartition(" ")[2]
    if last in CLASS_WORDS and not _is_surely_person(flow, start):
        return None
    return Lead(" ".join(flow[title.start():start].strip(" :").split()), True, False)


def _is_organ(flow: str, at: int, start: int, between: str) -> bool:
    if between in CLASS_WORDS:
        return True
    end = issuer_at(flow, at)
    return end is not None and end >= start - 1


def _is_surely_person(flow: str, start: int) -> bool:
    """Behind a class word: only a name with a person's middle syllable that no street or ward bears."""
    end = name_at(flow, start)
    syllables = flow[start:end].lower().split() if end else []
    return len(syllables) > 2 and syllables[1] in ("văn", "thị") and " ".join(syllables) not in _places()


@cache
def _places() -> frozenset[str]:
    """Names of people that streets, schools and wards bear, in small letters."""
    return frozenset(row["name"].lower() for row in rows("memorial_names"))


def _role_after(flow: str, end: int) -> tuple[str | None, int]:
    """The position behind a name (`, Chủ tịch UBND xã`), and where it ends."""
    before = BEFORE_ROLE.match(flow, end, end + 40)
    title = _titles().match(flow, before.end()) if before else None
    if title is None:
        return None, end
    at = title.end()
    named = title[0].rpartition(" ")[2] in CLASS_WORDS or flow[at:at + 1] != " "  # Trưởng thôn Gò Tranh
    organ = None if named else issuer_at(flow, at + 1)
    if organ is None:
        unit = UNIT.match(flow, at)
        organ = unit.end() if unit else at
    name = UNIT_NAME.match(flow, organ)
    if name and _is_surname(flow, organ + 1) and name_at(flow, organ + 1):
        return None, end  # the position is the next one's: `Tô Lâm, Thủ tướng Phạm Minh Chính`
    organ = name.end() if name else organ
    return " ".join(flow[title.start():organ].split()), organ


def _next_name(flow: str, at: int) -> tuple[int, int] | None:
    """The next name of a list, if there is one."""
    for pattern in BETWEEN:
        between = pattern.match(flow, at, at + 120)
        start = between.end() if between else at
        if start > at and (_is_surname(flow, start) or "'" in flow[start + 1:start + 3]):
            end = name_at(flow, start)
            if end:
                return start, end
    return None
