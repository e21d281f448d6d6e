"""Amounts in words: `hai trăm triệu đồng`, `từ một đến ba triệu đồng`, `hai triệu rưỡi`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract.recognizers.money.amounts import SMALLEST, Amount, is_bare_money, per_in
from extract.recognizers.money.forms import DONG, RATE, RATE_WORDS
from extract.recognizers.numbers import DIGIT_WORDS, NUMBER_WORDS, SCALE_WORDS, read_words

ENDS = (" đồng", " triệu", " tỷ", " tỉ", " nghìn", " ngàn")
WORD = regex.compile(r"(?r)[^\W\d_]+")
PER = regex.compile(RATE, rate_words=RATE_WORDS)
WORDED_END = regex.compile(rf" {DONG}")
BARE_END = regex.compile(r" (?:triệu|t[ỷỉ]|nghìn|ngàn)(?: rưỡi)?(?!\w)")
# Behind these words the amount is not over: a later one ends it.
GOES_ON = regex.compile(r",?(?: \L<words>){0,9} (?:triệu|t[ỷỉ]|nghìn|ngàn|đồng)(?!\w)", words=[*NUMBER_WORDS])
FIRST = frozenset(DIGIT_WORDS) | {"mười", "nửa"}
VAGUE = frozenset({"vài", "mấy", "hàng", "dăm", "chục", "phần"})
BETWEEN = regex.compile(r"(?r)(?: (?:đến|tới)| ?[-–]) ")
REACH = 150
Words = list[tuple[int, str]]


def find_worded(text: str) -> Iterator[Amount]:
    """Every amount in words, by the word that ends it; the same words may be found twice.

    >>> [amount.value for amount in find_worded("năm đồng chí góp ba tỷ rưỡi, vay một trăm nghìn đồng, vài tỷ")]
    [100000, 3500000000]
    """
    for word in ENDS:
        at = text.find(word)
        while at >= 0:
            last = text[max(at - 6, 0) : at].rpartition(" ")[2]
            if last.lower() in NUMBER_WORDS and not text[max(at - len(last) - 2, 0) : at].strip()[:1].isdigit():
                amount = _ending(text, at, word)
                if amount is not None:
                    yield amount
            at = text.find(word, at + len(word))


def _ending(text: str, at: int, word: str) -> Amount | None:
    """The amount whose words end with the one at `at`; None for `hàng triệu đồng`, `năm đồng chí`."""
    end = (WORDED_END if word == ENDS[0] else BARE_END).match(text, at)
    if end is None or (word != ENDS[0] and GOES_ON.match(text, end.end())):
        return None
    amount = _read(text, at if word == ENDS[0] else end.end(), end.end())
    if amount is None or word == ENDS[0]:
        return amount
    said = amount.per is not None or end[0].endswith("rưỡi")
    return amount if is_bare_money(text, amount.start, amount.end, word[1:], said) else None


def _read(text: str, at: int, end: int) -> Amount | None:
    """The amount of the number words right before `at`, with the lower end of a range."""
    words = _number_words(text, at)
    if not words or words[0][1] not in FIRST:
        return None
    for first in range(min(2, len(words))):  # `trong năm hai trăm triệu đồng`: the first may be no number
        value = read_words(" ".join(word for _, word in words[first:]))
        if value is not None and value >= SMALLEST:
            start, low = _low(text, words[first:], value)
            rate = PER.match(text, end)
            return Amount(start, rate.end() if rate else end, low or value, value if low else None,
                          per_in(rate[0]) if rate else None)
    return None


def _low(text: str, high: Words, value: int) -> tuple[int, int | None]:
    """Where a range begins, and its lower end: in its own unit, else in the last of the upper's."""
    start = high[0][0]
    between = BETWEEN.match(text, max(start - 6, 0), start)
    words = _number_words(text, between.start()) if between else []
    if not words or ([word for _, word in words] == ["năm"] and not text.endswith("từ ", 0, words[0][0])):
        return start, None  # `từ đầu năm đến ba triệu đồng`
    number = read_words(" ".join(word for _, word in words)) or 0
    scale = next(SCALE_WORDS[word] for _, word in reversed(high) if word in SCALE_WORDS)
    low = number if any(word in SCALE_WORDS for _, word in words) else number * scale
    return (words[0][0], low) if value / 100 <= low < value else (start, None)


def _number_words(text: str, at: int) -> Words:
    """The number words right before `at` with their places; none where a vague word leads them."""
    floor = max(0, at - REACH)
    found: Words = []
    edge, largest = at, 0
    for match in WORD.finditer(text, floor, at):
        word, gap = match[0].lower(), text[match.end() : edge].strip(" \n")
        scale = SCALE_WORDS.get(word, 0)
        smaller_follows = gap == "," and 0 < largest < scale  # sáu triệu, hai trăm nghìn
        if (gap and not smaller_follows) or (match.end() == edge and edge != at):
            break
        largest = max(largest, scale)
        if word not in NUMBER_WORDS:
            return [] if word in VAGUE else found[::-1]
        found.append((match.start(), word))
        edge = match.start()
    return found[::-1]
