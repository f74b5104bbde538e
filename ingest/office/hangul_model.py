"""
Hold what a document of the Hangul word processor says, in the one way that both its formats share.

The readers of HWP 5 and HWPX make these values lazily, in the order of the file; ingest/office/hangul_body.py writes
them in the order a person reads. Ids are the format's own, as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.document import Notice
    from ingest.office.flow import Picture
    from ingest.office.numerals import System

# Colours are 0xRRGGBB.
WHITE, BLACK = 0xFFFFFF, 0x000000

HeadingKind = Literal["NONE", "OUTLINE", "NUMBER", "BULLET"]
ObjectKind = Literal["PAGE", "FOOTNOTE", "ENDNOTE", "PICTURE", "TABLE", "EQUATION", "TOTAL_PAGE"]
ChangeKind = Literal["inserted", "deleted"]


@dataclass(frozen=True, slots=True)
class HeadLevel:
    """
    Hold how one level (counted from 1) of a numbering is printed.
    """

    start: int
    system: System
    pattern: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """
    Hold a numbering: an outline whose `start` is 0 goes on from the section before; all else begins with its levels'.
    """

    start: int
    levels: Mapping[int, HeadLevel]


@dataclass(frozen=True, slots=True)
class Heading:
    """
    Hold what a paragraph shape says of numbering: the kind, the list or bullet and the level from 1.
    """

    kind: HeadingKind = "NONE"
    reference: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Fill:
    """
    Hold a background: every colour it shows, none where nothing is painted.

    `is_picture` says that its colours are not known: it is a picture, or lets through what is behind it.
    """

    colours: tuple[int, ...] = ()
    is_picture: bool = False


CLEAR = Fill()


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold how letters look: colour (None where not known), what is painted behind, height in points, a line through.
    """

    colour: int | None = BLACK
    shade: Fill = CLEAR
    size: float = 10.0
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphShape:
    """
    Hold what a paragraph shape says of numbering and background.
    """

    heading: Heading = Heading()
    fill: Fill = CLEAR


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """
    Hold who made a tracked change and when, as the file writes it.
    """

    kind: ChangeKind
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Styles:
    """
    Hold what the whole document shares, each by its id; `starts` are the first numbers of notes and objects.
    """

    looks: Mapping[str, Look] = field(default_factory=dict)
    paragraphs: Mapping[str, ParagraphShape] = field(default_factory=dict)
    fills: Mapping[str, Fill] = field(default_factory=dict)
    numberings: Mapping[str, Numbering] = field(default_factory=dict)
    bullets: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, TrackedChange] = field(default_factory=dict)
    starts: Mapping[ObjectKind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letters:
    """
    Hold text of one look.
    """

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """
    Begin or end a tracked change inside a paragraph.
    """

    opens: bool
    change: str


@dataclass(frozen=True, slots=True)
class FieldBegin:
    """
    Begin a field; `prompt` is what a click-here field asks for, which Hangul does not print while nobody has answered.
    """

    prompt: str = ""


@dataclass(frozen=True, slots=True)
class FieldEnd:
    """
    End the field that began last.
    """


@dataclass(frozen=True, slots=True)
class FormField:
    """
    Hold the words in a form control, as they are printed.
    """

    text: str


@dataclass(frozen=True, slots=True)
class AutoNumber:
    """
    Print the number of a note or object with its marks; `sign` repeats instead of figures where it is given.
    """

    kind: ObjectKind
    system: System
    before: str = ""
    after: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class NewNumber:
    """
    Let the next object of a kind have this number.
    """

    kind: ObjectKind
    number: int


@dataclass(frozen=True, slots=True)
class SectionStart:
    """
    Begin a section: its outline numbering, and what is painted on the paper behind its text.
    """

    outline: str
    ground: Fill = CLEAR


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Hold a cell of a table: the row and column (from 0) of its top left corner, its background and paragraphs.
    """

    row: int
    column: int
    fill: Fill
    paragraphs: Iterable[Paragraph]


@dataclass(frozen=True, slots=True)
class Table:
    """
    Hold a table with its caption, which stands above it or (as Hangul does by itself) below.
    """

    cells: Iterable[Cell]
    fill: Fill = CLEAR
    caption: Box | None = None
    is_caption_first: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """
    Hold a footnote or endnote.
    """

    kind: ObjectKind
    paragraphs: Iterable[Paragraph]


@dataclass(frozen=True, slots=True)
class Edge:
    """
    Hold what is printed on every page: a header, a footer or a master page.
    """

    paragraphs: Iterable[Paragraph]


@dataclass(frozen=True, slots=True)
class Comment:
    """
    Hold a memo or hidden comment, which is never printed; its date is as the file writes it.
    """

    paragraphs: Iterable[Paragraph]
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """
    Hold the text in a drawn shape, or a caption.
    """

    paragraphs: Iterable[Paragraph]
    fill: Fill = CLEAR


@dataclass(frozen=True, slots=True)
class OffPage:
    """
    Hold an object that is placed where no paper is.
    """

    block: Block


@dataclass(frozen=True, slots=True)
class Image:
    """
    Hold a picture at its place.
    """

    picture: Picture


@dataclass(frozen=True, slots=True)
class Remark:
    """
    Hold what a person must be told of something at this place.
    """

    notice: Notice


Block: TypeAlias = "Table | Note | Edge | Comment | Box | OffPage | Image | Remark"
Inline: TypeAlias = "Letters | ChangeMark | FieldBegin | FieldEnd | FormField | AutoNumber | NewNumber | SectionStart"
Piece: TypeAlias = "Inline | Block"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    Hold a paragraph: the id of its shape and its pieces in order.
    """

    shape: str
    pieces: Iterable[Piece]
