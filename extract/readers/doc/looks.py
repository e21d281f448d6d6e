"""How characters look, out of what their run, its style and their paragraph's style say."""

from __future__ import annotations

from typing import NamedTuple

from extract.legacy import by_font
from extract.readers.doc import sprms
from extract.readers.doc.sprms import Properties, number, properties
from extract.readers.doc.styles import Styles
from extract.readers.docx.symbols import symbol

READ = (sprms.DELETED, sprms.HIDDEN, sprms.BOLD, sprms.ITALIC, sprms.STYLE, sprms.FONT, sprms.OTHER_FONT,
        sprms.SYMBOL, sprms.HEIGHT)
Operands = tuple[bytes | None, ...]  # of `READ`
AS_STYLE, AGAINST_STYLE = 0x80, 0x81
ABOVE = 1  # the line, as a note's mark


class Look(NamedTuple):
    """The font; whether the characters are bold or italic, seen, above the line; a sign that stands for each."""

    font: str | None
    stressed: bool
    shown: bool
    sign: str | None
    raised: bool


class Looks:
    """Looks by the raw formatting of a run; the same formatting comes hundreds of times."""

    def __init__(self, styles: Styles, fonts: list[str]) -> None:
        """Looks in a document with these styles and fonts."""
        self._styles, self._fonts = styles, fonts
        self._keys: dict[bytes, int] = {}
        self._numbers: dict[Operands, int] = {}
        self._known: dict[tuple[int, int], Look] = {}

    def key(self, raw: bytes) -> int:
        """A number that stands for what is read of a run's formatting."""
        known = self._keys.get(raw)
        if known is None:
            own = properties(raw)
            known = self._numbers.setdefault(tuple([own.get(code) for code in READ]), len(self._numbers))
            self._keys[raw] = known
        return known

    def __call__(self, key: int, paragraph_style: int) -> Look:
        """The look of characters with this formatting in a paragraph of that style."""
        known = self._known.get((key, paragraph_style))
        if known is None:
            operands = zip(READ, [*self._numbers][key], strict=True)
            own = {code: operand for code, operand in operands if operand is not None}
            known = self._known[key, paragraph_style] = self._look(own, paragraph_style)
        return known

    def _look(self, own: Properties, paragraph_style: int) -> Look:
        base = self._styles[paragraph_style].characters
        style = number(own, sprms.STYLE)
        inherited = base if style is None else base | self._styles[style].characters
        stressed = _is_on(own, inherited, sprms.BOLD) or _is_on(own, inherited, sprms.ITALIC)
        gone = bool(number(own, sprms.DELETED)) or _is_on(own, inherited, sprms.HIDDEN)
        all = inherited | own
        return Look(self._font(all), stressed, not gone, self._sign(own.get(sprms.SYMBOL)),
                    number(all, sprms.HEIGHT) == ABOVE)

    def _font(self, all: Properties) -> str | None:
        """Letters beyond ASCII may have a font of their own; a legacy one counts, whichever names it."""
        default = self._styles.default_font
        main, other = (self._name(number(all, code)) for code in (sprms.FONT, sprms.OTHER_FONT))
        main = self._name(default) if main is None else main
        return other if by_font(main) is None and by_font(other) else main

    def _name(self, index: int | None) -> str | None:
        return self._fonts[index] if index is not None and index < len(self._fonts) else None

    def _sign(self, operand: bytes | None) -> str | None:
        if operand is None or len(operand) < 4:
            return None
        font, code = int.from_bytes(operand[:2], "little"), int.from_bytes(operand[2:], "little")
        return symbol(f"{code:04X}", self._name(font))


def _is_on(own: Properties, inherited: Properties, code: int) -> bool:
    said = number(own, code)
    if said in (None, AS_STYLE, AGAINST_STYLE):
        return (number(inherited, code) or 0) & 1 == (said != AGAINST_STYLE)
    return bool(said)
