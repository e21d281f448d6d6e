"""Days that several numbers share or bear in turn: `số 12 và 13 lần lượt ngày 05/3/2024 và 07/4/2024`, `cùng ngày`."""

from __future__ import annotations

import re

from extract.recognizers.citations.mention import Mention
from extract.records import Date

IN_TURN = re.compile(r",?[ \n]lần lượt (?:là |vào )?(?:các )?")
FIRST_DAY = re.compile(r",?[ \n](?:các )?")
NEXT_DAY = re.compile(r"(?:,| và|, và|;)[ \n](?:các )?")
SAME_DAY = re.compile(r",?[ \n]\(?cùng ngày(?![ \n]\d)\)?")
# Behind a day that several mentions share (`đều ban hành ngày …`, `cùng ngày …`).
SHARED = ("đều ", "cùng ngày ")
NEIGHBOURS = re.compile(r"[ \n]*(?:,|và|, và|và các)?[ \n]*")


def read_days_in_turn(text: str, earlier: list[Mention], mention: Mention, dates: dict[int, Date]) -> None:
    """Gives each number its own day where as many days follow as there are numbers.

    `dates` are by their start. Behind `lần lượt` the days may belong to `earlier` mentions too, the last of
    which stands right before this one. Where the counts differ no number gets a day by its place.
    """
    said = IN_TURN.match(text, mention.end)
    first = said or (FIRST_DAY.match(text, mention.end) if len(mention.symbols) > 1 else None)
    days = _days(text, first.end(), dates) if first else []
    if len(days) < 2:
        return
    group = _group(text, earlier, mention, len(days)) if said else [mention]
    if sum(len(one.symbols) for one in group) != len(days) or (not said and text[days[-1].end + 1:][:1].isupper()):
        return
    mention.end = days[-1].end
    for one in group:
        own, days = days[:len(one.symbols)], days[len(one.symbols):]
        one.days = [(day.date, day.date_precision) for day in own]
        one.date = one.days[-1]


def read_same_day(text: str, before: Mention, mention: Mention) -> None:
    """`…, Quyết định số 13/QĐ-UBND cùng ngày` is of the day of the mention before it in the sentence."""
    said = SAME_DAY.match(text, mention.end) if before.date and before.date[1] == "day" else None
    if said and not {".", "\n"}.intersection(text[before.end:mention.start]):
        mention.date, mention.end = before.date, said.end()


def says_shared_day(text: str, mention: Mention) -> bool:
    """Whether the words between the last number and its day say that others are of the same day."""
    return bool(mention.symbols) and any(word in text[mention.symbols[-1].end:mention.end] for word in SHARED)


def _days(text: str, at: int, dates: dict[int, Date]) -> list[Date]:
    """The days listed from `at`; the word `ngày` may stand before each or only before the first."""
    found: list[Date] = []
    while (day := dates.get(at) or dates.get(at + len("ngày "))) and day.kind == "point":
        found.append(day)
        link = NEXT_DAY.match(text, day.end)
        at = link.end() if link else -len(text)
    return found


def _group(text: str, earlier: list[Mention], mention: Mention, wanted: int) -> list[Mention]:
    """The mention and those right before it whose numbers make up the number of days."""
    group, count = [mention], len(mention.symbols)
    for before in reversed(earlier):
        if count >= wanted or before.date or NEIGHBOURS.fullmatch(text, before.end, group[0].start) is None:
            break
        group.insert(0, before)
        count += len(before.symbols)
    return group
