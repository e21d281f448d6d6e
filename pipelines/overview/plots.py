"""Figures as SVG to stand inside a page, the same bytes for the same numbers.

The only importer of matplotlib (the extra `plots`), which takes most of a second to load: import it when needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import matplotlib
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import MaxNLocator

from pipelines.overview.figures import MOST_BARS, UNKNOWN, Figure, number, scale

# Okabe and Ito's colours, which the colour-blind tell apart; grey is for what is not known.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
GREY = "#DDDDDD"
MOST_PLOTS = 6  # small ones in one figure
WIDE = 9.0  # inches; the page draws it as wide as it is itself
INK, RIM = "#1b2a41", "#3a3a3a"
SETTINGS: dict[Any, Any] = {"svg.hashsalt": "baocao", "svg.fonttype": "none", "font.family": "sans-serif",
            "font.size": 11, "text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK,
            "axes.spines.top": False, "axes.spines.right": False}
WITHOUT = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def plot(figure: Figure) -> str:
    """The figure as an SVG element; its words are text, which can be searched and read aloud."""
    with matplotlib.rc_context(SETTINGS):
        sheet = DRAWN[figure.question.shape](figure)
        drawn = StringIO()
        sheet.savefig(drawn, format="svg", metadata=WITHOUT, bbox_inches="tight", pad_inches=.08)
    return _element(drawn.getvalue(), figure.question.title)


def _element(svg: str, title: str) -> str:
    """The element alone, without ids that nothing refers to: several plots stand in one page."""
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg[svg.index("<svg"):], flags=re.DOTALL)
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', svg))
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", svg)
    return re.sub(r'<svg [^>]*?(viewBox="[^"]*")[^>]*>', rf'<svg role="img" aria-label="{title}" \1>', svg, count=1)


def _upright(figure: Figure) -> Any:
    """A bar a year, its parts piled up."""
    sheet = Sheet(figsize=(WIDE, 3.4))
    axes = sheet.subplots()
    places, floor = range(len(figure.rows)), [0] * len(figure.rows)
    for at, column in enumerate(figure.columns):
        values = [row[at] for _, row in figure.rows]
        axes.bar(places, values, bottom=floor, label=column, width=.72, **_look(at, column))
        floor = [below + value for below, value in zip(floor, values, strict=True)]
    _years(axes, figure)
    _numbers(axes.yaxis)
    axes.set_ylabel(figure.question.unit)
    if len(figure.columns) > 1:
        sheet.legend(loc="outside lower center", ncols=min(len(figure.columns), 3), frameon=False)
        sheet.set_layout_engine("constrained")
    _label(axes, places, floor)
    return sheet


def _lying(figure: Figure) -> Any:
    """A bar a name, the longest on top, its number behind it."""
    rows = figure.rows[:MOST_BARS]
    sheet = Sheet(figsize=(WIDE, .9 + .3 * len(rows)))
    axes = sheet.subplots()
    values = [sum(row) for _, row in rows]
    bars = axes.barh(range(len(values)), values, height=.72, **_look(0))
    axes.bar_label(bars, [number(value) for value in values], padding=4)
    axes.set_yticks(range(len(values)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.margins(x=.1)
    _numbers(axes.xaxis)
    axes.set_xlabel(figure.question.unit)
    return sheet


def _rows(figure: Figure) -> Any:
    """A small plot for each column, with a scale of its own: the columns are not to be added up."""
    step, unit = scale(figure)
    columns = figure.columns[:MOST_PLOTS]
    sheet = Sheet(figsize=(WIDE, 1.2 + 1.25 * len(columns)), layout="constrained")
    for at, (axes, column) in enumerate(zip(sheet.subplots(len(columns), squeeze=False)[:, 0], columns, strict=True)):
        values = [row[at] / step for _, row in figure.rows]
        axes.bar(range(len(values)), values, width=.72, **_look(0))
        axes.set_title(f"{column} ({unit})", loc="left", fontsize=11)
        _years(axes, figure, named=column == columns[-1])
        _numbers(axes.yaxis, most=3)
    return sheet


DRAWN: dict[str, Callable[[Figure], Any]] = {"upright": _upright, "lying": _lying, "rows": _rows}


def _look(at: int, name: str = "") -> dict[str, Any]:
    return {"color": GREY if name == UNKNOWN else COLOURS[at % len(COLOURS)], "edgecolor": RIM, "linewidth": .6}


def _years(axes: Any, figure: Figure, *, named: bool = True) -> None:
    """As many years named as there is room for."""
    names = [name for name, _ in figure.rows]
    every = -(-len(names) // 16)
    axes.set_xticks(range(0, len(names), every), names[::every] if named else [""] * len(names[::every]))
    axes.margins(x=.01)


def _numbers(axis: Any, most: int = 6) -> None:
    """Whole numbers at few places, written as Vietnamese do."""
    axis.set_major_locator(MaxNLocator(most, integer=True))
    axis.set_major_formatter(lambda value, _: number(value))


def _label(axes: Any, places: Sequence[int], values: Sequence[int]) -> None:
    """The number above each bar, where there are few."""
    if len(places) <= 16:
        for place, value in zip(places, values, strict=True):
            axes.annotate(number(value), (place, value), (0, 3), textcoords="offset points", ha="center", fontsize=9)
