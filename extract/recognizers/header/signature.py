"""The signature block: authority (TM., KT., TL. …), position, name; and the recipients beside it.

The block's two columns may come one after the other, in either order, or read across; each line is cut
where a position, an authority or a name begins behind something else, and every piece is sorted by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from extract.recognizers.header import recipients
from extract.recognizers.header.casing import key, normal_case
from extract.recognizers.header.letterhead import RULE
from extract.recognizers.header.lines import Line, following, preceding
from extract.recognizers.header.sign_line import (
    AUTHOR,
    AUTHORITY,
    BULLETS,
    KIEM,
    LESSER,
    Piece,
    begins_with_position,
    is_label,
    is_noise,
    is_position,
    one_signer,
    pieces,
)
from extract.recognizers.header.title import ANNEX
from extract.recognizers.names import whole_name

BLOCK_LINES, BACK_LINES, TAIL_LINES, LABEL_REACH = 60, 14, 30, 100
ANYWHERE = regex.compile(r"\n[ *]*+(?:TM|T/M|KT|K/T|TL|T/L|TUQ)[./ ]")
CAPITALS = regex.compile(r"\n(?P<line>[ *]*+\p{Lu}[\p{Lu} *]{4,60}+)(?=\n)")
PLACEHOLDER = regex.compile(r"\s[A-DX]$")  # Nguyễn Văn A: an example in a rule book, not a signer
OFFICE = regex.compile(r"(?:PHÓ|TRƯỞNG|CHÁNH) \p{Lu}{2}")  # one that `vocab/titles.csv` does not know
AUTHORED = regex.compile(rf"(?=N)(?i:{AUTHOR})(?=[ :*]*+\n)")
PAGE = regex.compile(r"[-–—\s]+\d{1,3}[-–—\s]+")  # `--- 2 ---`: what follows stands on the next page
LAST = 3000  # characters in which the author of a speech or a report on oneself signs


class Signature(NamedTuple):
    """The lines of one signature."""

    authority: list[Line]
    position: list[Line]
    name: list[Line]


class End(NamedTuple):
    """What the end of a document says."""

    signature: Signature | None
    recipients: list[recipients.Item]
    start: int


def end_of(flow: str, at: int) -> End:
    """The end of the document that begins before `at`: its recipients and its signature."""
    anchor = _label(flow, at)
    annex = flow.find("\nPHỤ LỤC", at, anchor) if anchor is not None else -1
    if anchor is not None and annex < 0:
        signatures, items = _sorted(following(flow, anchor, limit=BLOCK_LINES))
        if not signatures:
            before = _before(flow, anchor, at)
            signatures, _ = _sorted(before)
            if signatures and not any(signature.name for signature in signatures):  # the name stands below the list
                signatures, _ = _sorted([*before, *following(flow, anchor, limit=BLOCK_LINES)])
        return End(_chosen(signatures), items, anchor)
    alone = _without_list(flow, at, annex if annex >= 0 else len(flow))
    if alone.signature is None and anchor is not None:
        signatures, items = _sorted(following(flow, anchor, limit=BLOCK_LINES))
        return End(_chosen(signatures), items, anchor)
    return alone


def _without_list(flow: str, at: int, end: int) -> End:
    """The signature of a text without recipients: the first that has a name, else what stands last."""
    for start in _candidates(flow, max(at - 1, 0), end):
        signatures, _ = _sorted(following(flow, start, end, limit=12))
        if signatures and signatures[0].name and not PLACEHOLDER.search(signatures[0].name[0].text):
            return End(_chosen(signatures), [], start)
    signatures, _ = _sorted(_before(flow, end, at))
    complete = [signature for signature in signatures if signature.name and signature.position]
    start = complete[0].position[0].start if complete else end
    return End(_chosen(complete), [], start)


def _candidates(flow: str, at: int, end: int) -> Iterator[int]:
    """Where a signature may begin: the author first, authorities, then positions in capitals."""
    for match in AUTHORED.finditer(flow, max(at, end - LAST), end):
        start = flow.rfind("\n", 0, match.start()) + 1
        words = flow[start:match.end()].strip(" *")
        if is_label(words) or (words.isupper() and len(words) < LABEL_REACH):
            yield start
    yield from (match.start() + 1 for match in ANYWHERE.finditer(flow, at, end))
    for match in CAPITALS.finditer(flow, at, end):
        if is_position(match["line"].strip(" *")):
            yield match.start("line")


def _label(flow: str, at: int) -> int | None:
    """Where the first `Nơi nhận` stands that opens a list."""
    for words in ("Nơi nhận", "NƠI NHẬN", "Nơi Nhận", "Nơi gửi"):
        found = flow.find(words, at)
        while found >= 0:
            start = _opening(flow, found)
            if start is not None:
                return start
            found = flow.find(words, found + 1)
    return None


def _opening(flow: str, found: int) -> int | None:
    """Where the list begins whose label was found: at its line, or behind an authority on the same line."""
    low = max(0, found - LABEL_REACH)
    start = flow.rfind("\n", low, found) + 1 or low
    before = flow[start:found].strip(" *_")
    stop = flow.find("\n", found, found + 2 * LABEL_REACH)
    label = Line(found, stop, flow[found:stop if stop >= 0 else found + 2 * LABEL_REACH])
    if (start == low and low > 0) or recipients.label_at(label) is None:
        return None
    if not before:
        return start
    return found if AUTHORITY.match(before) else None


def _before(flow: str, anchor: int, at: int) -> list[Line]:
    """The short lines above `anchor`, up to the body's last sentence, in reading order."""
    lines: list[Line] = []
    for line in preceding(flow, anchor, limit=BACK_LINES if anchor < len(flow) else TAIL_LINES):
        if line.start < at or len(line.text) > 90 or line.text.endswith((";", ":", "/.", "./")):
            break
        lines.append(line)
    return lines[::-1]


