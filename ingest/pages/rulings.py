"""
Find ruled tables: the lines drawn on a page come from pdfium, the cells between them from pdfplumber.

pdfplumber's own reading of a page costs 30 ms and takes orders from the file; its table geometry costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfplumber import table as plumber
from pypdfium2 import raw

from ingest.pages.pdfium import count_segments, matrix_of, segments_of
from ingest.pages.shapes import Area, PrintedCell, PrintedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pages.pdfium import Drawn, Matrix
    from ingest.pages.scene import Scene

Edge = dict[str, object]
Point = tuple[float, float]

TOLERANCE = 3.0
# Points: strokes shorter than this are dots, letters or hatching; two ends this close make a straight line.
SHORTEST = 6.0
STRAIGHT = 1.0
# A drawing, not a table.
MOST_SEGMENTS, MOST_EDGES = 20_000, 1_500
# Columns have a side between them and one at either end.
FEWEST_COLUMNS, FEWEST_LEVEL = 2, 2


def find_tables(scene: Scene, number: int) -> list[PrintedTable]:
    """
    Return the ruled tables of a page from top to bottom; a frame around text is no table.
    """
    return tables_of(list(_edges(scene)), number)


def tables_of(edges: list[Edge], number: int) -> list[PrintedTable]:
    """
    Return the tables that level and upright lines (points) form.
    """
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright <= FEWEST_COLUMNS or len(edges) - upright < FEWEST_LEVEL or len(edges) > MOST_SEGMENTS:
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


def _edges(scene: Scene) -> Iterator[Edge]:
    """
    Yield the horizontal and vertical strokes of the page in the form that pdfplumber takes.
    """
    left = MOST_SEGMENTS
    for path in scene.drawing.of(raw.FPDF_PAGEOBJ_PATH):
        count = count_segments(path.address)
        left -= count
        if left < 0:
            return
        for start, end in _strokes(path, count):
            edge = edge_of(*scene.frame.place(*start, *end))
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


def _strokes(path: Drawn, count: int) -> Iterator[tuple[Point, Point]]:
    """
    Yield the straight pieces of a path.
    """
    matrix = matrix_of(path)
    before: Point | None = None
    first: Point | None = None
    for segment in segments_of(path.address, count):
        here = _move(segment.point, matrix)
        if segment.kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before, here
        elif segment.kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        before = here
        if segment.closes and first is not None:
            yield here, first


def _move(point: Point, matrix: Matrix) -> Point:
    """
    Place a point by a matrix.
    """
    a, b, c, d, e, f = matrix
    return point[0] * a + point[1] * c + e, point[0] * b + point[1] * d + f
