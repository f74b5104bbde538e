"""
Find ruled tables: the lines drawn on a page come from pdfium, the cells between them from pdfplumber.

pdfplumber's own reading of a page costs 30 ms and takes orders from the file; its table geometry costs nothing.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from pdfplumber import table as plumber
from pypdfium2 import raw

from ingest.pages.shapes import Area, PrintedCell, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfObject, PdfPage

    from ingest.pages.glyphs import GlyphReader

Edge = dict[str, object]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
TOLERANCE = 3.0
# Points: strokes shorter than this are dots, letters or hatching; two ends this close make a straight line.
SHORTEST = 6.0
STRAIGHT = 1.0
# A drawing, not a table.
MOST_SEGMENTS, MOST_EDGES = 20_000, 1_500
FEWEST_EDGES, FEWEST_COLUMNS = 4, 2
DEEPEST = 8


def find_tables(page: PdfPage, reader: GlyphReader, number: int) -> list[PrintedTable]:
    """
    Return the ruled tables of a page from top to bottom; a frame around text is no table.
    """
    return tables_of(list(_edges(page, reader)), number)


def tables_of(edges: list[Edge], number: int) -> list[PrintedTable]:
    """
    Return the tables that level and upright lines (points) form.
    """
    if not FEWEST_EDGES <= len(edges) <= MOST_SEGMENTS:
        return []
    merged = plumber.merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    if len(merged) > MOST_EDGES:
        return []
    crossings = plumber.edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    groups = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    # Boxes one below the other are text with lines between; a frame has a single cell.
    tables = [_table(group, number) for group in groups if len({box[0] for box in group}) >= FEWEST_COLUMNS]
    return sorted(tables, key=lambda table: (table.area.top, table.area.x0))


def _table(boxes: list[tuple[float, float, float, float]], number: int) -> PrintedTable:
    """
    Make a table of cells, their rows and columns numbered by where the cells begin.
    """
    tops = sorted({box[1] for box in boxes})
    lefts = sorted({box[0] for box in boxes})
    cells = [PrintedCell(tops.index(box[1]), lefts.index(box[0]), Area(*box)) for box in boxes]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    area = Area(lefts[0], tops[0], max(box[2] for box in boxes), max(box[3] for box in boxes))
    return PrintedTable(number, area, cells)


def _edges(page: PdfPage, reader: GlyphReader) -> Iterator[Edge]:
    """
    Yield the horizontal and vertical strokes of the page in the form that pdfplumber takes.
    """
    left = MOST_SEGMENTS
    for path, matrix in _paths(page):
        count = raw.FPDFPath_CountSegments(path)
        left -= count
        if left < 0:
            return
        for start, end in _strokes(path, count, matrix):
            edge = edge_of(*reader.place(*start, *end))
            if edge is not None:
                yield edge


def edge_of(x0: float, y0: float, x1: float, y1: float) -> Edge | None:
    """
    Return a straight stroke as an edge; None for anything else.
    """
    x0, x1, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    across, down = x1 - x0, bottom - top
    if max(across, down) < SHORTEST or min(across, down) > STRAIGHT:
        return None
    kind = "h" if across > down else "v"
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": across, "height": down, "orientation": kind,
        "object_type": "line",
    }  # fmt: skip


def _paths(page: PdfPage) -> Iterator[tuple[PdfObject, Matrix]]:
    """
    Yield the page's paths, also those inside forms, each with the matrix that places it.
    """
    placed: list[Matrix] = [IDENTITY]
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM]
    for item in page.get_objects(filter=kinds, max_depth=DEEPEST):
        del placed[item.level + 1 :]
        matrix = _multiply(_matrix(item), placed[-1])
        if item.type == raw.FPDF_PAGEOBJ_FORM:
            placed.append(matrix)
        else:
            yield item, matrix


def _matrix(item: PdfObject) -> Matrix:
    """
    Return the matrix of one object.
    """
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """
    Return the matrix that applies `inner` and then `outer`.
    """
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _strokes(path: PdfObject, count: int, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """
    Yield the straight pieces of a path.
    """
    x, y = ctypes.c_float(), ctypes.c_float()
    before: Point | None = None
    first: Point | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        here = _move((x.value, y.value), matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before, here
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        before = here
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield here, first


def _move(point: Point, matrix: Matrix) -> Point:
    """
    Place a point by a matrix.
    """
    a, b, c, d, e, f = matrix
    return point[0] * a + point[1] * c + e, point[0] * b + point[1] * d + f