def _sorted(lines: Iterable[Line]) -> tuple[list[Signature], list[recipients.Item]]:
    """Signatures and recipients in the lines of a block."""
    signatures: list[Signature] = []
    items: list[recipients.Item] = []
    listing, column = False, 0
    for line in lines:
        opened = recipients.label_at(line)
        listing = listing or opened is not None
        rest = line if opened is None else opened
        if PAGE.fullmatch(rest.text):
            if signatures and signatures[-1].name:
                break
            continue
        if _is_over(rest, signatures) and not (items and recipients.goes_on(items[-1], rest.text)):
            break
        if not rest.text or (not rest.text[0].isalpha() and RULE.fullmatch(rest.text)):
            continue
        parts = pieces(rest)
        if signatures and _awaits_position(signatures[-1]) and begins_with_position(rest.text):
            if not column:  # else it is the position of who confirms, in the left column
                signatures[-1].position.append(rest)
            continue
        if len(parts) == 1 and parts[0].kind == "item":  # most lines are recipients and nothing else
            listing = listing and (recipients.add(items, parts[0].line) or opened is not None)
            continue
        kept, column = one_signer(parts, column)
        for piece in kept:
            if not _sign(signatures, piece) and listing and piece.kind != "noise":
                listing = recipients.add(items, piece.line) or opened is not None
    return signatures, items


def _awaits_position(signature: Signature) -> bool:
    """Whether only labels stand over the name so far: `NGƯỜI TRÌNH BÀY`, then `Bí thư chi bộ`."""
    return bool(signature.position) and not signature.name and all(is_label(line.text) for line in signature.position)


def _is_over(line: Line, signatures: list[Signature]) -> bool:
    """Whether the block ends before this line: with the name, unless a list or a better signature goes on."""
    words = line.text
    if (words[:1] in "PBM" and ANNEX.match(words)) or "Độc lập" in words or words.startswith("CỘNG H"):
        return True
    if not signatures or not signatures[-1].name or not words:
        return False
    position = signatures[-1].position
    return not (words[0] in BULLETS or is_noise(words) or (position and LESSER.match(key(position[0].text))))


def _sign(signatures: list[Signature], piece: Piece) -> bool:
    """Put a piece to the signature it belongs to; False where it is a recipient's."""
    current = signatures[-1] if signatures and not signatures[-1].name else None
    if piece.kind in ("authority", "position") or (piece.kind == "joining" and current):
        if current is None:
            current = Signature([], [], [])
            signatures.append(current)
        (current.authority if piece.kind == "authority" else current.position).append(piece.line)
        return True
    if current and piece.kind == "capitals":
        office = current.position or OFFICE.match(piece.line.text)
        (current.position if office else current.authority).append(piece.line)
        return True
    if current and piece.kind == "name":
        current.name.append(piece.line.cut(*(whole_name(piece.line.text) or (0, None))))
        return True
    return False


def _chosen(signatures: list[Signature]) -> Signature | None:
    """The signature that counts: the first whole one of somebody who answers for the document."""
    whole = [signature for signature in signatures if signature.name] or signatures
    heads = (signature for signature in whole
             if not signature.position or not LESSER.match(key(signature.position[0].text)))
    chosen = next(heads, whole[0] if whole else None)
    return chosen and chosen._replace(position=[line for line in chosen.position if not is_label(line.text)])


def position_value(lines: list[Line]) -> str:
    """The position in normal case, its lines joined.

    >>> position_value([Line(0, 0, "PHÓ BÍ THƯ"), Line(0, 0, "kiêm"), Line(0, 0, "PHÓ TRƯỞNG BAN CHỈ ĐẠO")])
    'Phó Bí thư kiêm Phó Trưởng Ban Chỉ đạo'
    """
    words: list[str] = []
    for line in lines:
        match = KIEM.match(line.text)
        if match or not words or words[-1] == "kiêm":
            words += ["kiêm", line.text[match.end():]] if match else [line.text]
        else:
            words[-1] += " " + line.text
    return " ".join(word if word == "kiêm" else normal_case(word) for word in words if word)


def authority_value(lines: list[Line]) -> str:
    """The authority in normal case; a second one behind a comma.

    >>> authority_value([Line(0, 0, "TM. ỦY BAN NHÂN DÂN"), Line(0, 0, "KT. CHỦ TỊCH")])
    'TM. Ủy ban nhân dân, KT. Chủ tịch'
    >>> authority_value([Line(0, 0, "T/M ĐẢNG ỦY")])
    'T/M Đảng ủy'
    """
    parts: list[list[str]] = []
    for line in lines:
        match = AUTHORITY.match(line.text)
        if match or not parts:
            end = match.end() if match else 0
            parts.append([line.text[:end].strip(), line.text[end:]])
        else:
            parts[-1][1] += " " + line.text
    return ", ".join(f"{prefix} {normal_case(words)}".strip() for prefix, words in parts)
