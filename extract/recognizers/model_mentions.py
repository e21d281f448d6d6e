"""Mentions of models, block by block: what the headings say, then lists, enumerations and prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extract.document import Block, Document, Span
from extract.recognizers.model_names import OPENERS, NameSpan, is_famous, name_at
from extract.recognizers.model_records import find_records
from extract.recognizers.model_scope import (
    FORWARD,
    HEADING,
    ITEM,
    NOT_YET,
    Scope,
    field_of,
    last_status,
    last_year,
)
from extract.recognizers.model_tables import Row, model_rows
from extract.recognizers.model_tail import PERSON, read_tail

NOUN_PARTS = ("ô hình", "ông trình", "hần việc")
NOUN = regex.compile(r"(?<!\w)(?:[Mm]ô hình|MÔ HÌNH|[Cc]ông trình|[Pp]hần việc)(?!\w)")
MODEL = regex.compile(r"(?<!\w)(?:[Mm]ô hình|MÔ HÌNH)(?!\w)")
INTRO = regex.compile(r"(?:gồm(?: có)?|(?<=mô hình )là|như(?: sau)?|cụ thể(?: là)?|sau|sau đây)\s*:?\s*|:\s*")
COUNTED = regex.compile(r"(?<![\w/.,])(?P<n>\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s(?:mô hình|công trình|phần việc)[^.;\n“\"]{0,70}?"
                        r"(?P<intro>(?:,\s)?gồm(?:\scó)?:?|(?<=\s)là(?=\s)|:|như(?:\ssau)?:?)\s*")
SENTENCE_END = regex.compile(r"(?<=[^\s.]{2}|[”\")])\.(?=\s|$)(?!\s\p{Ll})|\n")
SEPARATOR = regex.compile(r"\s*(?:;|,|\svà(?=\s))\s*(?:và\s)?")
BEFORE = regex.compile(r"(?r)(?:thành lập|ra mắt|duy trì|xây dựng|đăng ký|nhân rộng|công nhận|giữ vững|dừng|là|gồm|như|có|:|với|và|,|;)(?: (?:mới|được|thêm|các|\d{1,3}|lại))* ?\Z")
LABEL = regex.compile(r"[^“”\"«:;\n]{3,60}:\s*(?=[“\"«])")
NEXT_QUOTED = regex.compile(r"[^“”«;\n]{0,80};\s*(?=[“«])")
LEADING = regex.compile(r"\s*(?:các )?(?:[Mm]ô hình|[Cc]ông trình|[Pp]hần việc)\s*")
TOP = regex.compile(r"\s*(?:[IVX]+|[A-Z])\s*[.)/-]")
CAMPAIGN = regex.compile(r"(?i)dân v[ậạ]n khéo.{0,12}")
MOVEMENT = regex.compile(r"phong trào|cuộc vận động")
NUMBERS = {word: n for n, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), 1)}
BRACKETS = regex.compile(r"\([^()]*\)")
JOINED_BACK = regex.compile(r"(?:không|chống|nói không|có|để|cho|nhằm|giúp|gắn)\s")


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of a model; `decided` is an offset behind which a decision may be named."""

    start: int
    end: int
    name: str
    owner: str | None = None
    place: str | None = None
    status: str | None = None
    year: int | None = None
    field: str | None = None
    kind: str | None = None
    decided: int | None = None
    confidence: float = 0.9


def find_drafts(document: Document) -> Iterator[Draft]:
    """Every mention, in no order; the same words may come twice (a record is also a line)."""
    text = document.flow
    taken: list[tuple[int, int]] = []
    for draft in (*_from_tables(document), *_from_records(text)):
        taken.append((draft.start, draft.end))
        yield draft
    scope = Scope()
    for block in document.blocks:
        if block.end > document.flow_end or block.kind == "table_cell":
            continue
        for draft in _from_block(text, block, scope, document.emphasis):
            if not any(start < draft.end and draft.start < end for start, end in taken):
                taken.append((draft.start, draft.end))
                yield draft


def _from_records(text: str) -> Iterator[Draft]:
    for record in find_records(text):
        name = name_at(text, record.name_start, record.name_end, ())
        words = text[record.name_start:record.name_end].strip(" .,;“”\"*")
        at = text.find(words, record.name_start)
        if words:
            bare = name.name if name and name.how == "quote" else " ".join(words.split())
            yield Draft(at, at + len(words), bare, record.owner, record.place, record.status, record.year,
                        field_of(record.field) if record.field else None, "cá nhân" if record.person else None)


