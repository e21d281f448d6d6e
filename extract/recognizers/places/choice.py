"""The unit that a document's own names mean: the first that the table knows and the document bears out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.recognizers.places.names import Name, alike
from extract.recognizers.places.unit_clues import Clue, choose, contradicted, of_city
from extract.recognizers.places.units import Candidate, Seek, era_of, guesses, matches, named


class Finding(NamedTuple):
    """The units that are left for a name, the clues that speak for the first, and whether it is in doubt."""

    name: Name
    left: Sequence[Candidate]
    reasons: list[Clue]
    doubted: bool

    @property
    def settled(self) -> bool:
        """Whether one unit is left and nothing speaks against it."""
        return len(self.left) == 1 and not self.doubted


def find_unit(names: list[Name], level: str, date: str | None, known: list[Clue],
              text: str = "") -> Finding | None:
    """The units for the first name that the table knows, or for another spelling of it.

    A slip is thought of only where no unit bears the name, or where the one that does lies elsewhere. `text`
    is the whole text, once all else has left the question open.
    """
    era = era_of(date) or ("old" if any(clue.orders and clue.level == "huyện" for clue in known) else None)
    exact = _findings(names, level, era, matches, known, text)
    first = _first(exact)
    if first and not first.doubted and first.left[0].own != "older":
        return first
    slips = _findings(names, level, era, guesses, known, text)
    slip = next((one for one in slips if one.settled and (one.reasons or not exact)), None)
    if first and first.doubted and first.left[0].own != "older":
        return slip or first
    rival = slip or next((one for one in slips if one.reasons), None)
    if first and not first.doubted:
        return first._replace(left=[*first.left, *rival.left]) if rival else first
    return rival or first or next(iter(slips), None)


def _first(findings: list[Finding]) -> Finding | None:
    """The first finding, a better one for the same name, or one for another name where the first is in doubt."""
    if not findings:
        return None
    same = [one for one in findings if alike(one.name.words, findings[0].name.words)]
    borne_out = (one for one in findings if findings[0].doubted and one.settled and one.reasons)
    return next((one for one in same if one.settled), None) or next(borne_out, None) or findings[0]


def _findings(names: list[Name], level: str, era: str | None, seek: Seek, known: list[Clue],
              text: str) -> list[Finding]:
    every = ((name, named(name.words, level, era, seek)) for name in names)
    return [_finding(name, found, known, text) for name, found in every if found]


def _finding(name: Name, found: Sequence[Candidate], known: list[Clue], text: str) -> Finding:
    # Where one unit bears the name, only those who give orders can speak against it.
    sure = len(found) == 1 and found[0].own in ("exact", "tone")
    left, reasons = choose(found, [clue for clue in known if clue.orders] if sure else known)
    if len(left) > 1 and text:
        left = of_city(left, text)
    # An older name has lost its accents: something must speak for it.
    doubted = (len(left) == 1 and contradicted(left[0], known)) or (left[0].own == "older" and not reasons)
    return Finding(name, left, reasons, doubted)
