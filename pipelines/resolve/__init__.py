"""The same model of the same commune in several reports: a line of life. Conservative, and deterministic.

Two mentions are one when the names agree and the owner or the place does, or when a long name is the same and
neither speaks against it. What a report states apart stays apart. What is neither sure nor ruled out is doubtful.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pipelines.resolve.keys import name_key, owner_key, place_key
from pipelines.resolve.pairs import Profile, Verdict, judge, owners_agree, pairs_to_judge, places_agree


class Sighting(NamedTuple):
    """A model in a report: `unit` tells communes apart, `unit_name` may stand in names, `now` is its heir."""

    doc_id: str
    unit: Hashable
    unit_name: str
    name: str
    owner: str | None = None
    place: str | None = None
    now: str | None = None
    is_new: bool = False  # of a report since the communes were put together


class Doubt(NamedTuple):
    """Two lines that may be one: a sighting of each, and why it is not sure."""

    one: int
    other: int
    reason: str


class Linked(NamedTuple):
    """Lines of life as indices of sightings, and doubtful pairs."""

    lines: list[list[int]]
    doubts: list[Doubt]


@dataclass(slots=True, eq=False)
class Line:
    """Sightings that are one model, with the reports and the profiles they have."""

    sightings: list[int]
    docs: set[str]
    profiles: dict[Profile, None] = field(default_factory=dict)

    def clashes(self, other: Line) -> bool:
        """Whether any owner or place of the one speaks against one of the other."""
        return any(owners_agree(a.owner, b.owner) is False or places_agree(a.place, b.place) is False
                   for a in self.profiles for b in other.profiles)


def link(sightings: Sequence[Sighting]) -> Linked:
    """The lines of life of all communes, by their first sighting, and the pairs that are doubtful.

    >>> seen = [Sighting("2021", "Ba Bích", "Ba Bích", "Hũ gạo tiết kiệm", "Hội LHPN xã"),
    ...         Sighting("2022", "Ba Bích", "Ba Bích", "mô hình “hũ gạo tiết kiệm”", "Hội Phụ nữ"),
    ...         Sighting("2022", "Ba Bích", "Ba Bích", "Xanh sạch đẹp"),
    ...         Sighting("2023", "Ba Bích", "Ba Bích", "Xanh, sạch, đẹp", "Hội CCB")]
    >>> link(seen)
    Linked(lines=[[0, 1], [2], [3]], doubts=[Doubt(one=2, other=3, reason='cùng tên ngắn, không rõ chủ thể')])
    """
    units: dict[Hashable, list[int]] = {}
    for at, sighting in enumerate(sightings):
        units.setdefault(sighting.unit, []).append(at)
    lines: list[Line] = []
    doubts: list[Doubt] = []
    for members in units.values():
        commune = Commune(sightings, members)
        commune.link()
        lines += commune.lines()
        doubts += commune.doubts()
    doubts += _heirs(sightings, lines)
    return Linked(sorted(sorted(line.sightings) for line in lines), sorted(doubts))


class Commune:
    """The models of one commune while they are linked."""

    def __init__(self, sightings: Sequence[Sighting], members: Iterable[int]) -> None:
        """Shelve the sightings by profile; those of one profile are linked at once, where it tells enough."""
        self.of: dict[Profile, list[Line]] = {}
        self.line_of: dict[int, Line] = {}
        self.pairs: list[tuple[Verdict, Profile, Profile]] = []
        self.doubtful: list[tuple[int, int, str]] = []
        for at in members:
            self._add(at, sightings[at])

    def _add(self, at: int, seen: Sighting) -> None:
        profile = profile_of(seen)
        lines = self.of.setdefault(profile, [])
        verdict = judge(profile, profile)
        twin = next((line for line in lines if seen.doc_id not in line.docs), None)
        if twin and verdict and verdict.level:
            twin.sightings.append(at)
            twin.docs.add(seen.doc_id)
            self.line_of[at] = twin
            return
        if twin and verdict:
            self.doubtful.append((twin.sightings[0], at, verdict.reason))
        self.line_of[at] = Line([at], {seen.doc_id}, {profile: None})
        lines.append(self.line_of[at])

    def link(self) -> None:
        """Link the surest pairs first; a pair with a rival as good as itself stays open."""
        self.pairs = sorted(self._judged(), key=lambda pair: -pair[0].level)
        best: dict[Profile, list[tuple[int, Profile]]] = {}
        for verdict, a, b in self.pairs:
            best.setdefault(a, []).append((verdict.level, b))
            best.setdefault(b, []).append((verdict.level, a))
        for verdict, a, b in self.pairs:
            rival = verdict.level and (self._rival(best[a], verdict.level, b) or self._rival(best[b], verdict.level, a))
            for one in list(self.of[a]):
                for other in list(self.of[b]):
                    self._join(one, other, Verdict(0, "có nhiều khả năng") if rival else verdict)

    def _judged(self) -> Iterator[tuple[Verdict, Profile, Profile]]:
        by_name: dict[object, list[Profile]] = {}
        for profile in self.of:
            by_name.setdefault(profile.name, []).append(profile)
        pairs = [pair for alike in by_name.values() for pair in combinations(alike, 2)]
        pairs += [(a, b) for one, other in pairs_to_judge([profiles[0].name for profiles in by_name.values()])
                  for a in by_name[one] for b in by_name[other]]
        for a, b in pairs:
            verdict = judge(a, b)
            if verdict:
                yield verdict, a, b

    def _rival(self, partners: list[tuple[int, Profile]], level: int, chosen: Profile) -> bool:
        """Whether another partner fits as well, and stands beside the chosen one in a report of its own right."""
        docs = self._docs(chosen)
        return any(other != chosen and at == level and docs & self._docs(other) for at, other in partners)

    def _docs(self, profile: Profile) -> set[str]:
        return {doc for line in self.of[profile] for doc in line.docs}

    def _join(self, one: Line, other: Line, verdict: Verdict) -> None:
        if one is other or one.docs & other.docs:
            return
        if not verdict.level or one.clashes(other):
            reason = verdict.reason or "chủ thể hoặc địa điểm không thống nhất giữa các báo cáo"
            self.doubtful.append((one.sightings[0], other.sightings[0], reason))
            return
        one.sightings += other.sightings
        one.docs |= other.docs
        one.profiles |= other.profiles
        for profile in other.profiles:
            self.of[profile] = list(dict.fromkeys(one if line is other else line for line in self.of[profile]))
        for at in other.sightings:
            self.line_of[at] = one

    def lines(self) -> list[Line]:
        """The lines as they stand."""
        return list(dict.fromkeys(self.line_of.values()))

    def doubts(self) -> Iterator[Doubt]:
        """Each doubtful pair of lines once; what a report states apart is no doubt."""
        told = set()
        for one, other, reason in self.doubtful:
            a, b = sorted((self.line_of[one], self.line_of[other]), key=lambda line: min(line.sightings))
            if a is not b and not a.docs & b.docs and (id(a), id(b)) not in told:
                told.add((id(a), id(b)))
                yield Doubt(min(a.sightings), min(b.sightings), reason)


def profile_of(seen: Sighting) -> Profile:
    """What a sighting is compared by."""
    return Profile(name_key(seen.name, seen.unit_name), owner_key(seen.owner, seen.unit_name),
                   place_key(seen.place, seen.unit_name))


def _heirs(sightings: Sequence[Sighting], lines: Iterable[Line]) -> Iterator[Doubt]:
    """Same name and place in a commune of old and in the one that took its place: likely, never sure."""
    shelves: dict[tuple[object, ...], list[int]] = {}
    for line in lines:
        first = min(line.sightings)
        now = sightings[first].now
        for profile in line.profiles:
            if now and profile.place:
                shelf = shelves.setdefault((now, profile.name.words, profile.place.plain), [])
                shelf += [first] if first not in shelf else []
    for shelf in shelves.values():
        for one, other in combinations(sorted(shelf)[:8], 2):
            if sightings[one].is_new != sightings[other].is_new:
                yield Doubt(one, other, "xã cũ và xã mới sau sắp xếp")
