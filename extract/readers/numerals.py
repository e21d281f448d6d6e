"""Roman numerals, for the numbers of lists that a file counts and does not store."""

from __future__ import annotations

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """A number in small Roman numerals, as far as they go.

    >>> roman(4), roman(19), roman(0)
    ('iv', 'xix', '0')
    """
    if not 0 < number < 4000:
        return str(number)
    numerals = []
    for worth, numeral in ROMAN:
        times, number = divmod(number, worth)
        numerals.append(numeral * times)
    return "".join(numerals)