def _from_tables(document: Document) -> Iterator[Draft]:
    for start, row in model_rows(document):
        intro = document.flow[max(0, start - 400):start]
        if FORWARD.search(intro.rpartition("\n")[2].lower()):
            continue
        said = intro.rstrip().rpartition(". ")[2].rpartition("\n")[2]
        status = last_status(said)
        yield _row_draft(document.flow, row, status, last_year(said) if status in ("công nhận", "thành lập", "đăng ký mới") else None)


CELL_NOTE = regex.compile(r"\s*\((?:từ|năm|bắt đầu|thành lập)[^()]*\)\s*$")


def _row_draft(text: str, row: Row, status: str | None, year_said: int | None) -> Draft:
    cell = row.cells["name"]
    note = CELL_NOTE.search(cell.text)
    words = cell.text[:note.start()] if note else cell.text
    lead = MODEL.match(words)
    bare = words[lead.end() if lead else 0:].strip(" \n.,;:“”\"«»‘’")
    at = cell.start + words.index(bare)
    owner = row.cells["owner"].text.replace("\n", " ") if "owner" in row.cells else None
    said = {k: row.cells[k].text for k in ("status", "field", "place", "year") if k in row.cells}
    person = bool(owner and PERSON.match(owner))
    kind = "cá nhân" if person or "cá nhân" in row.title.lower() else "tập thể" if "tập thể" in row.title.lower() else None
    year = last_year("năm " + said.get("year", "").strip()) or last_year(note[0] if note else "") or year_said
    return Draft(at, at + len(bare), " ".join(bare.split()), owner, said.get("place", "").replace("\n", " ") or None,
                 last_status(said.get("status", "")) or status, year, field_of(said.get("field", "")), kind, confidence=0.95)


def _from_block(text: str, block: Block, scope: Scope, emphasis: tuple[Span, ...]) -> list[Draft]:
    line = text[block.start:block.end]
    low = line.lower()
    noun = NOUN.search(line) if any(part in low for part in NOUN_PARTS) else None
    found: list[Draft] = []
    if not scope.forward and (noun or scope.lists):
        marks = [span for span in emphasis if block.start <= span.start < block.end]
        found = list(_in_line(text, block, scope, marks, noun is not None))
    heading = _is_heading(line, block, bool(found), scope)
    if heading or (noun and line.rstrip().endswith(":")):
        _enter(scope, line, low, noun is not None, heading)
        found = [_scoped(draft, scope) for draft in found] if found and not scope.forward else ([] if scope.forward else found)
    elif scope.lists and not found and not ITEM.match(line) and len(line) > 60:
        scope.lists = False
    return [] if scope.forward else found


def _is_heading(line: str, block: Block, named: bool, scope: Scope) -> bool:
    if block.kind == "heading":
        return True
    if named or len(line) > 180 or line.rstrip().endswith(";"):
        return False
    if not HEADING.match(line):
        return line.isupper() or (len(line) < 90 and FORWARD.match(line.lower().lstrip("*0123456789.IVX- /")) is not None)
    return not line.rstrip().endswith(".") or len(line) < 60


def _enter(scope: Scope, line: str, low: str, noun: bool, heading: bool) -> None:
    """A heading or an intro line: what it says holds for what follows."""
    top = TOP.match(line) is not None or (heading and line.isupper())
    if heading and (top or not noun):
        scope.forward = (FORWARD.search(low) is not None and not noun) or FORWARD.search(low[:40]) is not None
    line = BRACKETS.sub("", line)
    if not heading:
        line = line[max((m.end() for m in SENTENCE_END.finditer(line.rstrip(": "))), default=0):]
    status, field = last_status(line if heading else _near_nouns(line)), field_of(line) if len(line) < 90 else None
    keep = not heading or (field is not None and status is None)
    scope.status = status or (scope.status if keep else None)
    scope.year = last_year(line) or (scope.year if keep else None)
    scope.field = field
    scope.kind = "cá nhân" if "cá nhân" in low and "tập thể" not in low else "tập thể" if "tập thể" in low and "cá nhân" not in low else None
    scope.lists = noun or (scope.lists and (field is not None or not heading))


