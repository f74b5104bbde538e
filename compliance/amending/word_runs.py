"""
Find the paragraphs of a Word document's XML, the runs of letters in them, and at which bytes each of them stands.

The bytes matter: what changes one sentence must leave every other byte of the file as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from ingest.errors import Malformed, UnsafeArchive

WORD: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
SPACES: Final = frozenset({"tab", "br", "cr", "noBreakHyphen", "softHyphen"})
HYPHEN: Final = "noBreakHyphen"
GONE: Final = frozenset({"del", "moveFrom"})
ADDED: Final = frozenset({"ins", "moveTo"})
HOLDERS: Final = frozenset({"p", "ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "customXml", "fldSimple"})
"""What a run may stand in so that a tracked change may stand there as well."""
OFF: Final = frozenset({"0", "false", "off"})
TAG: Final = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
PREFIX: Final = re.compile(rb"<([A-Za-z_][\w.-]*):")


@dataclass(slots=True)
class Piece:
    """
    Hold one child of a run: "text", "space" or "other", the letters it shows, and its bytes `start` to `end`.
    """

    kind: str
    start: int
    end: int
    text: str = ""


@dataclass(slots=True)
class Run:
    """
    Hold a run: its bytes, its opening tag, its properties, its pieces, and the opening tag of what added it, if tracked.
    """

    start: int
    end: int
    opening: bytes
    properties: bytes = b""
    pieces: list[Piece] = field(default_factory=list)
    added_by: bytes = b""
    is_hidden: bool = False
    may_change: bool = True


@dataclass(slots=True)
class WordParagraph:
    """
    Hold a paragraph: the prefix of its names ("w"), and its runs in order.
    """

    prefix: str
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    """
    Remember an element that is still open.
    """

    name: str
    start: int


def paragraphs(xml: bytes) -> list[WordParagraph]:
    """
    Find the paragraphs of a part in reading order; what is deleted, or shown only by old programs, is left out.

    Raises:
        Malformed: it is no XML in UTF-8.
        UnsafeArchive: it declares types or entities, which no Word document does.
    """
    scan = _Scan(xml)
    scan.run()
    return scan.found


class _Scan:
    """
    Walk through the XML once.
    """

    def __init__(self, xml: bytes) -> None:
        """
        Set the parser up.
        """
        self.found: list[WordParagraph] = []
        self._xml = xml
        self._open: list[_Element] = []
        self._paragraphs: list[WordParagraph | None] = []
        self._runs: list[Run] = []
        self._letters: list[str] | None = None
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._read
        self._parser.StartDoctypeDeclHandler = _refuse

    def run(self) -> None:
        """
        Parse everything.
        """
        try:
            self._parser.Parse(self._xml, True)  # noqa: FBT003 - the parser's own interface
        except expat.ExpatError as error:
            raise Malformed(detail=str(error)) from error

    def _begin(self, full_name: str, attributes: dict[str, str]) -> None:
        space, _, local = full_name.rpartition(" ")
        name = local if space in WORD else f"other:{local}"
        start = self._parser.CurrentByteIndex
        if name == "p":
            self._begin_paragraph(start)
        elif name == "r" and self._paragraphs and self._paragraphs[-1] is not None:
            self._begin_run(start)
        elif name == "t" and self._in_run():
            self._letters = []
        elif name in {"vanish", "webHidden"} and self._runs:
            values = [value for key, value in attributes.items() if key.rpartition(" ")[2] == "val"]
            self._runs[-1].is_hidden |= not OFF.intersection(values)
        self._open.append(_Element(name, start))

    def _begin_paragraph(self, start: int) -> None:
        prefix = PREFIX.match(self._xml, start)
        names = {element.name for element in self._open}
        is_shown = prefix is not None and not names & GONE and "other:Fallback" not in names
        paragraph = WordParagraph(prefix.group(1).decode()) if is_shown and prefix else None
        self._paragraphs.append(paragraph)
        if paragraph:
            self.found.append(paragraph)

    def _begin_run(self, start: int) -> None:
        parent = self._open[-1]
        run = Run(start, start, self._tag(start))
        inside = [element.name for element in self._open[self._last("p") :]]
        if parent.name in ADDED:
            run.added_by = self._tag(parent.start)
        elif ADDED.intersection(inside):
            run.may_change = False
        run.may_change &= parent.name in HOLDERS and not GONE.intersection(inside)
        self._runs.append(run)

    def _finish(self, _full_name: str) -> None:
        element = self._open.pop()
        opening = self._tag(element.start)
        index = self._parser.CurrentByteIndex
        # Of an empty element the parser says where it ends, of any other where its closing tag begins.
        end = element.start + len(opening) if opening.endswith(b"/>") else index + len(self._tag(index))
        if self._in_run() and element.name != "r":
            self._keep_piece(element, end)
        elif element.name == "r" and self._runs and self._runs[-1].start == element.start:
            run = self._runs.pop()
            run.end = end
            paragraph = self._paragraphs[-1]
            if paragraph is not None and not GONE.intersection(one.name for one in self._open):
                paragraph.runs.append(run)
        elif element.name == "p" and self._paragraphs:
            self._paragraphs.pop()

    def _keep_piece(self, element: _Element, end: int) -> None:
        run = self._runs[-1]
        if element.name == "rPr":
            run.properties = self._xml[element.start : end]
        elif element.name == "t":
            run.pieces.append(Piece("text", element.start, end, "".join(self._letters or ())))
            self._letters = None
        elif element.name in SPACES:
            run.pieces.append(Piece("space", element.start, end, "-" if element.name == HYPHEN else " "))
        else:
            run.pieces.append(Piece("other", element.start, end))

    def _read(self, letters: str) -> None:
        if self._letters is not None:
            self._letters.append(letters)

    def _in_run(self) -> bool:
        """
        Tell whether what is begun or ended here is a child of the innermost run.
        """
        return bool(self._runs and self._open and self._open[-1].start == self._runs[-1].start)

    def _last(self, name: str) -> int:
        """
        Give the place of the innermost open element of this name, 0 if there is none.
        """
        places = (place for place in range(len(self._open) - 1, -1, -1) if self._open[place].name == name)
        return next(places, 0)

    def _tag(self, start: int) -> bytes:
        tag = TAG.match(self._xml, start)
        if tag is None:
            raise Malformed(detail="a tag does not end")
        return tag.group()


def _refuse(*_: object) -> None:
    raise UnsafeArchive(detail="a document type")
