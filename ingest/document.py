"""
Hold what a file says once it has been read: the types every later stage works on.

A `Document` is produced by `ingest.read` and by nothing else. It knows layout, clauses, parties
and quantities; what any of it means in law is left to `rules`. It is built inside the caged child and checked again
in the parent, so every field is plain data.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads field annotations at run time
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - as above
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """
    Name the part somebody plays in an agreement.

    Source: ../shared/design/CHECK_JSON.md.
    """

    STARTUP = "startup"
    CORPORATE = "corporate"
    INVESTOR = "investor"
    FOUNDER = "founder"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class Level(StrEnum):
    """
    Name a rank in the clause tree, from 편 down to 목.
    """

    PREAMBLE = "preamble"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    ANNEX = "annex"
    SIGNATURE = "signature"


QuantityKind = Literal["money", "rate", "period", "share", "count", "date", "multiple"]
Language = Literal["ko", "en", "ja", "mixed", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    Point at `text[start:end]`: offsets into `Document.text`, in code points.
    """

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """
        Tell whether the other span lies wholly inside this one.
        """
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """
        Tell whether the two spans share at least one character.
        """
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Line:
    """
    Place one line of text on its page: PDF points, top-left origin, page counted from 1.
    """

    span: Span
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Clause:
    """
    Hold one node of the clause tree.

    `number` is printed to people ("제8조 제2항", "Article 8.2"); `span` reaches over the children.
    """

    number: str
    heading: str
    level: Level
    span: Span
    children: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """
    Hold one party: the label the agreement uses ("갑"), its other labels, its name and its role.

    `certainty` (0 to 1) is about the role; 1.0 where the submitter declared it.
    """

    label: str
    name: str
    role: Role
    certainty: float
    span: Span | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    Hold a number with its unit.

    money: won (or the currency in `unit`); rate: share per `per` (0.2 is 20 %) with `unit` "simple" or
    "compound" where said; share: 0.3 is 30 %; period: `value` in `unit` day, business_day, week, month, year;
    count: plain number; multiple: 1.5 is 1.5 times; date: ordinal of the day, `unit` "date".
    """

    kind: QuantityKind
    value: Decimal
    unit: str
    per: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Hold one cell of a table with its place: row and column counted from 0, `span` into the text if printed there.

    `figure` is the number that a spreadsheet stores behind `text`, a day as its serial number (1 is 1900-01-01).
    """

    row: int
    column: int
    text: str
    span: Span | None = None
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """
    Hold a table of the document: cells in reading order and, for spreadsheets, the origin ("투자내역!A1").

    Of a table too long to be read as a text only the first rows are cells and part of the text; `rows` then holds the
    fields of every row, from the origin on.
    """

    name: str
    page: int | None
    cells: tuple[Cell, ...]
    origin: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementType:
    """
    Say which kind of agreement this is, how sure that is, and by which words.

    `value` is the name of a file in ingest/agreements/ or "other".
    """

    value: str
    certainty: float
    declared: bool
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """
    Identify the bytes that were read; `size` in bytes.
    """

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Notice:
    """
    Warn of something in the file with a stable code of errors.CODES and words in Korean and English.
    """

    code: int
    ko: str
    en: str
    page: int | None = None


AsideKind = Literal["hidden", "inserted", "deleted", "comment", "annotation", "form_field", "disagreeing"]


@dataclass(frozen=True, slots=True)
class Aside:
    """
    Hold text that the file carries beside what a person reads on the page, or a tracked change in it.

    `hidden`, `deleted`, `comment`, `annotation`: set aside, never judged and never acquitting; `span` is the place
    in the text where it hangs (empty span), if known. `inserted`, `form_field`: part of the judged text at `span`.
    `disagreeing`: what another reader of the same ink makes of `span`. `at` is the date as the file writes it.
    """

    kind: AsideKind
    text: str
    author: str = ""
    at: str = ""
    span: Span | None = None
    page: int | None = None