def _near_nouns(line: str) -> str:
    """The words near `mô hình` in a long intro line: a status farther off speaks of something else."""
    return " ".join(line[max(0, noun.start() - 30):noun.end() + 20] for noun in NOUN.finditer(line))


def _scoped(draft: Draft, scope: Scope) -> Draft:
    return draft if draft.status else replace(draft, status=scope.status)


def _in_line(text: str, block: Block, scope: Scope, marks: list[Span], noun_here: bool) -> Iterator[Draft]:
    """The mentions of one block: enumerations first, then single ones, then a bare list item."""
    start, end = block.start, block.end
    seen: list[tuple[int, int]] = []
    for draft in _enumerated(text, start, end, scope, marks) if noun_here else ():
        seen.append((draft.start, draft.end))
        yield draft
    item = ITEM.match(text[start:end])
    first = start + (item.end() if item else 0)
    for noun in NOUN.finditer(text, start, end) if noun_here else ():
        if any(a <= noun.start() < b + 2 for a, b in seen):
            continue
        name = _name_after(text, noun, end, marks)
        if name is None or not _believable(text, noun, name, start, first, scope):
            continue
        draft = _draft(text, name, start, scope)
        seen.append((draft.start, draft.end))
        yield draft
    if not seen and scope.lists and not scope.forward and (item or block.kind == "list_item"):
        yield from _bare_item(text, first, end, start, scope, marks)


def _name_after(text: str, noun: regex.Match[str], end: int, marks: list[Span]) -> NameSpan | None:
    at = noun.end()
    while at < end and text[at] == " ":
        at += 1
    famous = is_famous(text, at)
    if famous > at and text[famous:famous + 1] not in OPENERS:
        return None
    return name_at(text, famous, end, marks)


def _believable(text: str, noun: regex.Match[str], name: NameSpan, start: int, first: int, scope: Scope) -> bool:
    """Whether the words after `mô hình` are a model that is there: marked off, listed, owned or just set up."""
    a, b = _sentence(text, noun.start(), start, name.end)
    before = text[a:noun.start()].lower()
    if NOT_YET.search(before[-90:]) or NOT_YET.search(text[name.end:b].lower()[:120]) or MOVEMENT.search(before[-18:]):
        return False
    tail = read_tail(text, name.end)
    told = tail.owner is not None or tail.place is not None
    if noun[0].lower() != "mô hình" and not (scope.lists and noun.start() <= first + 2 and (told or name.how != "words")):
        return False
    if name.how != "words":
        return CAMPAIGN.fullmatch(name.name) is None
    if len(name.name.split()) > 28 or not name.name[0].isalpha():
        return False
    listed = scope.lists and noun.start() <= first + 1
    return listed or (told and BEFORE.search(before[-40:]) is not None)


