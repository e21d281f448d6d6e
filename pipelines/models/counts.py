"""Where what a report counts and what it lists differ, or two of its counts contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

import regex

from pipelines.models.archive import Archive, Count, Report, Seen
from pipelines.models.lines import ONCE
from pipelines.resolve.keys import settled

TWO_NUMBERS, PARTS, FEWER, MORE, NO_NAMES = (
    "Hai số khác nhau", "Tổng khác cộng các phần", "Liệt kê ít hơn công bố", "Liệt kê nhiều hơn công bố",
    "Chỉ nêu số, không liệt kê tên")
# A count of somebody's own models, or of some of them: it is not the number of the reporting unit.
OTHERS = regex.compile(
    r"(?<!\w)(?:(?:chi )?hội|(?:chi |liên )?đoàn(?! kết)|mặt trận|\w*mttq\w*|trường|thôn|ấp|bản|buôn|làng|khu phố"
    r"|khu dân cư|tổ dân phố|công an|chi bộ|đảng bộ|mỗi|từng|trong đó|ngoài|riêng|thêm|tăng|giảm|tiêu biểu"
    r"|cấp (?:tỉnh|huyện|xã)|có (?:xã|nơi|đơn vị)|còn lại)(?!\w)", regex.IGNORECASE)
EXAMPLES = regex.compile(r"(?<!\w)(?:tiêu biểu|điển hình là|điển hình như|nổi bật|nổi lên|như|một số)(?!\w)",
                         regex.IGNORECASE)
BULLET = regex.compile(r"^[\s\d.,)+*•-]+")
FAR = 350  # behind its number a list begins within so many letters, and goes on with such steps
CLAUSE, SENTENCE = ("\n", ". ", "; "), ("\n", ". ")


class Gap(NamedTuple):
    """A place where numbers differ: what, of which status, kind and year, the numbers, and where they stand."""

    report: Report
    what: str
    status: str | None
    kind: str | None
    year: int | None
    declared: tuple[int, ...]
    listed: int | None
    where: tuple[Count, ...]
    names: tuple[str, ...] = ()

    @property
    def is_difference(self) -> bool:
        """Whether numbers contradict each other; a number without names does not."""
        return self.what != NO_NAMES


class Page(NamedTuple):
    """A report with its text, its counts and its models, in the order of the text."""

    report: Report
    text: str
    counts: list[Count]
    models: list[Seen]

    def before(self, count: Count, ends: tuple[str, ...] = CLAUSE) -> str:
        """The words of the clause (or of the sentence) before a count."""
        start = max(self.text.rfind(end, 0, count.start) + len(end) for end in (*ends, "\n"))
        return self.text[start if start > 1 else 0:count.start]

    def of_others(self, count: Count) -> bool:
        """Whether the clause speaks of somebody's own models, or of some of them only."""
        return OTHERS.search(self.before(count)) is not None


def find_gaps(archive: Archive, text_of: Callable[[str], str]) -> Iterator[Gap]:
    """All gaps of all reports, report by report."""
    models: dict[str, list[Seen]] = {}
    for model in archive.models:
        models.setdefault(model.doc_id, []).append(model)
    for doc_id, counts in groupby(archive.counts, key=lambda count: count.doc_id):
        yield from gaps_of(Page(archive.reports[doc_id], text_of(doc_id), list(counts), models.get(doc_id, [])))


def gaps_of(page: Page) -> Iterator[Gap]:
    """The gaps of one report."""
    contradictions = list(_two_numbers(page))
    yield from _parts(page)
    yield from contradictions
    told = {count for gap in contradictions for count in gap.where}
    for counts in _grouped(page.counts).values():
        gaps = [gap for count in counts if count not in told and (gap := _list(page, count))]
        yield from gaps if any(gap.is_difference for gap in gaps) else gaps[:1]


def _parts(page: Page) -> Iterator[Gap]:
    """`14 mô hình, gồm 09 tập thể, 04 cá nhân`: the parts of one sentence make up their total, or not."""
    for total, one, other in zip(page.counts, page.counts[1:], page.counts[2:], strict=False):
        apart = {one.kind, other.kind} == {"tập thể", "cá nhân"} and total.kind is None
        sentence = page.text[total.end:other.start]
        if apart and not any(end in sentence for end in SENTENCE) and total.count != one.count + other.count:
            yield Gap(page.report, PARTS, total.status, None, total.year, (total.count, one.count + other.count), None,
                      (total, one, other))


