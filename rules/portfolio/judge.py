"""
Run the rules over tables: read the sheets, inspect the data, then judge the rows that are left.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ingest.document import AgreementType
from rules.finding import Outcome, RuleOutcome
from rules.portfolio import outline, quality, tell
from rules.portfolio.derived import derive
from rules.portfolio.derived.vehicles import CONCLUDED
from rules.portfolio.derived.world import World
from rules.portfolio.expectations import Missing, expectation_of, settle
from rules.portfolio.figures import figures_of
from rules.portfolio.frame import Frame, gather
from rules.portfolio.papers import DIFFERS, compare
from rules.portfolio.references import complete
from rules.portfolio.totals import wrong_totals
from rules.portfolio.validations import of_rules
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ingest.document import Document
    from rules.catalog import Compiled
    from rules.finding import Finding
    from rules.parameters import Parameter
    from rules.portfolio.expectations import Expectation, Failing, Node
    from rules.portfolio.figures.figure import Figure
    from rules.portfolio.outline import Sheet
    from rules.portfolio.papers import Paper
    from rules.portfolio.quality import Columns, DataError
    from rules.portfolio.validations import Validation

_log = logging.getLogger(__name__)
Beside = TypeVar("Beside")
PORTFOLIO = AgreementType("portfolio", 0.9, declared=False)
NO_PAPER = RuleOutcome(
    Outcome.NOT_APPLICABLE,
    Text(
        ko="표에 있는 기업의 투자계약서가 함께 제출된 때만 적용하는 기준",
        en="only where the investment papers of companies in the table are handed in with it",
    ),
)
NO_TABLE = RuleOutcome(Outcome.NOT_APPLICABLE, Text(ko="표 자료에만 적용하는 기준", en="for tables only"))


@dataclass(frozen=True, slots=True)
class Judged:
    """
    Hold what came of a document's tables: findings, how each rule ended, wrong data, and how the sheets were read.

    `figures` is what the judged rows add up to, `validations` the answer to every expectation asked of them.
    """

    findings: tuple[Finding, ...] = ()
    outcomes: Mapping[str, RuleOutcome] = field(default_factory=dict)
    errors: tuple[DataError, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    figures: tuple[Figure, ...] = ()
    validations: tuple[Validation, ...] = ()


def judge(
    document: Document,
    rules: Sequence[Compiled],
    parameters: Mapping[str, Parameter],
    on: date,
    papers: Sequence[Paper] = (),
) -> Judged:
    """
    Judge the tables of a document; nothing is judged, and nothing heavy loaded, where it has no records.

    papers: the investment papers of the same deal.
    Tables that cannot be judged because something breaks leave every rule open, and stop nothing else.
    """
    sheets = read_sheets(document)
    if not sheets:
        return Judged(outcomes={one.rule.id: NO_TABLE for one in rules})
    try:
        return _judged(document, sheets, rules, parameters, on, papers)
    except Exception as wrong:  # noqa: BLE001 (it is reported as not assessable)
        _log.warning("the tables could not be judged: %s", type(wrong).__name__)
        return Judged(outcomes={one.rule.id: _broken(wrong) for one in rules})


def _broken(wrong: Exception) -> RuleOutcome:
    name = type(wrong).__name__
    return RuleOutcome(Outcome.NOT_ASSESSABLE, Text(ko=f"점검 기준 실행 오류({name})", en=f"the rule failed ({name})"))


def _judged(
    document: Document,
    sheets: tuple[Sheet, ...],
    rules: Sequence[Compiled],
    parameters: Mapping[str, Parameter],
    on: date,
    papers: Sequence[Paper],
) -> Judged:
    frames = frames_of(sheets)
    inspected = quality.inspect(frames, on)
    errors = inspected.errors
    if not any(inspected.barred.values()):
        errors += wrong_totals(sheets, frames)
    kept = {kind: frame.without(inspected.barred[kind]) for kind, frame in frames.items()}
    bench = _bench(document, kept, parameters, on, papers)
    bench.prepare(rules)
    findings: list[Finding] = []
    outcomes = {one.rule.id: bench.run(one, findings) for one in rules}
    figures = _beside(lambda: figures_of(bench.frames, bench.world))
    validations = _beside(lambda: (*inspected.validations, *of_rules(rules, bench)))
    return Judged(tuple(findings), outcomes, tuple(errors), sheets, figures, validations)


def _beside(work: Callable[[], tuple[Beside, ...]]) -> tuple[Beside, ...]:
    """
    Work out what is told beside findings; where that breaks, findings and outcomes stand as they are.
    """
    try:
        return work()
    except Exception as wrong:  # noqa: BLE001 (the page then says that there is none)
        _log.warning("what stands beside the findings of a table failed: %s", type(wrong).__name__)
        return ()


def as_portfolio(document: Document) -> Document:
    """
    Give a document whose tables have the titles of a portfolio as one, unless the submitter says what it is.
    """
    kind = document.agreement
    if kind.declared or kind.value == PORTFOLIO.value:
        return document
    known = any(outline.is_portfolio(table, document.columns) for table in document.tables)
    return replace(document, agreement=PORTFOLIO) if known else document


def read_sheets(document: Document) -> tuple[Sheet, ...]:
    """
    Give the tables of a document whose kind is known.
    """
    return tuple(
        sheet for table in document.tables if (sheet := outline.read_sheet(table, document.columns)) is not None
    )


def bench_of(
    document: Document,
    sheets: Sequence[Sheet],
    parameters: Mapping[str, Parameter],
    on: date,
    papers: Sequence[Paper] = (),
) -> Bench:
    """
    Lay sheets on a bench without looking for errors in their data, as for the examples of a rule.
    """
    return _bench(document, frames_of(sheets), parameters, on, papers)


def frames_of(sheets: Sequence[Sheet]) -> dict[str, Frame]:
    """
    Gather the sheets of each kind into a frame.
    """
    by_kind: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        by_kind[sheet.kind].append(sheet)
    frames = {kind: gather(kind, of) for kind, of in by_kind.items()}
    complete(frames)
    return frames


def _bench(
    document: Document,
    frames: Mapping[str, Frame],
    parameters: Mapping[str, Parameter],
    on: date,
    papers: Sequence[Paper],
) -> Bench:
    world = World(frames, document.facts, parameters, on)
    derived = derive(world)
    if papers and "investments" in derived:
        compare(derived["investments"], papers)
    return Bench(document, derived, world)


class Bench:
    """
    Hold the frames and the rows that fail each leaf, worked out for all rules of a frame at once.
    """

    def __init__(self, document: Document, frames: Mapping[str, Frame], world: World) -> None:
        """
        Begin with nothing worked out.
        """
        self.document = document
        self.frames = frames
        self.world = world
        self.failing: dict[str, Failing] = {kind: {} for kind in frames}
        self.reached: dict[tuple[object, ...], tell.Reach] = {}

    def limit(self, name: str, day: date | None = None) -> float:
        """
        Give a dated number on a day, that of the check where none is told.
        """
        return float(self.world.parameters[name].value(day or self.world.on))

    def day(self, compiled: Compiled, frame: Frame, row: int) -> date:
        """
        Give the day whose law a row is held to: what it reports on, its agreement's where the law keys on that.
        """
        keyed = any(basis.keys_on == "concluded" for basis in compiled.bases)
        names = ("as_of", CONCLUDED) if keyed else ("as_of",)
        told = (frame.column(name)[row] for name in names)
        return next((date.fromordinal(one) for one in told if isinstance(one, int)), self.world.on)

    def prepare(self, rules: Sequence[Compiled]) -> None:
        """
        Run every expectation of the rules on all frames in one go.
        """
        leaves = [
            (kind, one, leaf)
            for kind, frame in self.frames.items()
            for one in rules
            if kind in one.rule.find.of
            for tree in (one.rows, one.rows_unless)
            if tree is not None
            for leaf in tree.leaves()
            if frame.has(*leaf.columns)
        ]
        asked = [(kind, id(leaf), one) for kind, compiled, leaf in leaves for one in self._asked(compiled, kind, leaf)]
        for kind, _, leaf in leaves:
            self.failing[kind][id(leaf)] = frozenset()
        failed = quality.failing([one for _, _, one in asked])
        for (kind, leaf_id, _), rows in zip(asked, failed, strict=True):
            self.failing[kind][leaf_id] |= rows

    def _asked(self, compiled: Compiled, kind: str, leaf: Node) -> Iterator[tuple[Columns, Expectation]]:
        """
        Give the expectations of a leaf: one for each value that its dated number had on the days of the rows.
        """
        frame = self.frames[kind]
        if leaf.parameter is None or len(self.world.parameters[leaf.parameter].steps) == 1:
            yield frame.columns, expectation_of(leaf, self.limit)
            return
        days = [self.day(compiled, frame, row) for row in range(len(frame))]
        first = self.world.parameters[leaf.parameter].steps[0].since
        limits = [self.limit(leaf.parameter, day) if day >= first else None for day in days]
        for limit in sorted({one for one in limits if one is not None}):
            held = {
                name: [value if own == limit else None for value, own in zip(frame.column(name), limits, strict=True)]
                for name in leaf.columns
            }
            yield held, expectation_of(leaf, dict.fromkeys((leaf.parameter,), limit).__getitem__)

    def run(self, compiled: Compiled, findings: list[Finding]) -> RuleOutcome:
        """
        Run one rule over the frames it is about; a rule that fails stops no other.
        """
        try:
            return self._run(compiled, findings)
        except Exception as wrong:  # noqa: BLE001 (it is reported as not assessable)
            _log.warning("rule %s failed: %s", compiled.rule.id, type(wrong).__name__)
            return _broken(wrong)

    def _run(self, compiled: Compiled, findings: list[Finding]) -> RuleOutcome:
        present = [kind for kind in compiled.rule.find.of if kind in self.frames]
        if compiled.rule.find.papers and not any(self._compared(kind) for kind in present):
            return NO_PAPER
        if not present:
            return RuleOutcome(Outcome.NOT_APPLICABLE, tell.no_table(compiled.rule.find.of))
        settled = {kind: self.rows(compiled, kind) for kind in present}
        flagged = [
            (kind, row) for kind, rows in settled.items() if not isinstance(rows, Missing) for row in sorted(rows)
        ]
        found = [self.finding(compiled, kind, row) for kind, row in flagged if not self.is_open(compiled, kind, row)]
        told = [one for one in found if one is not None]
        findings += told
        absent = [name for rows in settled.values() if isinstance(rows, Missing) for name in rows.columns]
        is_judged = any(not isinstance(rows, Missing) for rows in settled.values())
        return tell.outcome(
            found=len(told), open_rows=len(flagged) - len(found), absent=[] if is_judged else absent, kinds=present
        )

    def _compared(self, kind: str) -> bool:
        return any(name.endswith(f".{DIFFERS}") for name in self.frames[kind].columns)

    def rows(self, compiled: Compiled, kind: str) -> frozenset[int] | Missing:
        """
        Give the rows of a frame that meet a rule's conditions, or say which columns are missing.
        """
        assert compiled.rows is not None  # noqa: S101 (the catalog compiles it for every rule over tables)
        frame, failing = self.frames[kind], self.failing[kind]
        where = settle(compiled.rows, frame, failing)
        if isinstance(where, Missing) or compiled.rows_unless is None:
            return where
        spared = settle(compiled.rows_unless, frame, failing)
        return where if isinstance(spared, Missing) else where - spared

    def is_open(self, compiled: Compiled, kind: str, row: int) -> bool:
        """
        Tell whether a fact that nobody declared decides if the rule is for this row at all.
        """
        return tell.reach(compiled, self.frames[kind], row, self).is_open

    def finding(self, compiled: Compiled, kind: str, row: int) -> Finding | None:
        """
        Give the finding for a row; None where no law of the rule reaches it, or nobody knows.
        """
        return tell.finding(compiled, row, self.frames[kind], self.failing[kind], self)
