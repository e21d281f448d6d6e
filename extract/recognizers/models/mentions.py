"""Mentions of models, line by line: what the headings say, then lists, enumerations and prose."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

import regex

from extract.document import Document
from extract.recognizers.models.drafts import Draft, draft, settled, told_year
from extract.recognizers.models.enumerations import CAMPAIGN, LONGEST_NAME, enumerated
from extract.recognizers.models.headings import enter, group_head, is_heading
from extract.recognizers.models.items import DOING, MOVEMENT, bare_item, bracketed_list, ends_line
from extract.recognizers.models.labels import Lead, label_at, lead_of, owner_label, read_label
from extract.recognizers.models.lines import Line, lines, sentence
from extract.recognizers.models.names import OPENERS, NameSpan, is_famous, name_at
from extract.recognizers.models.owners import PERSON, whole
from extract.recognizers.models.quotes import quoted_after_owner
from extract.recognizers.models.records import find_records
from extract.recognizers.models.scope import HEADING, ITEM, NOT_YET, Scope, last_status
from extract.recognizers.models.splits import OWNED
from extract.recognizers.models.subjects import RUN_BY, THIS, home, reports, subject
from extract.recognizers.models.tables import find_rows, tables
from extract.recognizers.models.tail import Tail, read_tail

BEFORE = regex.compile(
    r"(?r)(?:thành lập|ra mắt|duy trì|xây dựng|đăng ký|nhân rộng|công nhận|giữ vững|dừng|là|gồm|như|có|:|với|và|,|"
    r";|triển khai|phát huy|điển hình|tiêu biểu)(?: (?:mới|được|thêm|các|lại|tốt|(?:có )?hiệu quả|\d{1,3}))* ?\Z"
)
# `mô hình “Dân vận khéo” về xây dựng tuyến đường hoa của Chi hội …`: the campaign's name, then the model's.
ABOUT = regex.compile(r"\s*(?:về(?: việc)?|trong(?: việc| công tác)?|vận động)\s(?=[\p{Ll}“\"«])")
# What may stand between the noun and a quoted name: `mô hình điểm “…”`.
WHAT_KIND = regex.compile(r"\s(?:(?:điểm|mẫu|kiểu mẫu|tiêu biểu|điển hình|mới|hay|tập thể|cá nhân)\s?)?"
                         r"(?:về\s)?:?\s?(?=[“\"«])")
# `“Tuyến phố văn minh” là mô hình do Hội …`: the name stands before the noun.
NAME_BEFORE = regex.compile(r"(?r)[“\"«][^“”\"«»\n]{3,120}[”\"»] là (?:một |1 )?(?:trong (?:những|các) )?\Z")
# One noun for several quoted names: `mô hình “A”, “B”`.
ALSO = regex.compile(r"(?:\s?[,;]|,?\svà)\s(?=[“\"«](?!\s?[Dd]ân vận khéo))")
# `Công an xã - mô hình “A”; mô hình “B”`: both are his.
SHARED = regex.compile(r"\s?[;,]?(?: và)?\s")
ORDINAL = regex.compile(r"(?:\s(?:số|thứ))?\s(?:\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
                       r"\s*(?:[:.–-]|là(?: mô hình)?\s)\s*")
# `Mô hình thứ ba: nhóm khèn của bản với tên gọi “X”`: the name is told later.
CALLED = regex.compile(r"[^.;“”\"\n]{0,80}?(?:với tên gọi|mang tên|có tên(?: gọi)?|tên(?: gọi)? là|lấy tên|đặt tên"
                       r"(?: [\p{Ll}]+){0,4})(?: là)? (?=[“\"«])")
STATUS_LABEL = regex.compile(r"[Mm]ô hình [^:;.\n]{0,50}: (?=\p{Lu})")
KEPT = regex.compile(r"(?r)(?:(?:[Dd]uy trì|[Gg]iữ vững)(?: (?:tốt|có|hiệu quả|các|hoạt động|của))*|[Nn]hân rộng"
                     r"|[Đđ]ăng ký(?: xây dựng| thực hiện| mới| thêm)*|[Xx]ây dựng mới) mô hình \Z")
REGISTERED = regex.compile(r"(?r)(?<!\w)[Đđ]ăng ký (?:[^.\n]{0,80}mô hình(?: mới)?[^.\n]{0,200})?\Z")
QUOTED = regex.compile(r"(?r)(?<!(?:như|nhân rộng|được|học tập|theo|xây dựng|triển khai|thành lập"
                       r"|ra mắt) (?:các )?)[Mm]ô hình \Z")
# `dự kiến ra mắt tháng 10 nhưng chưa thành lập được`
FAILED = regex.compile(r"(?: dự kiến[^.;]{0,40})?,? (?:nhưng )?(?:đến nay )?(?:vẫn )?chưa (?:được )?"
                      r"(?:thành lập|ra mắt)(?! đến)")
# `nhân rộng mô hình tiêm chủng của trạm A sang xã B`: one that is told elsewhere; so is `… (mục 2.1)`.
SPREAD, REFERS = regex.compile(r"nhân rộng(?: các)? \Z"), regex.compile(r" (?:(?:ra|sang) |\((?:mục|nêu|đã nêu|nói) )")
# What follows the body closes every list.
CLOSES = regex.compile(r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)(?!\w)")
LONG_LINE, LONG_HEADING = 60, 180


def find_drafts(
    document: Document, nouns: list[regex.Match[str]], recognised: bool = False, issuer: str | None = None
) -> list[Draft]:
    """Every mention; `recognised`: the document is the decision that recognises what its tables list."""
    text, scope = document.flow, Scope(issuer=issuer)
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
        found += new
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
        )
        for noun in line.nouns
        if noun.start() in records
    ]
    if recorded:
        return [] if scope.forward else recorded
    found: list[Draft] = []
    if (line.nouns or scope.lists) and not (scope.forward and not line.nouns):
        found = list(_mentions(text, line, scope))
        found = [one for one in found if _exists(text, one, scope.judged)] if scope.forward else found
        found = [_told_behind(text, found[0], line)] if len(found) == 1 else found
    if scope.named:
        scope.named = 2 if found else scope.named if group_head(text, line, scope) != Lead() else 0
    heading = is_heading(text, line.start, line.end, line.block.kind, bool(found))
    if heading or (line.nouns and text[: line.end].endswith(":", line.start)):
        enter(text, line, scope, heading)
        found = [one if one.status else one._replace(status=scope.status) for one in found]
    elif not found and not line.nouns and not scope.forward and (said := group_head(text, line, scope)) != Lead():
        scope.owner, scope.place, scope.unit, scope.person = said.owner, said.place, said.unit, said.person
    elif (
        scope.lists and not found and not line.nouns
        and line.end - line.start > LONG_LINE and text[line.start] != "(" and not ITEM.match(text, line.start)
    ):
        scope.lists = False
    return found


def _told_behind(text: str, one: Draft, line: Line) -> Draft:
    """With the owner that a later sentence of the line tells: `… Mô hình do Công an xã duy trì.`"""
    this = THIS.search(text, one.close, line.end) if one.owner is None else None
    tail = read_tail(text, this.end()) if this else None
    if tail and tail.owner and not tail.person:
        return one._replace(owner=tail.owner)
    run = RUN_BY.match(text, one.close, line.end) if one.owner is None else None
    found = whole(text, *run.span("who")) if run else None
    return one._replace(owner=run["who"]) if run and found and found.kind == "organ" else one


def _exists(text: str, one: Draft, judged: bool) -> bool:
    """Whether a section of plans, or one that judges, names a model that is there: `duy trì mô hình “X”`."""
    before = text[max(0, one.start - 40) : one.start]
    said = KEPT.search(before) if not judged else QUOTED.search(before)
    said = said or (None if judged else REGISTERED.search(text, max(0, one.start - 300), one.start))
    return (said is not None or one.status == "dừng") and text[one.start] in OPENERS


def _mentions(text: str, line: Line, scope: Scope) -> Iterator[Draft]:
    """Enumerations first, then single mentions, then a bare list item."""
    item = ITEM.match(text, line.start, line.end)
    first = item.end() if item else line.start
    starts = frozenset(mark.start for mark in line.marks)
    labelled = label_at(text, first, line.end, starts)
    owned = labelled == first and scope.lists and item is not None
    labelled = owner_label(text, first, line.end) if owned else labelled
    owned = owned and labelled > first and not DOING.match(text, labelled)
    lead = read_label(text, first, labelled, scope) if labelled > first else lead_of(scope)
    taken: list[tuple[int, int]] = []
    before_it: Draft | None = None
    for one in enumerated(text, line, first, labelled, lead, scope):
        insort(taken, (one.start, one.close))
        yield one
    for noun in line.nouns:
        if _overlaps(taken, noun.start() - 1, noun.end()):
            continue
        before = NAME_BEFORE.search(text, max(line.start, noun.start() - 160), noun.start())
        name = (name_at(text, before.start(), noun.start(), line.marks) if before
                else _name_after(text, noun, line, max(first, labelled)))
        if name is None or _overlaps(taken, name.start, name.end):
            continue
        tail = read_tail(text, noun.end() if before else name.end)
        if _believable(text, noun, name, tail, line, max(first, labelled), scope):
            a, _ = sentence(text, name.start, line)
            one = draft(text, name, tail, lead, text[a : name.start], scope.group)
            if one.owner is None and (who := subject(text, noun.start())) and not reports(who, scope.issuer):
                one = one._replace(owner=who, kind=one.kind or ("cá nhân" if PERSON.match(who) else None),
                                   place=one.place or home(text, who, noun.start()))
            if one.owner is None and before_it and SHARED.fullmatch(text, before_it.close, noun.start()):
                one = one._replace(owner=before_it.owner)
            before_it = one if one.owner and not tail.owner else None
            insort(taken, (one.start, one.close))
            yield one
            for other in _also(text, one, line):
                insort(taken, (other.start, other.close))
                yield other
    for name, who in quoted_after_owner(text, line, scope.forward) if line.nouns or scope.lists else ():
        if not _overlaps(taken, name.start, name.end) and not reports(who, scope.issuer):
            a, _ = sentence(text, name.start, line)
            one = draft(text, name, read_tail(text, name.end), lead, text[a : name.start], scope.group)
            one = one._replace(owner=who)
            for other in (one, *_also(text, one, line)):
                insort(taken, (other.start, other.close))
                yield other
    status_label = STATUS_LABEL.match(text, first, line.end) if not taken and line.nouns else None
    if status_label and last_status(status_label[0]):
        told = read_label(text, first, status_label.end(), scope)
        yield from bare_item(text, status_label.end(), line, told, scope, labelled=True)
    elif not taken and scope.lists and (item or line.block.kind == "list_item"):
        yield from bare_item(text, labelled if labelled > first else first, line, lead, scope, labelled=owned)
    elif not taken and scope.lists and not line.nouns:
        yield from bracketed_list(text, first, line, lead, scope)


def _also(text: str, first: Draft, line: Line) -> Iterator[Draft]:
    """The quoted names that follow a quoted one: `mô hình “A”, “B” và “C”`."""
    at = first.end
    while text[at - 1] in "”\"»" and (link := ALSO.match(text, at, line.end)):
        name = name_at(text, link.end(), line.end, line.marks)
        if name is None or name.how != "quote":
            return
        tail = read_tail(text, name.end)
        yield first._replace(start=name.start, end=name.end, name=name.name, close=tail.end,
                             owner=tail.owner or first.owner, place=tail.place or first.place)
        at = name.end


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these spans, which lie in order, shares words with this one."""
    index = bisect_left(taken, (end, 0))
    return index > 0 and taken[index - 1][1] > start


