"""A page's ruled tables: pdfium tells the drawn lines, pdfplumber joins them, `pdf_grids` finds the cells."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from extract.readers.pdf.grids import SNAP, Box, Rule, tables
from extract.readers.pdf.tables import Grid, grid_of
from extract.readers.pdf.words import Place

MIN_PATHS, MAX_PATHS = 4, 50_000
THIN, SHORT = 2.5, 4.0  # points: a ruling line's thickness, and what is too short for one


def find_grids(paths: Sequence[Any], place: Place) -> list[Grid]:
    """The ruled tables of a page, from its drawn lines; pdfplumber finds the cells they make up."""
    if not MIN_PATHS <= len(paths) <= MAX_PATHS:
        return []
    edges = [edge for path in paths for edge in _path_edges(path, place)]
    if len({edge["orientation"] for edge in edges}) < 2:
        return []
    from pdfplumber.table import merge_edges  # loaded for the first page with lines: it takes 0.1 s

    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    across = [Rule(e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h"]
    down = [Rule(e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v"]
    grids = [grid_of(cells) for cells in tables(across, down)]
    return [grid for grid in grids if len(grid.xs) > 2]  # a single column is a frame around words


def _path_edges(path: Any, place: Place) -> Iterator[dict[str, Any]]:
    for x0, top, x1, bottom in _path_boxes(path, place):
        wide, tall = x1 - x0, bottom - top
        if tall <= THIN and wide > SHORT:
            y = (top + bottom) / 2
            yield {"orientation": "h", "x0": x0, "x1": x1, "top": y, "bottom": y, "width": wide, "height": 0.0}
        elif wide <= THIN and tall > SHORT:
            x = (x0 + x1) / 2
            yield {"orientation": "v", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": tall}


def _path_boxes(path: Any, place: Place) -> Iterator[Box]:
    """The boxes of a path's strokes; a thin filled shape is one, as Word draws its borders.

    What is filled and not stroked is a shade behind words: Word draws one for every line of a paragraph.
    """
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    box = place(left.value, top.value, right.value, bottom.value)
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroked)
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield box
    elif stroked.value:
        yield from _strokes(path, place)
    elif raw.FPDFPath_CountSegments(path) > 6:
        yield from _shapes(path, place)


def _strokes(path: Any, place: Place) -> Iterator[Box]:
    """Each stroke of a path of several, as a box."""
    for points in _subpaths(path):
        for (x0, y0), (x1, y1) in pairwise(points):
            yield place(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))


def _shapes(path: Any, place: Place) -> Iterator[Box]:
    """The box of each shape of a path that fills several."""
    for points in _subpaths(path):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield place(min(xs), max(ys), max(xs), min(ys))


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, closed ones with the first again at the end."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    points: list[tuple[float, float]] = []
    for n in range(min(raw.FPDFPath_CountSegments(path), MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((matrix.a * x.value + matrix.c * y.value + matrix.e,
                       matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
