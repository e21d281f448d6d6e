"""What the letters of symbol fonts show: they stand in the private area of Unicode (U+F000 to U+F0FF)."""

from __future__ import annotations

# What is shown, and the letters of Symbol and Wingdings that show it.
SHOWN = (
    (" ", (0x20,)), ("-", (0x2D, 0xBE)), ("→", (0xE0, 0xAE)), ("≤", (0xA3,)), ("≥", (0xB3,)), ("±", (0xB1,)),
    ("×", (0xB4,)), ("÷", (0xB8,)), ("≠", (0xB9,)), ("°", (0xB0,)), ("✓", (0xFC,)), ("☑", (0xFE,)),
    ("☒", (0xFD, 0x78)), ("☐", (0x6F, 0xA8, 0x71)),
    ("•", (0xB7, 0xA7, 0xD8, 0x76, 0x6C, 0x6E, 0x75, 0x9F, 0xD2, 0x46)),
)
SYMBOLS = {0xF000 + letter: shown for shown, letters in SHOWN for letter in letters}
# The font "Symbol" has digits and brackets where ASCII has them, and Greek in place of letters.
GREEK = ("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
SYMBOL_FONT = {0xF000 + code: chr(code) for code in b"0123456789%()+,./:;<=>[]{|}"} | {
    0xF000 + first + offset: sign for first, signs in zip((0x41, 0x61), GREEK, strict=True)
    for offset, sign in enumerate(signs)}


def symbol(code: str | None, font: str | None = None) -> str:
    """What a `w:sym` shows; a dot for pictures of telephones and the like.

    >>> symbol("F0B7"), symbol("F0E0"), symbol("F062", "Symbol"), symbol("F028", "Wingdings"), symbol("2013")
    ('•', '→', 'β', '•', '–')
    """
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if number < 0x100:  # some programs leave out the private area
        number += 0xF000
    shown = SYMBOL_FONT.get(number) if font == "Symbol" else None
    return shown or SYMBOLS.get(number) or ("•" if 0xE000 <= number <= 0xF8FF else _character(number))


def _character(number: int) -> str:
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
