"""
Find the pages whose letters must be looked at one by one, as asking for every letter of every page would cost too much.

Two things make the text of a page differ from its ink without a trace in the text: a replacement text (ActualText)
laid under glyphs, and a font that does not say which letters its glyphs are. Both are visible in the page's commands
and fonts, and so are commands that one program follows and another does not. What cannot be looked into is suspect.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from pikepdf import Dictionary, Stream

from ingest.document import Notice
from ingest.notices import DISAGREES
from ingest.pdf_objects.trees import FAULTS, entry, items, keys_of, name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.pdf_objects.trees import Entry, PageEntry

REPLACEMENT: Final = "/ActualText"
# A name with an escaped letter, which may be that key in disguise.
ESCAPED: Final = re.compile(rb"/[^\s/<>\[\](){}%]{0,40}#")
# Commands longer than this (bytes) are not searched; a page's are a few thousand.
MOST_COMMANDS: Final = 8 << 20
DEEPEST: Final = 12
# Commands have no arrays in arrays; programs give up on them at different depths, or never.
NESTED: Final = b"[" * 6
BLANKS: Final = b" \t\r\n\f\0"
FILTERS: Final = frozenset({
    "FlateDecode", "Fl", "LZWDecode", "LZW", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx",
    "RunLengthDecode", "RL", "Crypt",
})  # fmt: skip
# Collections of glyphs whose numbers are letters.
COLLECTIONS: Final = frozenset({"Korea1", "KR", "Japan1", "Japan2", "GB1", "CNS1", "UCS"})
FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
MAPS: Final = re.compile(rb"beginbf(?:char|range)")


Doubt = Literal["replaced", "unmapped", "odd"]
Doubts = frozenset[Doubt]
NONE: Final[Doubts] = frozenset()
REPLACED: Final[Doubts] = frozenset({"replaced"})
UNMAPPED: Final[Doubts] = frozenset({"unmapped"})
ODD: Final[Doubts] = frozenset({"odd"})
ALL: Final = REPLACED | UNMAPPED

ODD_COMMANDS: Final = Notice(
    DISAGREES,
    "쪽을 그리는 명령이 비정상이어서 보는 프로그램에 따라 다르게 보일 수 있습니다",
    "the page is drawn by irregular commands and may look otherwise in another program",
)


def doubts_of(pages: list[PageEntry], count: int) -> list[Doubts]:
    """
    Return what to doubt of each of so many pages; of those that cannot be looked into, everything.
    """
    look = _Look()
    found = [look.page(each) for each in pages[:count]]
    return found + [ALL] * (count - len(found))


def notices_of(doubts: list[Doubts]) -> tuple[Notice, ...]:
    """
    Return a warning for each page that may look otherwise in another program.
    """
    return tuple(replace(ODD_COMMANDS, page=number) for number, each in enumerate(doubts, start=1) if "odd" in each)


class _Look:
    """
    Look into pages; what they share is looked into once.
    """

    def __init__(self) -> None:
        """
        Remember nothing yet.
        """
        self._known: dict[tuple[int, int], Doubts] = {}

    def page(self, page: PageEntry) -> Doubts:
        """
        Doubt a page for its commands and for what it uses.
        """
        commands = (_in_commands(stream) for stream in items(entry(page.page, "/Contents")))
        size = NONE if _has_extent(page.inherited.get("/MediaBox")) else ODD
        return size.union(*commands, self._resources(page.inherited.get("/Resources"), DEEPEST))

    def _resources(self, resources: Entry, depth: int) -> Doubts:
        """
        Doubt what a page or a form uses: fonts, forms inside, properties of marked content.
        """
        return self._once(resources, partial(self._look_into, resources, depth))

    def _look_into(self, resources: Entry, depth: int) -> Doubts:
        """
        Look into resources for the first time.
        """
        fonts = (self._once(font, partial(_in_font, font)) for font in _values(resources, "/Font"))
        properties = (REPLACED for each in _values(resources, "/Properties") if entry(each, REPLACEMENT) is not None)
        forms = (self._form(form, depth - 1) for form in _values(resources, "/XObject"))
        return NONE.union(*fonts, *properties, *(forms if depth else ()))

    def _form(self, form: Entry, depth: int) -> Doubts:
        """
        Doubt a form for its commands and for what it uses; a picture is none.
        """
        if name_of(entry(form, "/Subtype")) != "Form":
            return NONE
        return self._once(form, lambda: _in_commands(form) | self._resources(entry(form, "/Resources"), depth))

    def _once(self, holder: Entry, look: Callable[[], Doubts]) -> Doubts:
        """
        Look into an object unless that was done, or is being done: then nothing is added.
        """
        number = holder.objgen if isinstance(holder, Dictionary | Stream) else (0, 0)
        if number == (0, 0):
            return look()
        if number not in self._known:
            self._known[number] = NONE
            self._known[number] = look()
        return self._known[number]


def _has_extent(box: Entry) -> bool:
    """
    Tell whether a page has a size; programs think of one in different ways where it has none.
    """
    sides = [float(each) for each in items(box) if isinstance(each, int | Decimal)]
    return len(sides) == 4 and abs(sides[2] - sides[0]) >= 1 and abs(sides[3] - sides[1]) >= 1  # noqa: PLR2004 - corners


def _in_commands(stream: Entry) -> Doubts:
    """
    Doubt drawing commands that lay another text under glyphs, and those that not every program can follow.
    """
    if not isinstance(stream, Stream):
        return NONE
    if any(name_of(name) not in FILTERS for name in items(entry(stream, "/Filter"))):
        return REPLACED | ODD
    commands = _commands(stream)
    if commands is None:
        return REPLACED
    replaces = REPLACEMENT.encode() in commands or (b"#" in commands and ESCAPED.search(commands))
    return (REPLACED if replaces else NONE) | (ODD if NESTED in commands.translate(None, BLANKS) else NONE)


def _commands(stream: Stream) -> bytes | None:
    """
    Return drawing commands; None where they are packed in an unusual way, or very long.
    """
    packing = entry(stream, "/Filter")
    try:
        packed = stream.read_raw_bytes()
        if packing is None:
            return packed if len(packed) <= MOST_COMMANDS else None
        if [name_of(name) for name in items(packing)] != ["FlateDecode"] or entry(stream, "/DecodeParms") is not None:
            return None
        unpacker = zlib.decompressobj()
        commands = unpacker.decompress(packed, MOST_COMMANDS)
    except (*FAULTS, zlib.error):
        return None
    return commands if unpacker.eof else None


def _in_font(font: Entry) -> Doubts:
    """
    Doubt a font that does not say which letters its glyphs are, neither by a map nor by a known encoding.
    """
    maps = entry(font, "/ToUnicode")
    if isinstance(maps, Stream):
        content = _commands(maps)
        return NONE if content and MAPS.search(content) else UNMAPPED
    kind, encoding = name_of(entry(font, "/Subtype")), entry(font, "/Encoding")
    if kind == "Type0":
        collections = {
            text_of(entry(each, "/CIDSystemInfo", "/Ordering")) for each in items(entry(font, "/DescendantFonts"))
        }
        return NONE if collections & COLLECTIONS else UNMAPPED
    is_embedded = any(entry(font, "/FontDescriptor", key) is not None for key in FONT_FILES)
    is_plain = encoding is None or isinstance(encoding, Dictionary)
    return UNMAPPED if kind == "Type3" or (is_embedded and is_plain) else NONE


def _values(holder: Entry, key: str) -> list[Entry]:
    """
    Return what a dictionary in a dictionary holds.
    """
    inner = entry(holder, key)
    return [entry(inner, name) for name in keys_of(inner)]
