"""Models that a sentence counts and then names, in a row: as many as are declared."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.records import Finding
from pipelines.checks.case import WARNING, Case
from pipelines.checks.counts import MODEL

INLINE = regex.compile(
    rf"(?i)(?<![\d/.,])(?P<count>\d{{1,2}})\s+{MODEL}(?:\s+(?:mới|tiêu biểu|dân vận khéo|“dân vận khéo”)"
    r"|\s+được [^.,;:\n“\d]{3,30})?,?\s*"
    rf"(?P<says>(?:gồm|bao gồm|đó là|là)(?:\s+các)?\s*(?:{MODEL})?\s*:?|:)[ \t]+(?P<list>[^\n.]{{15,900}})")
# Lists that are said to be open, or that list something else than models.
OPEN_LIST = regex.compile(r"(?i)như|một số|tiêu biểu|đã|được|trong đó|tập thể|cá nhân|bảng|sau|…")
OPEN_END = regex.compile(r"\.[.v]")  # the list's own pattern stops at the first point of `...` and `v.v.`
ENCLOSED = regex.compile(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)")
QUOTED, BRACKETED = regex.compile(r"“[^”]*”|\"[^\"]*\""), regex.compile(r"\([^)]*\)")
ITEM = regex.compile(rf"(?i)\s*(?:{MODEL}\s+\S|“(?!dân vận khéo))")
AND = regex.compile(r"\bvà\b")


def named_inline(case: Case) -> Iterator[Finding]:
    """R66. The number declared is not that of the names behind it: `05 mô hình, gồm A; B; C`. Commas may stand within
    names, so that only what no way of splitting gives is told."""
    for match in INLINE.finditer(case.report.text):
        listed = ENCLOSED.sub("“”", match["list"])
        behind = case.report.text[match.end("list"):match.end("list") + 2]
        exact = None if OPEN_END.match(behind) else _named_items(match["list"])
        if exact and exact != int(match["count"]):
            yield case.finding("R66", WARNING, (match.start(), match.end("list")),
                               f"{match['count']} are declared, {exact} are named.",
                               f"Ghi {match['count']} mô hình nhưng kể tên {exact}.")
        if (exact or match["says"] == ":" or OPEN_LIST.search(listed) or OPEN_END.match(behind)
                or "“" in listed.replace("“”", "")):
            continue
        fewest = listed.count(";") + 1
        most = fewest + listed.count(",") + len(AND.findall(listed))
        count = int(match["count"])
        if count > most or (count < fewest and fewest > 1):
            yield case.finding("R66", WARNING, (match.start(), match.end("list")),
                               f"{count} are declared, {most} are named.",
                               f"Ghi {match['count']} mô hình nhưng kể tên {most if count > most else fewest}.")


def _named_items(listed: str) -> int | None:
    """How many models a list names, where every item begins with a name in quotes or with the word.

    >>> _named_items("“Đường hoa” của thôn 1, xã A; “Nhà sạch” của thôn 2"), _named_items("“A b” (xã C), “C d” (xã E)")
    (2, 2)
    >>> _named_items("trồng nấm; nuôi dê"), _named_items("“Dân vận khéo” xây dựng đường; trồng hoa")
    (None, None)
    """
    bare = BRACKETED.sub("", listed)
    items = [item.strip() for item in regex.split(r";\s*(?:và\s+)?", QUOTED.sub("“”", bare)) if item.strip()]
    if len(items) > 1:
        named = all(item.count("“") <= 1 and ITEM.match(item) for item in items)
        return len(items) if named else None
    names = QUOTED.findall(bare)
    starts = regex.findall(r"(?:^|,|(?<!\w)và(?!\w))\s*“”", QUOTED.sub("“”", bare))
    return len(names) if len(names) > 1 and len(names) == len(starts) and ITEM.match(bare) else None