def _two_numbers(page: Page) -> Iterator[Gap]:
    """One status, kind and year, and two numbers, both said of the reporting unit or in the same words."""
    for (status, kind, year), counts in _grouped(page.counts).items():
        at_odds = [pair for pair in combinations(counts, 2) if _contradict(page, *pair)]
        if status and at_odds:
            where = tuple(count for count in counts if any(count in pair for pair in at_odds))
            numbers = tuple(dict.fromkeys(count.count for count in where))
            yield Gap(page.report, TWO_NUMBERS, status, kind, year, numbers, None, where)


def _grouped(counts: Sequence[Count]) -> dict[tuple[str | None, str | None, int | None], list[Count]]:
    found: dict[tuple[str | None, str | None, int | None], list[Count]] = {}
    for count in counts:
        found.setdefault((count.status, count.kind, count.year), []).append(count)
    return found


def _contradict(page: Page, one: Count, other: Count) -> bool:
    """Two numbers in one sentence are two things: `bàn giao 41 mô hình, cho dừng 15 mô hình`."""
    if one.count == other.count or not any(end in page.text[one.end:other.start] for end in SENTENCE):
        return False
    labels = [settled(BULLET.sub("", page.before(count))) for count in (one, other)]
    return labels[0] == labels[1] != "" or not any(map(page.of_others, (one, other)))


def _list(page: Page, count: Count) -> Gap | None:
    """What is wrong with the list that goes with a count."""
    listed = _behind(page, count) if count.kind is None else []
    if not listed:
        return _elsewhere(page, count)
    return _gap(page, count, listed) if len(listed) != count.count else None


def _gap(page: Page, count: Count, listed: Sequence[Seen]) -> Gap:
    what = (FEWER if len(listed) < count.count else MORE) if listed else NO_NAMES
    return Gap(page.report, what, count.status, count.kind, count.year, (count.count,), len(listed), (count,),
               tuple(model.name for model in listed))


def _behind(page: Page, count: Count) -> list[Seen]:
    """The models listed right behind a count, up to the next one; none where it is not sure whose list it is."""
    others = [other for other in page.counts if other.start > count.end and not _is_part(page, count, other)]
    limit = others[0].start if others else len(page.text)
    behind = [model for model in page.models if count.end <= model.start < limit]
    if not behind or EXAMPLES.search(page.text, count.end, behind[0].start) or _shares(page, count):
        return []
    steps = [later - sooner for sooner, later in pairwise([count.end, *(model.start for model in behind)])]
    near = next((at for at, step in enumerate(steps) if step > FAR), len(steps))
    if near > count.count and steps[count.count] > 1.5 * max(steps[1:count.count], default=FAR / 2):
        near = count.count  # what comes after a wider step is named in passing
    return [model for model in behind[:near] if _fits(model, count)]


def _is_part(page: Page, total: Count, other: Count) -> bool:
    return other.kind is not None and not any(end in page.text[total.end:other.start] for end in SENTENCE)


def _shares(page: Page, count: Count) -> bool:
    """Whether another count stands before it in the sentence: the list behind may be of both."""
    start = count.start - len(page.before(count, SENTENCE))
    return any(start <= other.start < count.start and other.count != count.count and other.kind is None
               and not any(other.end <= model.start < count.start for model in page.models) for other in page.counts)


def _fits(model: Seen, count: Count) -> bool:
    """Whether a model may be one of those counted: no other status; for what happens once, no other year."""
    if model.status and count.status and model.status != count.status:
        return False
    return count.status not in ONCE or None in (model.year, count.year) or model.year == count.year


def _elsewhere(page: Page, count: Count) -> Gap | None:
    """A count without a list behind it: are models of its status named anywhere in the report?"""
    if page.of_others(count) or count.count == 0:
        return None
    listed = [model for model in page.models if model.status == count.status and _fits(model, count)]
    if count.status is None:
        return None if page.models or _adds_up(page, count) else _gap(page, count, ())
    if not listed:
        unclear = sum(model.status is None for model in page.models)
        return _gap(page, count, ()) if unclear < count.count else None
    return _gap(page, count, listed) if count.kind is None and len(listed) > count.count else None


def _adds_up(page: Page, total: Count) -> bool:
    """Whether counts that follow add up to it: their lists are its list."""
    rest = [count.count for count in page.counts if count.start > total.start and count.kind is None]
    return any(sum(rest[:n]) == total.count for n in range(2, len(rest) + 1))
