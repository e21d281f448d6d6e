"""Whether two mentions in two reports are one model: name, owner and place set side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio, token_sort_ratio

from pipelines.resolve.keys import Key

LONG_SAME, LONG_SLIP, LONG_SHORT = 4, 6, 5  # so many syllables tell enough by themselves
FEW = 3  # fewer syllables are no name to compare
SLIP_LETTERS = 4  # in shorter words one letter makes another word: bò, bơ; lợn, lươn
NEAR, OWNER_NEAR, PLACE_NEAR = 88, 90, 88
CROWD = 40  # two syllables that so many names of a commune share tell nothing


class Profile(NamedTuple):
    """All by which a mention is told from another one."""

    name: Key
    owner: Key | None
    place: Key | None


class Verdict(NamedTuple):
    """`level` above 0: one model, the surer the higher; 0: doubtful, for the reason given."""

    level: int
    reason: str


def judge(a: Profile, b: Profile) -> Verdict | None:
    """One model, doubtful, or (None) two.

    >>> from pipelines.resolve.keys import name_key, owner_key
    >>> one, other = name_key("Hũ gạo tiết kiệm"), name_key("“Hũ gạo tiết kiệm vì phụ nữ nghèo”")
    >>> women, front = owner_key("Hội LHPN xã"), owner_key("UBMTTQVN xã")
    >>> judge(Profile(one, women, None), Profile(one, women, None)).level
    3
    >>> judge(Profile(one, women, None), Profile(other, women, None))
    Verdict(level=0, reason='tên rút gọn')
    >>> judge(Profile(one, women, None), Profile(one, front, None)) is None
    True
    """
    kind = names_alike(a.name, b.name)
    if kind is None:
        return None
    facts = (owners_agree(a.owner, b.owner), places_agree(a.place, b.place))
    agreed, against = facts.count(True), facts.count(False)
    if against:
        what = "chủ thể" if facts[0] is False else "địa điểm"
        return Verdict(0, f"khác {what}") if agreed and kind != "near" else None
    return JUDGES[kind](agreed, min(len(a.name.words), len(b.name.words)))


def _same(agreed: int, syllables: int) -> Verdict:
    if agreed or syllables >= LONG_SAME:
        return Verdict(2 + agreed, "")
    return Verdict(0, "cùng tên ngắn, không rõ chủ thể")


def _slip(agreed: int, syllables: int) -> Verdict:
    if agreed or syllables >= LONG_SLIP:
        return Verdict(1 + agreed, "")
    return Verdict(0, "tên khác một chữ, không rõ chủ thể")


def _short(agreed: int, syllables: int) -> Verdict | None:
    if agreed == 2 or (agreed and syllables >= LONG_SHORT):
        return Verdict(agreed, "")
    return Verdict(0, "tên rút gọn") if agreed or syllables >= LONG_SHORT else None


def _near(agreed: int, _: int) -> Verdict | None:
    return Verdict(0, "tên gần giống") if agreed else None


JUDGES = {"same": _same, "slip": _slip, "short": _short, "near": _near}


@lru_cache(maxsize=65_536)
def names_alike(a: Key, b: Key) -> str | None:
    """same, slip (a letter, lost accents or spaces), short (one begins or ends the other), near, or None.

    >>> from pipelines.resolve.keys import name_key
    >>> [names_alike(name_key(a), name_key(b)) for a, b in (
    ...     ("Camera an ninh", "CAMERA AN NINH"), ("Camera giám sát an ninh", "Camera giám sat an ninh"),
    ...     ("Nuôi bò sinh sản", "Nuôi dê sinh sản"), ("Tuyến đường hoa thôn 1", "Tuyến đường hoa thôn 2"))]
    ['same', 'slip', None, None]
    """
    if a.words == b.words:
        return "same"
    if numbers(a) != numbers(b) or min(len(a.words), len(b.words)) < FEW:
        return None
    if a.joined == b.joined or _one_word_slips(a, b):
        return "slip"
    short, long = sorted((a.plain, b.plain), key=len)
    if long[: len(short)] == short or long[-len(short):] == short:
        return "short"
    if len(short) == len(long) and _one_word_differs(short, long):
        return None  # nuôi bò, nuôi dê: the word that differs is the one that tells
    return "near" if token_sort_ratio(" ".join(short), " ".join(long)) >= NEAR else None


def numbers(key: Key) -> list[str]:
    """The words with a digit: `thôn 1` is never `thôn 2`, nor `5 không` `6 không`."""
    return sorted(word for word in key.words if any(letter.isdigit() for letter in word))


def _one_word_slips(a: Key, b: Key) -> bool:
    if len(a.plain) != len(b.plain) or len(a.plain) < FEW + 1:
        return False
    apart = [(x, y) for x, y in zip(a.plain, b.plain, strict=True) if x != y]
    return len(apart) == 1 and min(map(len, apart[0])) >= SLIP_LETTERS and Levenshtein.distance(*apart[0]) == 1


def _one_word_differs(a: Sequence[str], b: Sequence[str]) -> bool:
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1


@lru_cache(maxsize=65_536)
def owners_agree(a: Key | None, b: Key | None) -> bool | None:
    """Whether two owners are one; None where it is not known.

    >>> from pipelines.resolve.keys import owner_key
    >>> [owners_agree(owner_key("Hội LHPN xã"), owner_key(other)) for other in (
    ...     "Hội Phụ nữ", "Chi hội phụ nữ thôn 2", None, "Hội Phụ nữ thôn 2")]
    [True, False, None, None]
    """
    if a is None or b is None:
        return None
    short, long = sorted((a.plain, b.plain), key=len)
    if long[: len(short)] == short:
        return None if PLACES & set(long[len(short):]) else True
    return numbers(a) == numbers(b) and ratio(a.joined, b.joined) >= OWNER_NEAR


PLACES = frozenset("thon ap ban buon lang xom khom khoi khu pho".split())


@lru_cache(maxsize=65_536)
def places_agree(a: Key | None, b: Key | None) -> bool | None:
    """Whether two places are one; None where it is not known, as where one holds the other."""
    if a is None or b is None or a.joined == b.joined:
        return True if a and b else None
    if set(a.plain) < set(b.plain) or set(b.plain) < set(a.plain):
        return None
    return numbers(a) == numbers(b) and len(a.plain) == len(b.plain) and ratio(a.joined, b.joined) >= PLACE_NEAR


def pairs_to_judge(names: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """Different names of one commune that may be one: they share two syllables that stand side by side.

    What most names share (`tuyến đường`) is passed over, so that there are never all pairs.
    """
    shelves: dict[object, list[int]] = {}
    for at, name in enumerate(names):
        for shelf in {name.joined, *zip(name.plain, name.plain[1:], strict=False)}:
            shelves.setdefault(shelf, []).append(at)
    near = {pair for shelf in shelves.values() if len(shelf) <= CROWD for pair in combinations(shelf, 2)}
    for one, other in sorted(near):
        yield names[one], names[other]