FaultKind = Literal[
    "wrong_type", "invalid_code", "orphan_reference", "inconsistent", "missing_mandatory", "duplicate_row"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Hold what is wrong in a file that is data and no text: the file, the place in it (a JSON pointer), kind and why.
    """

    file: str
    path: str
    kind: FaultKind
    value: str
    ko: str
    en: str


ReferenceKind = Literal["clause", "annex", "table", "outside"]
Relation = Literal[
    "applies_mutatis_mutandis", "notwithstanding", "subject_to", "except", "prevails_over", "survives", "incorporates"
]


@dataclass(frozen=True, slots=True)
class Reference:
    """
    Hold a place where the text refers to a clause, an annex or a table, and the clause, annex or row it means.

    `number` is as printed ("제8조 제2항", "별지 제3호", "Section 4.2(b)"). `target` is None where the document holds
    nothing of that number, and for `outside`: another law's or agreement's clause, or terms kept elsewhere.
    `certainty` (0 to 1) is about the target, or about there being none; below 0.5 the target is the nearest clause
    around one that is not there (제5조 for 제5조 제9항). `relation` is what the sentence says of the target (what
    stands here prevails over it, is subject to it …), `applied_to` the words it is applied to (준용).
    """

    span: Span
    kind: ReferenceKind
    number: str
    target: Span | None
    relation: Relation | None = None
    applied_to: Span | None = None
    certainty: float = 1.0

    @property
    def dangling(self) -> bool:
        """
        Tell whether what is referred to should stand in this document and does not.
        """
        return self.target is None and self.kind != "outside"


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """
    Hold a word that the agreement gives a meaning of its own: `span` is the word where it is defined.

    `meaning` is what it stands for (the words before 이하 "…"라 한다, the sentence behind "…"이란, all its items).
    """

    term: str
    span: Span
    meaning: Span
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """
    Hold an annex by its printed name ("별지 제3호", "Exhibit A"): `span` is its text, None where it is only cited.

    `relied_on` says that a clause takes its content from it.
    """

    label: str
    span: Span | None
    cited: tuple[Span, ...] = ()
    relied_on: bool = False


Rank = Literal["body", "annex", "side_letter", "main_contract", "individual_contract", "external", "language", "law"]


@dataclass(frozen=True, slots=True)
class Precedence:
    """
    Hold a sentence that says which text prevails; `losers` is empty where it names none.

    For versions in several languages both are "language" and `language` is the winner's ("en", "ja", "ko", "other").
    """

    span: Span
    winner: Rank
    losers: tuple[Rank, ...] = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """
    Hold what a memorandum says of its own force: whether it binds by default, and the clauses that are otherwise.
    """

    span: Span
    binds: bool
    exceptions: tuple[Span, ...] = ()

    def binds_at(self, offset: int) -> bool:
        """
        Tell whether what stands at an offset binds the parties.
        """
        return self.binds != any(one.start <= offset < one.end for one in self.exceptions)


@dataclass(frozen=True, slots=True)
class Tie:
    """
    Hold how this document stands to another agreement, whose title and date are as far as they are written.

    `depends` says that it cannot be judged without the other.
    """

    kind: Literal["amends", "supplements", "side_letter", "supersedes"]
    span: Span
    title: str
    dated: date | None = None
    depends: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredParty:
    """
    Hold what the submitter says of one party.
    """

    label: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """
    Hold what the submitter says a column of tables is: its title, and the name of the vocabulary (None for none).

    `table` is the kind of table it is said of, None for all. `remembered`: said of an earlier table, and kept.
    """

    title: str
    column: str | None
    table: str | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """
    Hold what the submitter knows; it beats what is read.
    """

    agreement_type: str | None = None
    signed_on: date | None = None
    parties: tuple[DeclaredParty, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[DeclaredColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    r"""
    Hold all that was read from one file.

    `text` is the original characters in reading order, `\n` between printed lines; every span points into it.
    `wraps` are the offsets of those `\n` that merely break a running sentence. `clauses` are the roots of the
    clause tree in reading order and cover every sentence. `coverage` is the share of visible ink that was read.
    `edges[i]` are the x positions (points) of the characters of `lines[i]`, `asides`, `page_coverage` and `page_confidence` are as in
    `ingest.layout.Layout`. From `references` on, what the text says of itself: ingest/links/.
    """

    source: Source
    language: Language
    text: str
    wraps: tuple[int, ...]
    lines: tuple[Line, ...]
    pages: int
    clauses: tuple[Clause, ...]
    parties: tuple[Party, ...]
    agreement: AgreementType
    signed_on: date | None
    quantities: tuple[Quantity, ...]
    tables: tuple[Table, ...]
    facts: Mapping[str, object]
    warnings: tuple[Notice, ...]
    coverage: float
    edges: tuple[tuple[float, ...], ...] = ()
    asides: tuple[Aside, ...] = ()
    page_coverage: tuple[float, ...] = ()
    page_confidence: tuple[float | None, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[DefinedTerm, ...] = ()
    annexes: tuple[Annex, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    binding: Binding | None = None
    ties: tuple[Tie, ...] = ()
    columns: tuple[DeclaredColumn, ...] = ()
    faults: tuple[Fault, ...] = ()
