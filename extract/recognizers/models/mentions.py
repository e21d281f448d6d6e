"""Mentions of models, line by line: what the headings say, then lists, enumerations and prose."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

import regex

from extract.document import Document
from extract.recognizers.models.after_noun import name_after
from extract.recognizers.models.drafts import Draft, draft, settled, told_year
from extract.recognizers.models.enumerations import enumerated
from extract.recognizers.models.existing import FAILED, believable, exists
from extract.recognizers.models.headings import enter, group_head, is_heading, status_head
from extract.recognizers.models.items import DOING, bare_item, bracketed_list, numbered_list
from extract.recognizers.models.labels import Lead, label_at, lead_of, owner_label, read_label
from extract.recognizers.models.lines import Line, lines, sentence
from extract.recognizers.models.names import name_at
from extract.recognizers.models.owners import PERSON, PLACE
from extract.recognizers.models.quotes import quoted_after_owner
from extract.recognizers.models.records import find_records
from extract.recognizers.models.reporting import DOES_ITSELF, is_issuers, reports
from extract.recognizers.models.scope import HEADING, ITEM, Scope, last_status
from extract.recognizers.models.subjects import home, subject, unit_before
from extract.recognizers.models.tables import find_rows, tables
from extract.recognizers.models.tail import read_tail
from extract.recognizers.models.told import told_behind

# `“Tuyến phố văn minh” là mô hình do Hội …`: the name stands before the noun.
NAME_BEFORE = regex.compile(r"(?r)[“\"«][^“”\"«»\n]{3,120}[”\"»] là (?:một |1 )?(?:trong (?:những|các) )?\Z")
# One noun for several quoted names: `mô hình “A”, “B”`.
ALSO = regex.compile(r"(?:\s?[,;]|,?\svà)\s(?=[“\"«](?!\s?[Dd]ân vận khéo))")
# `Công an xã - mô hình “A”; mô hình “B”`: both are his.
SHARED = regex.compile(r"\s?[;,]?(?: và)?\s")
STATUS_LABEL = regex.compile(r"[Mm]ô hình [^:;.\n]{0,50}: (?=\p{Lu})")
# What follows the body closes every list.
CLOSES = regex.compile(r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)(?!\w)")
LONG_LINE, LONG_HEADING = 60, 180


def find_drafts(
    document: Document, nouns: Sequence[regex.Match[str]], recognised: bool = False, issuer: str | None = None,
    planned: bool = False,
) -> list[Draft]:
    """Every mention; `recognised`: the document is the decision that recognises what its tables list, `planned`: it
    sets the tasks that its sections tell."""
    text, scope = document.flow, Scope(issuer=issuer, recognised=recognised, planned=planned)
    records, grids = find_records(text, nouns), tables(document)
    found: list[Draft] = []
    above = False
    for line in lines(document, nouns):
        if line.start > nouns[-1].end() and not scope.lists and not above:
            break
        if not (line.nouns or scope.lists or above) and line.end - line.start > LONG_HEADING:
            continue
        if line.block.kind == "table_cell":
            new = [] if scope.forward else list(find_rows(document, line.block.table, grids, scope, recognised))
        else:
            new = _line(text, line, scope, records)
        if above and not new and not line.nouns and line.block.kind == "paragraph":
            found[-1] = found[-1]._replace(year=told_year(text, line.start, line.end))
        found, scope.below = found + new, bool(new)
        above = (
            len(new) == 1
            and new[0].year is None
            and text[line.end - 1] != ";"
            and HEADING.match(text, line.start, line.end) is not None
        )
    return settled(found)


def _line(text: str, line: Line, scope: Scope, records: dict[int, Draft]) -> list[Draft]:
    """The mentions of a line; what it says as a heading or intro is kept in the scope."""
    if CLOSES.match(text, line.start):
        scope.lists, scope.owner = False, None
    if scope.brief and not line.nouns and not ITEM.match(text, line.start):
        scope.owner = scope.place = scope.unit = None
        scope.brief = scope.person = False
    recorded = [
        records[noun.start()]._replace(
            status=records[noun.start()].status or scope.status,
            field=records[noun.start()].field or scope.field,
            kind=records[noun.start()].kind or scope.kind,
            owner=records[noun.start()].owner or scope.owner,
        )
        for noun in line.nouns
        if noun.start() in records
    ]
    if recorded:
        return [] if scope.forward else recorded
    found: list[Draft] = []
    if (line.nouns or scope.lists or _below(text, line, scope)) and not (scope.forward and not line.nouns):
        found = list(_mentions(text, line, scope))
        found = [one for one in found if exists(text, one, scope.judged)] if scope.forward else found
        found = told_behind(text, found, line.end)
    if scope.named:
        scope.named = 2 if found else scope.named if group_head(text, line, scope) != Lead() else 0
    named = bool(found) or (scope.lists and _owned(text, line))
    heading = is_heading(text, line.start, line.end, line.block.kind, named)
    if heading or (line.nouns and text[: line.end].endswith(":", line.start)):
        enter(text, line, scope, heading)
        found = [one if one.status else one._replace(status=scope.status) for one in found]
    elif scope.lists and not found and not line.nouns and (status := status_head(text, line)):
        scope.status, scope.owner, scope.place, scope.unit, scope.person = status, None, None, None, False
    elif not found and not line.nouns and not scope.forward and (said := group_head(text, line, scope)) != Lead():
        scope.owner, scope.place, scope.unit, scope.person = said.owner, said.place, said.unit, said.person
    elif (
        scope.lists and not found and not line.nouns and not scope.below
        and line.end - line.start > LONG_LINE and text[line.start] != "(" and not ITEM.match(text, line.start)
    ):
        scope.lists = False
    return found


def _below(text: str, line: Line, scope: Scope) -> bool:
    """Whether the line is the next item below one that names models."""
    return scope.below and ITEM.match(text, line.start) is not None


def _owned(text: str, line: Line) -> bool:
    """Whether the line is an item that begins with whose model it names: no heading."""
    item = ITEM.match(text, line.start, line.end)
    return item is not None and owner_label(text, item.end(), line.end) > item.end()


def _mentions(text: str, line: Line, scope: Scope) -> Iterator[Draft]:
    """Enumerations first, then single mentions, then a bare list item."""
    item = ITEM.match(text, line.start, line.end)
    first = item.end() if item else line.start
    starts = frozenset(mark.start for mark in line.marks)
    labelled = label_at(text, first, line.end, starts)
    owned = labelled == first and item is not None and (scope.lists or bool(line.nouns))
    labelled = owner_label(text, first, line.end) if owned else labelled
    owned = owned and labelled > first and not DOING.match(text, labelled)
    lead = read_label(text, first, labelled, scope) if labelled > first else lead_of(scope)
    taken: list[tuple[int, int]] = []
    before_it: Draft | None = None
    begun, closed = -1, -1  # where the first subject of a sentence begins, where the mention behind it ends
    for one in enumerated(text, line, first, labelled, lead, scope):
        insort(taken, (one.start, one.close))
        yield one
    for noun in line.nouns:
        if _overlaps(taken, noun.start() - 1, noun.end()):
            continue
        before = NAME_BEFORE.search(text, max(line.start, noun.start() - 160), noun.start())
        name = (name_at(text, before.start(), noun.start(), line.marks) if before
                else name_after(text, noun, line, max(first, labelled), lead.owner if labelled > first else None))
        if name is None or _overlaps(taken, name.start, name.end):
            continue
        tail = read_tail(text, noun.end() if before else name.end)
        if believable(text, noun, name, tail, line, max(first, labelled), scope):
            a, _ = sentence(text, name.start, line)
            who = subject(text, noun.start())
            unit = None if who else unit_before(text, noun.start())
            own = unit or who
            at = text.rfind(own, 0, noun.start()) if own else -1
            parted = a <= begun < closed <= at
            said = text[a:begun] + text[at : name.start] if parted else text[a : name.start]
            one = draft(text, name, tail, lead, said, scope.group)
            begun, closed = at if own and not parted else begun, one.close
            if name.how == "quote" and FAILED.match(text, name.end, line.end):
                one = one._replace(status="chưa thành lập")
            # A label does not reach a later sentence with a subject of its own.
            free = one.owner is None or (tail.owner is None and a > labelled)
            charged = tail.person and tail.slot == "by"  # `Chi bộ A đăng ký mô hình “X”, do đồng chí B phụ trách`
            itself = who is not None and DOES_ITSELF.match(text, at + len(who)) is not None
            if who and not reports(who, scope.issuer, itself) and (free or (charged and not PERSON.match(who))):
                one = one._replace(kind=lead.kind, place=None if tail.home else one.place) if charged else one
                one = one._replace(owner=who, kind=one.kind or ("cá nhân" if PERSON.match(who) else None),
                                   place=one.place or home(text, who, noun.start()))
            if charged and not who and unit:
                one = one._replace(owner=None, kind=lead.kind)
            one = _at_unit(one, unit, scope)
            if one.owner is None and before_it and SHARED.fullmatch(text, before_it.close, noun.start()):
                one = one._replace(owner=before_it.owner)
            before_it = one if one.owner and not tail.owner else None
            insort(taken, (one.start, one.close))
            yield one
            for other in _also(text, one, line):
                insort(taken, (other.start, other.close))
                yield other
    speaks = line.nouns or scope.lists or _below(text, line, scope)
    for name, who in quoted_after_owner(text, line, taken, scope.forward) if speaks else ():
        if not _overlaps(taken, name.start, name.end) and not _ours(who, scope):
            a, _ = sentence(text, name.start, line)
            one = draft(text, name, read_tail(text, name.end), lead, text[a : name.start], scope.group)
            told = one.owner and PLACE.match(who)  # a unit gives way to whoever is named behind it
            one = one._replace(owner=one.owner if told else who,
                               kind=one.kind or ("cá nhân" if PERSON.match(who) and not told else None))
            for other in (one, *_also(text, one, line)):
                insort(taken, (other.start, other.close))
                yield other
    status_label = STATUS_LABEL.match(text, first, line.end) if not taken and line.nouns else None
    if status_label and last_status(status_label[0]):
        told = read_label(text, first, status_label.end(), scope)
        yield from bare_item(text, status_label.end(), line, told, scope, labelled=True)
    elif not taken and scope.lists and not line.nouns and (listed := numbered_list(text, first, line, lead, scope)):
        yield from listed
    elif not taken and scope.lists and (item or line.block.kind == "list_item"):
        yield from bare_item(text, labelled if labelled > first else first, line, lead, scope, labelled=owned)
    elif not taken and scope.lists and not line.nouns:
        yield from bracketed_list(text, first, line, lead, scope)


def _ours(who: str, scope: Scope) -> bool:
    """Whether whoever is named before a quoted name is the reporting unit."""
    return is_issuers(who, scope.issuer) if PLACE.match(who) else reports(who, scope.issuer)


def _at_unit(one: Draft, unit: str | None, scope: Scope) -> Draft:
    """With the hamlet or commune that is the sentence's subject: the owner where no other is told, else the place."""
    if unit is None or one.place or one.unit or is_issuers(unit, scope.issuer):
        return one
    if one.owner and one.owner.endswith(unit):
        return one
    return one._replace(owner=unit) if one.owner is None else one._replace(place=unit)


def _also(text: str, first: Draft, line: Line) -> Iterator[Draft]:
    """The quoted names that follow a quoted one: `mô hình “A”, “B” và “C”`."""
    at, end = first.end, first.close
    while text[at - 1] in "”\"»" and (link := ALSO.match(text, at, line.end) or ALSO.match(text, end, line.end)):
        name = name_at(text, link.end(), line.end, line.marks)
        if name is None or name.how != "quote":
            return
        tail = read_tail(text, name.end)
        if link.start() > at:  # behind whose the one before is: each has its own
            if not tail.owner:
                return
            first = first._replace(owner=None, place=None, unit=None)
        yield first._replace(start=name.start, end=name.end, name=name.name, close=tail.end,
                             owner=tail.owner or first.owner, place=tail.place or first.place,
                             kind="cá nhân" if tail.person else None if link.start() > at else first.kind)
        at, end = name.end, tail.end


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these spans, which lie in order, shares words with this one."""
    index = bisect_left(taken, (end, 0))
    return index > 0 and taken[index - 1][1] > start
