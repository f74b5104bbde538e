"""
Hand out official papers: as files for people, and as the same sections, lines and tables for programs.
"""

from __future__ import annotations

from datetime import date
from typing import Self
from urllib.parse import quote

from pydantic import Field
from starlette.responses import Response

from api.schemas import Shape
from compliance.exports.paper import Line, Paper, Table, heading, numbered, plain
from compliance.exports.writing import MEDIA_TYPES, Format, write


class BlockShape(Shape):
    """
    Show a line of text, with its number, or a table.
    """

    text: str = Field("", description="A line, or a table's title.")
    columns: list[str] | None = Field(None, description="Titles of a table's columns; null for a line.")
    rows: list[list[str | int | float | None]] | None = None


class SectionShape(Shape):
    """
    Show a section with its number.
    """

    title: str
    blocks: list[BlockShape]


class PaperShape(Shape):
    """
    Show a paper as it is printed: every format says the same.
    """

    title: str
    issuer: str
    dated: date
    sections: list[SectionShape]

    @classmethod
    def of(cls, paper: Paper) -> Self:
        """
        Show a paper.
        """
        sections = [
            SectionShape(title=heading(number, section), blocks=list(map(_block, numbered(section))))
            for number, section in enumerate(paper.sections, start=1)
        ]
        return cls(title=plain(paper.title), issuer=plain(paper.issuer), dated=paper.dated, sections=sections)


def paper_file(paper: Paper, form: Format) -> Response:
    """
    Hand out a paper as a file of its own name.
    """
    name = quote(f"{paper.title}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(write(paper, form), media_type=MEDIA_TYPES[form], headers=headers)


def _block(block: Line | Table) -> BlockShape:
    if isinstance(block, Line):
        return BlockShape(text=block.text)
    rows = [[plain(value) if isinstance(value, str) else value for value in row] for row in block.rows]
    return BlockShape(text=plain(block.title), columns=[column.title for column in block.columns], rows=rows)
