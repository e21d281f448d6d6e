"""Where decisions stand in the text as it is today, and which row of today each of them speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import regex

from pipelines.decisions.columns import derived, fields_of
from pipelines.decisions.ledger import Decision

CONTEXT = 32  # letters kept on either side of the words
NEEDED = 12  # of these must be the same where the words are found in another place
HUMAN = ("confirmed", "edited", "added")  # outcomes that say what is right
# What tells rows on the same words from each other; a decision on one of `BOUND` never passes to another.
TAGS = {"citations": "symbol", "header_fields": "field", "findings": "rule", "money": "amount_vnd", "people": "name",
        "dates": "date", "models": "name", "quantities": "value", "model_counts": "count"}
BOUND = ("header_fields", "findings")
PLACE = ("doc_id", "start", "end", "raw", "page", "symbol_start", "symbol_end", "symbol_raw", "citation_id", "model_id",
         "group_id", "rule", "confidence")  # what a row keeps, whatever was decided about it
Values = Mapping[str, Any]


class Item(NamedTuple):
    """A row with what was decided about it. `row` is what the rules read (None: nothing any more, or never)."""

    table: str
    key: str
    row: Values | None
    values: dict[str, Any]  # the row as it counts
    head: Decision | None = None
    outcome: str | None = None
    doubt: str | None = None  # why a person should look again: other values, or a rejection that lapsed

    @property
    def version(self) -> int:
        """What a save must have seen: the last decision on the row, 0 for none."""
        return self.head.id if self.head else 0


class Settled(NamedTuple):
    """The rows of one table of one document by place, and the decisions whose words are gone."""

    items: list[Item]
    lost: list[Decision]


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The letters before and behind a span, as a decision keeps them."""
    return text[max(start - CONTEXT, 0):start], text[end:end + CONTEXT]


def place_of(text: str, decision: Decision) -> int | None:
    """Where the words of a decision begin today; None where they are gone or stand in other company."""
    if decision.start is None or decision.end is None or decision.raw is None:
        return 0
    if text.startswith(decision.raw, decision.start) and around(
            text, decision.start, decision.end) == (decision.before, decision.behind):
        return decision.start
    before, behind = decision.before or "", decision.behind or ""
    spots = (match.start() for match in regex.finditer(regex.escape(decision.raw), text))
    ranked = [(_alike(text, spot, len(decision.raw), before, behind), -abs(spot - decision.start), spot)
              for spot in spots]
    best = max(ranked, default=(-1, 0, None))
    return best[2] if best[0] >= min(NEEDED, len(before) + len(behind)) else None


def _alike(text: str, start: int, length: int, before: str, behind: str) -> int:
    """How many letters next to a span are those that stood there before."""
    left = next((n for n in range(len(before)) if text[start - n - 1:start - n] != before[-n - 1]), len(before))
    rest = text[start + length:start + length + len(behind)]
    return left + next((n for n, sign in enumerate(behind) if rest[n:n + 1] != sign), len(behind))


def settle(table: str, rows: Sequence[Values], heads: Iterable[Decision], text: str) -> Settled:
    """Give each row of a document (dictionaries of one table, by place) the decision that speaks of it."""
    placed = [(head, place_of(text, head)) for head in heads]
    keys = list(_keys(table, rows))
    chosen = _pair(table, rows, [(head, at) for head, at in placed if at is not None])
    items = [_item(table, key, row, chosen.get(at)) for at, (key, row) in enumerate(zip(keys, rows, strict=True))]
    taken = {head.id for head in chosen.values()}
    alone = [(head, at) for head, at in placed if at is not None and head.id not in taken]
    items += [_alone(table, head, at) for head, at in alone if head.outcome in HUMAN]
    items.sort(key=lambda item: (item.values.get("start") or 0, item.values.get("end") or 0))
    return Settled(items, [head for head, at in placed if at is None and head.outcome])


def _keys(table: str, rows: Iterable[Values]) -> Iterable[str]:
    """A name for each row that lasts as long as its place does."""
    numbers: dict[str, count[int]] = {}
    for row in rows:
        where = f"{row['start']}-{row['end']}-{row[TAGS[table]] if table in BOUND else ''}"
        yield f"{where}-{next(numbers.setdefault(where, count()))}"


Placed = tuple[Decision, int]


def _pair(table: str, rows: Sequence[Values], placed: Sequence[Placed]) -> dict[int, Decision]:
    """Rows by index with their decisions; the surest pairs choose first."""
    chosen: dict[int, Decision] = {}
    left = list(placed)
    for fits in (_same, _same_tag, _same_span, _overlap):
        waiting, left = left, []
        for head, at in waiting:
            row = next((index for index, row in enumerate(rows) if index not in chosen and _may(table, row, head)
                        and fits(table, row, head, at)), None)
            if row is None:
                left.append((head, at))
            else:
                chosen[row] = head
    return chosen


def _may(table: str, row: Values, head: Decision) -> bool:
    return table not in BOUND or row[TAGS[table]] == (head.rule if table == "findings" else (head.old or {})["field"])


def _spans(row: Values, head: Decision, at: int) -> bool:
    if head.start is None or head.end is None:
        return row["start"] is None
    return bool(row["start"] == at and row["end"] == at + head.end - head.start)


def _same(table: str, row: Values, head: Decision, at: int) -> bool:
    return _spans(row, head, at) and editable(table, row) == _read(table, row, head)


def _same_tag(table: str, row: Values, head: Decision, at: int) -> bool:
    return _spans(row, head, at) and row[TAGS[table]] == (head.old or head.new or {}).get(TAGS[table])


def _same_span(table: str, row: Values, head: Decision, at: int) -> bool:
    return head.old is not None and _spans(row, head, at)


def _overlap(table: str, row: Values, head: Decision, at: int) -> bool:
    if head.old is None or head.start is None or head.end is None or row["start"] is None:
        return False  # what a person added beside a row is a row of its own
    return bool(row["start"] < at + head.end - head.start and at < row["end"])


def editable(table: str, row: Values) -> dict[str, Any]:
    """The values of a row that people may edit."""
    return {name: row.get(name) for name in fields_of(table, row)}


def _read(table: str, row: Values, head: Decision) -> dict[str, Any]:
    """What the rules had read when the decision was made."""
    return {name: (head.old or {}).get(name) for name in fields_of(table, row)}


def _item(table: str, key: str, row: Values, head: Decision | None) -> Item:
    """The row as it counts: people outrank the rules, but for a rejection of values that are no longer read."""
    values = dict(row)
    if head is None:
        return Item(table, key, row, values)
    other = head.old is not None and editable(table, row) != _read(table, row, head)
    if head.outcome == "rejected" and other:
        return Item(table, key, row, values, head, None, "values")
    if head.outcome in HUMAN:
        new = {name: value for name, value in (head.new or {}).items() if name not in PLACE}
        values |= new | derived(table, new, row)
    return Item(table, key, row, values, head, head.outcome, "values" if other and head.outcome else None)


def _alone(table: str, head: Decision, at: int) -> Item:
    """A row that people gave, or that the rules do not read any more; its offsets are those of today."""
    values = {**(head.old or {}), **(head.new or {})}
    shift = at - head.start if head.start is not None else 0
    for name in ("start", "end", "symbol_start", "symbol_end"):
        if values.get(name) is not None:
            values[name] += shift
    doubt = None if head.outcome == "added" else "unread"
    return Item(table, f"~{head.id}", None, values, head, head.outcome, doubt)