def _name_after(text: str, noun: regex.Match[str], line: Line, first: int) -> NameSpan | None:
    number = ORDINAL.match(text, noun.end(), line.end)
    called = CALLED.match(text, (number or noun).end(), line.end)
    ordinal = called or number or WHAT_KIND.match(text, noun.end(), line.end)
    at = ordinal.end() if ordinal else noun.end()
    owned = OWNED.match(text, noun.end() + 1, line.end) if text[noun.end() : noun.end() + 1] == ":" else None
    at = owned.end() if owned and owned["noun"] else at
    while at < line.end and text[at] in " \n":
        at += 1
    famous = is_famous(text, at)
    if famous > at and text[famous : famous + 1] not in OPENERS:
        about = ABOUT.match(text, famous, line.end)
        if about is None:
            return None
        start = famous if "vận động" in about[0] else about.end()
        return name_at(text, start, line.end, line.marks, owned=True)
    name = name_at(text, famous, line.end, line.marks)
    if name is None and noun.start() <= first + 2:
        name = name_at(text, famous, line.end, line.marks, owned=True)
        name = name if name and read_tail(text, name.end).owner else None
    return name


def _believable(
    text: str, noun: regex.Match[str], name: NameSpan, tail: Tail, line: Line, first: int, scope: Scope
) -> bool:
    """Whether the words after `mô hình` are a model that is there: marked off, listed, owned or just set up."""
    a, b = sentence(text, noun.start(), line, name.end)
    before = text[a : noun.start()].lower()
    behind = text[name.start if name.how == "words" else name.end : b].lower()[:160]
    denied = NOT_YET.search(before.rpartition(";")[2][-90:]) or NOT_YET.search(behind)
    if denied and name.how == "quote" and FAILED.match(behind):
        return True
    if (denied and scope.status != "chưa thành lập" and last_status(text[name.end : b]) != "dừng") or MOVEMENT.search(
        before[-18:]
    ):
        return False
    if name.how == "words" and REFERS.match(text, tail.end) and (SPREAD.search(before) or text[tail.end + 1] == "("):
        return False
    told = tail.known()
    listed = scope.lists and noun.start() <= first + 2
    if noun[0].lower() != "mô hình" and not (listed and (told or name.how != "words")):
        return False
    if name.how != "words" or name.name.endswith("”"):
        return CAMPAIGN.fullmatch(name.name) is None
    if len(name.name.split()) > LONGEST_NAME or not name.name[0].isalpha():
        return False
    item, numbered = ITEM.match(text, line.start), ORDINAL.match(text, noun.end())
    labelled = text[noun.end() : noun.end() + 1] == ":"  # `- Mô hình: Vận động hiến đất (thôn Đồng Tâm)`
    if noun.start() <= first + 2 and (listed or numbered or ((tail.owner or labelled) and item)):
        return told or ends_line(text, name.end, line)
    if tail.owner and tail.slot in ("of", "by") and not before.strip():
        return True
    if (who := subject(text, noun.start())) and not reports(who, scope.issuer):
        return True
    return told and BEFORE.search(before[-40:]) is not None
