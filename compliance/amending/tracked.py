"""
Write changes into a Word document as tracked changes, with author and time, and leave every other byte as it was.

A change is placed by its words: they must stand in the file as often as in the text that was read, so that the same
one is meant. What cannot be placed beyond doubt is left alone, and told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate, count, groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from compliance.amending.word_runs import Piece, Run, WordParagraph, paragraphs
from ingest.archive import open_archive
from ingest.office.word_package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

IDENTITY: Final = re.compile(rb"""\bid\s*=\s*["'](\d{1,9})["']""")
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"})
TRACKED: Final = re.compile(rb"<[\w.-]+:(?:ins|del|moveFrom|moveTo|rPrChange)\b")
"""What in a run's properties is a tracked change itself, and not to be said twice."""


@dataclass(frozen=True, slots=True)
class Edit:
    """
    Ask for `text[start:end]` of the text that was read to be replaced.
    """

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Hand:
    """
    Say who changes, and when.
    """

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Redline:
    """
    Hold the changed file, and which of the edits (by their place in the list) stand in it.
    """

    content: bytes
    placed: frozenset[int]


@dataclass(slots=True)
class _Cut:
    """
    Hold letters `start` to `end` of a paragraph to delete, and what to insert behind them.
    """

    start: int
    end: int
    words: list[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """
    Hold a paragraph's letters: what it shows without spaces, and where each of these stands among all its letters.
    """

    paragraph: WordParagraph
    squeezed: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """
    Hold a line of the text that was read: where it starts, and what it shows without spaces.
    """

    start: int
    text: str
    squeezed: str


def redline(content: bytes, text: str, edits: Sequence[Edit], hand: Hand) -> Redline:
    """
    Track the edits in a DOCX whose reading is `text`.

    Raises:
        IngestError: it is no honest DOCX.
    """
    archive = open_archive(content)
    main = Package(archive).main
    xml = archive.part(main)
    places = [_place(each) for each in paragraphs(xml)]
    lines = _lines(text)
    cuts: dict[int, list[_Cut]] = {}
    placed = set[int]()
    for number, edit in enumerate(edits):
        found = _find(places, lines, edit)
        if found and all(_may_change(places[where].paragraph, cut) for where, cut in found):
            placed.add(number)
            for where, cut in found:
                _add(cuts.setdefault(where, []), cut)
    numbers = count(max(map(int, IDENTITY.findall(xml)), default=0) + 1)
    splices: list[tuple[int, int, bytes]] = []
    for where, within in cuts.items():
        splices += _Writer(xml, places[where].paragraph, hand, numbers).splices(within)
    return Redline(_packed(archive.container, main, _spliced(xml, splices)), frozenset(placed))


def squeeze(text: str) -> str:
    """
    Leave the letters of a text that are seen and no spaces.
    """
    return "".join(letter for letter in text if unicodedata.category(letter) not in UNSEEN)


def _lines(text: str) -> list[_Line]:
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    return [_Line(start, line, squeeze(line)) for start, line in zip(starts, text.split("\n"), strict=False)]


def _place(paragraph: WordParagraph) -> _Place:
    shown = [
        (letter, at)
        for run, piece, begin in _pieces(paragraph)
        if not run.is_hidden
        for at, letter in enumerate(piece.text, begin)
        if unicodedata.category(letter) not in UNSEEN
    ]
    return _Place(paragraph, "".join(letter for letter, _ in shown), tuple(at for _, at in shown))


def _pieces(paragraph: WordParagraph) -> Iterator[tuple[Run, Piece, int]]:
    """
    Give the pieces of a paragraph, each with how many letters come before it.
    """
    begin = 0
    for run in paragraph.runs:
        for piece in run.pieces:
            yield run, piece, begin
            begin += len(piece.text)


def _find(places: Sequence[_Place], lines: Sequence[_Line], edit: Edit) -> list[tuple[int, _Cut]]:
    """
    Find an edit's lines; nothing unless each of them is found beyond doubt.
    """
    found: list[tuple[int, _Cut]] = []
    for number, line in enumerate(lines):
        start, end = max(edit.start, line.start), min(edit.end, line.start + len(line.text))
        needle = squeeze(line.text[start - line.start : end - line.start]) if start < end else ""
        if needle:
            before = squeeze(line.text[: start - line.start])
            place = _same(places, lines, number, len(before), needle)
            if place is None:
                return []
            where, at = place
            letters = places[where].at
            found.append((where, _Cut(letters[at], letters[at + len(needle) - 1] + 1, [])))
    if found:
        found[0][1].words.append(edit.replacement)
    return found


def _same(
    places: Sequence[_Place], lines: Sequence[_Line], number: int, offset: int, needle: str
) -> tuple[int, int] | None:
    """
    Find in which paragraph, and at which of its letters, the words stand that a line has at its letter `offset`.
    """
    read = [(of, at) for of, line in enumerate(lines) for at in _all(line.squeezed, needle)]
    there = [(of, at) for of, place in enumerate(places) for at in _all(place.squeezed, needle)]
    if len(there) != len(read) or (number, offset) not in read:
        return None
    return there[read.index((number, offset))]


def _all(text: str, needle: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(needle), text)]


def _may_change(paragraph: WordParagraph, cut: _Cut) -> bool:
    touched = (run for run, piece, at in _pieces(paragraph) if at < cut.end and cut.start < at + len(piece.text))
    return all(run.may_change for run in touched)


def _add(cuts: list[_Cut], new: _Cut) -> None:
    """
    Add a cut; what overlaps becomes one, and says each new wording once.
    """
    for old in [one for one in cuts if one.start < new.end and new.start < one.end]:
        cuts.remove(old)
        words = [*old.words, *(each for each in new.words if each not in old.words)]
        new = _Cut(min(old.start, new.start), max(old.end, new.end), words)
    cuts.append(new)


class _Writer:
    """
    Write the runs of one paragraph anew where they are cut.
    """

    def __init__(self, xml: bytes, paragraph: WordParagraph, hand: Hand, numbers: Iterator[int]) -> None:
        """
        Remember what every change says of itself.
        """
        self._xml = xml
        self._paragraph = paragraph
        self._numbers = numbers
        self._by = f'author={quoteattr(_xml(hand.author))} {paragraph.prefix}:date="{hand.at:%Y-%m-%dT%H:%M:%SZ}"'

    def splices(self, cuts: Sequence[_Cut]) -> list[tuple[int, int, bytes]]:
        """
        Give the bytes to replace, with what replaces them.
        """
        done: list[tuple[int, int, bytes]] = []
        at = 0
        for run in self._paragraph.runs:
            end = at + sum(len(piece.text) for piece in run.pieces)
            touching = sorted((cut for cut in cuts if cut.start < end and at < cut.end), key=lambda cut: cut.start)
            if touching:
                done.append((run.start, run.end, self._rewritten(run, at, touching)))
            at = end
        return done

    def _rewritten(self, run: Run, at: int, cuts: Sequence[_Cut]) -> bytes:
        """
        Write a run whose letters begin at `at`: what stays, what goes and what is new, each in elements of its own.
        """
        wrapped = {"kept": self._kept, "gone": self._gone, "new": self._new}
        told = groupby(self._segments(run, at, cuts), key=lambda one: one[0])
        return b"".join(wrapped[state](run, b"".join(content for _, content in some)) for state, some in told)

    def _segments(self, run: Run, at: int, cuts: Sequence[_Cut]) -> Iterator[tuple[str, bytes]]:
        for piece in run.pieces:
            if piece.kind == "other":
                yield "kept", self._xml[piece.start : piece.end]
            for start, end, cut in _parts(at, at + len(piece.text), cuts):
                yield "gone" if cut else "kept", self._part(piece, start - at, end - at, is_gone=cut is not None)
                if cut and cut.end == end:
                    yield from (("new", self._inserted(run, words)) for words in cut.words)
            at += len(piece.text)

    def _part(self, piece: Piece, start: int, end: int, *, is_gone: bool) -> bytes:
        if piece.kind == "space" or (not is_gone and (start, end) == (0, len(piece.text))):
            return self._xml[piece.start : piece.end]
        return self._text("delText" if is_gone else "t", piece.text[start:end])

    def _inserted(self, run: Run, words: str) -> bytes:
        properties = b"" if TRACKED.search(run.properties) else run.properties
        lines = self._named("br").join(self._text("t", line) for line in words.split("\n"))
        added = self._element("ins", b"<%b:r>%b%b</%b:r>" % (self._prefix, properties, lines, self._prefix))
        if not run.added_by:
            return added
        # An insertion inside somebody else's insertion would be theirs: it stands between two halves of it.
        name = run.added_by[1:].split(None, 1)[0].rstrip(b">")
        return b"</%b>%b%b" % (name, added, run.added_by)

    def _new(self, _run: Run, content: bytes) -> bytes:
        return content

    def _gone(self, run: Run, content: bytes) -> bytes:
        return self._element("del", self._kept(run, content))

    def _kept(self, run: Run, content: bytes) -> bytes:
        return b"%b%b%b</%b:r>" % (run.opening, run.properties, content, self._prefix)

    def _element(self, name: str, content: bytes) -> bytes:
        number = f'{self._paragraph.prefix}:id="{next(self._numbers)}" {self._paragraph.prefix}:'
        tag = f"{self._paragraph.prefix}:{name}"
        return b"<%b %b%b>%b</%b>" % (tag.encode(), number.encode(), self._by.encode(), content, tag.encode())

    def _text(self, name: str, text: str) -> bytes:
        tag = f"{self._paragraph.prefix}:{name}"
        return f'<{tag} xml:space="preserve">{escape(_xml(text))}</{tag}>'.encode()

    def _named(self, name: str) -> bytes:
        return f"<{self._paragraph.prefix}:{name}/>".encode()

    @property
    def _prefix(self) -> bytes:
        return self._paragraph.prefix.encode()


def _parts(start: int, end: int, cuts: Sequence[_Cut]) -> Iterator[tuple[int, int, _Cut | None]]:
    """
    Divide letters into those that stay (None) and those of a cut.
    """
    for cut in cuts:
        if cut.end <= start or end <= cut.start:
            continue
        if start < cut.start:
            yield start, cut.start, None
        yield max(start, cut.start), min(end, cut.end), cut
        start = min(end, cut.end)
    if start < end:
        yield start, end, None


def _spliced(xml: bytes, splices: Sequence[tuple[int, int, bytes]]) -> bytes:
    parts: list[bytes] = []
    behind = 0
    for start, end, new in sorted(splices):
        parts += [xml[behind:start], new]
        behind = end
    return b"".join((*parts, xml[behind:]))


def _packed(container: ZipFile, main: str, xml: bytes) -> bytes:
    """
    Pack the container again, every part but the main one as it was.
    """
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for member in container.infolist():
            copy = ZipInfo(member.filename, member.date_time)
            copy.compress_type, copy.external_attr = ZIP_DEFLATED, member.external_attr
            folder.writestr(copy, xml if member.filename == main else container.read(member))
    return packed.getvalue()


def _xml(text: str) -> str:
    """
    Leave out what XML cannot say.
    """
    return "".join(letter for letter in text if letter in "\t\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