def _sentence(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around `at`, inside the block that begins at `start`."""
    ends = [m.end() for m in SENTENCE_END.finditer(text, start, at)]
    stop = SENTENCE_END.search(text, end)
    return (ends[-1] if ends else start), (stop.start() if stop else len(text))


def _draft(text: str, name: NameSpan, start: int, scope: Scope, tail_end: int | None = None) -> Draft:
    tail = read_tail(text, name.end if tail_end is None else tail_end)
    a, _ = _sentence(text, name.start, start, name.end)
    sentence = text[a:name.start]
    status = last_status(sentence) or scope.status
    year = last_year(sentence) or last_year(_since(text, tail.end)) or scope.year
    kind = "cá nhân" if tail.person else scope.kind
    return Draft(name.start, name.end, name.name, tail.owner, tail.place, status, year, scope.field, kind,
                 confidence={"quote": 0.95, "emphasis": 0.9, "words": 0.8}[name.how])


SINCE = regex.compile(r"\s*\(?(?:có )?(?:từ|năm)\s[^;.,\n)]{0,24}")


def _since(text: str, at: int) -> str:
    match = SINCE.match(text, at)
    return match[0] if match else ""


def _bare_item(text: str, first: int, end: int, start: int, scope: Scope, marks: list[Span]) -> Iterator[Draft]:
    """A list item without the word `mô hình`: marked-off names, or a short one with its owner."""
    if NOT_YET.search(text[first:end].lower()):
        return
    label = LABEL.match(text, first, end)
    local = replace(scope, status=last_status(label[0]) or scope.status, year=last_year(label[0]) or scope.year) if label else scope
    at = label.end() if label else first
    while at < end:
        name = name_at(text, at, end, marks)
        if name is None or (name.how == "words" and (at > first or not _short_and_owned(text, name))):
            return
        draft = _draft(text, name, start, local)
        yield replace(draft, status=local.status) if label else draft
        following = NEXT_QUOTED.match(text, draft.end, end)
        if following is None:
            return
        at = following.end()


def _short_and_owned(text: str, name: NameSpan) -> bool:
    tail = read_tail(text, name.end)
    return (tail.owner is not None or tail.place is not None) and len(name.name.split()) <= 20


def _enumerated(text: str, start: int, end: int, scope: Scope, marks: list[Span]) -> Iterator[Draft]:
    """The names of `05 mô hình, gồm mô hình A; mô hình B, C và D`."""
    intros = list(COUNTED.finditer(text, start, end))
    for i, intro in enumerate(intros):
        if NOT_YET.search(text[max(start, intro.start() - 60):intro.start()].lower()):
            continue
        stop = SENTENCE_END.search(text, intro.end(), end)
        limit = min(stop.start() if stop else end, intros[i + 1].start() if i + 1 < len(intros) else end)
        a, _ = _sentence(text, intro.start(), start, intro.end())
        said = text[a:intro.end()]
        after = text[intro.start("n"):intro.end()]
        status = last_status(text[a:intro.start("n")]) or last_status(after) or scope.status
        local = Scope(status, last_year(said) or scope.year, scope.field, scope.kind)
        declared = int(intro["n"]) if intro["n"].isdigit() else NUMBERS[intro["n"]]
        for name in _elements(text, intro.end(), limit, declared, marks):
            draft = _draft(text, name, intro.end(), local)
            yield draft


def _elements(text: str, start: int, limit: int, declared: int, marks: list[Span]) -> list[NameSpan]:
    """The names of an enumeration. Separators inside quotes, emphasis and brackets do not count; the
    declared number decides whether a comma or `và` parts two names or belongs to one."""
    pieces = _split(text, start, limit, marks)
    marked = any(name.how != "words" for _, name, _ in pieces)
    if marked:
        return [name for sign, name, noun in pieces if name.how != "words" or noun]
    while len(pieces) > declared:
        at = next((i for i, (sign, name, noun) in enumerate(pieces) if i and not noun and JOINED_BACK.match(name.name)), None)
        if at is None:
            at = next((i for i, (sign, _, noun) in reversed(list(enumerate(pieces))) if i and not noun and sign == "và"), None)
        if at is None:
            at = next((i for i, (sign, _, noun) in enumerate(pieces) if i and not noun and sign == ","), None)
        if at is None:
            break
        sign, before, noun = pieces[at - 1]
        words = text[before.start:pieces[at][1].end]
        pieces[at - 1:at + 1] = [(sign, NameSpan(before.start, pieces[at][1].end, " ".join(words.split()), "words"), noun)]
    return [name for _, name, _ in pieces] if len(pieces) <= declared else []


def _split(text: str, start: int, limit: int, marks: list[Span]) -> list[tuple[str, NameSpan, bool]]:
    """(separator, name, whether `mô hình` stood before it) of every piece."""
    pieces: list[tuple[str, NameSpan, bool]] = []
    at, sign = start, ""
    while at < limit:
        noun = LEADING.match(text, at, limit)
        begin = noun.end() if noun else at
        name = name_at(text, begin, limit, marks)
        stop = _next_separator(text, name.end if name and name.how != "words" else begin, limit)
        if name and name.how == "words" and name.end > stop:
            name = name_at(text, begin, stop, marks)
        if name:
            pieces.append((sign, name, noun is not None))
        separator = SEPARATOR.match(text, stop, limit)
        if separator is None:
            break
        sign = "và" if "và" in separator[0] else separator[0].strip()[:1]
        at = separator.end()
    return pieces


def _next_separator(text: str, start: int, limit: int) -> int:
    """The next `;`, `,` or `và` outside quotes and brackets."""
    depth = 0
    for i in range(start, limit):
        char = text[i]
        if char in "“«(":
            depth += 1
        elif char in "”»)":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in ";," or text.startswith(" và ", i)):
            return i
    return limit
