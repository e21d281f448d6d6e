"""Bars as SVG: words and numbers stand beside each, so that no colour has to be told from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

# Okabe and Ito's colours, which the colour-blind tell apart; each has a dark rim.
COLOURS = {"đăng ký mới": "#E69F00", "thành lập": "#F0E442", "duy trì": "#0072B2", "nhân rộng": "#56B4E9",
           "công nhận": "#009E73", "dừng": "#8C8C8C", "kinh tế": "#E69F00", "văn hóa - xã hội": "#0072B2",
           "quốc phòng - an ninh": "#009E73", "hệ thống chính trị": "#CC79A7", "tập thể": "#0072B2",
           "cá nhân": "#E69F00"}
UNKNOWN, RIM = "#E3E3E3", "#3A3A3A"
LABEL, BAR, ROW = 190, 330, 30  # widths and height in pixels
STRIP, TALL = 1080, 150


def colour(name: str | None) -> str:
    """The colour of a status, a field or a kind; grey for what is not known."""
    return COLOURS.get(name or "", UNKNOWN)


def number(value: int) -> str:
    """A number as Vietnamese write it.

    >>> number(1274)
    '1.274'
    """
    return f"{value:,}".replace(",", ".")


def bars(title: str, names: Sequence[str | None], values: Sequence[int], unknown: str) -> Iterator[str]:
    """A bar a name, with the name before and the number behind it."""
    most, height = max(values, default=0) or 1, ROW * len(names) + 6
    said = "; ".join(f"{name or unknown}: {number(value)}" for name, value in zip(names, values, strict=True))
    yield (f'<svg role="img" aria-label="{escape(f"{title}. {said}")}" viewBox="0 0 {LABEL + BAR + 70} {height}" '
           f'width="100%">')
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        middle, width = at * ROW + ROW / 2 + 3, BAR * value / most
        yield f'<text x="{LABEL - 8}" y="{middle + 5}" text-anchor="end">{escape(name or unknown)}</text>'
        if value:
            yield _rect(LABEL, middle - 10, width, 20, colour(name))
        yield f'<text x="{LABEL + width + 7:.1f}" y="{middle + 5}" class="n">{number(value)}</text>'
    yield "</svg>"


def stacked(names: Sequence[str | None], values: Sequence[int], most: int, width: int = 420) -> str:
    """One bar in parts, as long as its sum is of `most`."""
    parts, at = [], 0.0
    for name, value in zip(names, values, strict=True):
        if value:
            length = width * value / (most or 1)
            parts.append(_rect(at, 2, length, 16, colour(name)))
            at += length
    said = "; ".join(f"{name or 'chưa rõ'} {value}" for name, value in zip(names, values, strict=True) if value)
    return (f'<svg role="img" aria-label="{escape(said)}" viewBox="0 0 {width} 20" width="{width}" height="20">'
            f'<title>{escape(said)}</title>{"".join(parts)}</svg>')


def strip(title: str, values: Sequence[tuple[str, int]]) -> Iterator[str]:
    """All communes side by side, a thin upright bar each, the highest first."""
    most, step = max((value for _, value in values), default=0) or 1, min(26.0, STRIP / max(1, len(values)))
    yield (f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {STRIP + 50} {TALL + 30}" width="100%">'
           f'<line x1="40" y1="{TALL + 10}" x2="{STRIP + 45}" y2="{TALL + 10}" stroke="{RIM}"/>'
           f'<text x="34" y="20" text-anchor="end" class="n">{number(most)}</text>'
           f'<text x="34" y="{TALL + 14}" text-anchor="end" class="n">0</text>')
    rim = f' stroke="{RIM}" stroke-width=".6"' if step > 4 else ""
    for at, (name, value) in enumerate(values):
        height = TALL * value / most
        yield (f'<rect x="{42 + at * step:.2f}" y="{TALL + 10 - height:.1f}" width="{max(step * .82, .3):.2f}" '
               f'height="{height:.1f}" fill="#0072B2"{rim}><title>{escape(name)}: {number(value)}</title></rect>')
    yield "</svg>"


def pair_of_bars(declared: int, listed: int, most: int) -> str:
    """What is declared as a frame over what is listed as a full bar."""
    width, said = 260, f"công bố {number(declared)}, liệt kê {number(listed)}"
    return (f'<svg role="img" aria-label="{said}" viewBox="0 0 {width + 2} 24" width="{width}" height="24">'
            f'{_rect(1, 2, max(1, width * declared / most), 8, "#FFFFFF")}'
            f'{_rect(1, 13, width * listed / most, 8, "#0072B2")}</svg>')


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{fill}" stroke="{RIM}" '
            f'stroke-width=".8"/>')
