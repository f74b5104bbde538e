"""
Write a paper as a file; what a format needs is loaded when the first file of it is written.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.exports.paper import Paper


class Format(StrEnum):
    """
    Name the formats that a paper is written as; each has its writer in the module of its name.
    """

    XLSX = "xlsx"
    PDF = "pdf"
    HWPX = "hwpx"
    DOCX = "docx"


MEDIA_TYPES: Final[Mapping[Format, str]] = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
    Format.HWPX: "application/hwp+zip",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write(paper: Paper, form: Format) -> bytes:
    """
    Write a paper in a format.
    """
    content: bytes = import_module(f"compliance.exports.{form}").write(paper)
    return content
