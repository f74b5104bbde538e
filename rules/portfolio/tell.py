"""
Turn a flagged row into a finding: the cells that show it, the law that reaches it, and words for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ingest.document import Role, Span
from rules import law
from rules.evidence import ROLE_NAMES, filled, of_rule
from rules.finding import Evidence, Finding, Outcome, RuleOutcome, fingerprint
from rules.portfolio import plain, vocabulary
from rules.portfolio.derived.vehicles import CONCLUDED, KINDS
from rules.portfolio.expectations import evidence_of
from rules.portfolio.papers import PAPERS
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Protocol

    from ingest.document import Document
    from rules.catalog import Compiled
    from rules.portfolio.derived.world import World
    from rules.portfolio.expectations import Failing, Node
    from rules.portfolio.frame import Frame, Place
    from rules.rule import Rule

    Facts = Mapping[str, object]

    class Bench(Protocol):
        """
        Name what telling needs of the bench.
        """

        document: Document
        world: World
        reached: dict[tuple[object, ...], Reach]

        def limit(self, name: str, day: date | None = None) -> float:
            """
            Give a dated number on a day, that of the check where none is told.
            """

        def day(self, compiled: Compiled, frame: Frame, row: int) -> date:
            """
            Give the day whose law a row is held to.
            """


MOST_CELLS = 12
"""How many cells one finding shows."""
CERTAIN, IN_DOUBT = 0.9, 0.6
"""Certainty where the law's reach is known, and where it is not."""
WHOLE_SUBJECT = "holding_company_cvc"
"""The fact without which a rule made for holding companies alone says nothing."""
OF_CUSTOMERS = frozenset({"spending", "costs"})
"""Kinds of tables about what a startup has to do with its customer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """
    Say how the law of a rule stands to a row: its bases applied, whether they reach it, or nobody knows (`is_open`).
    """

    applied: tuple[law.Applied, ...]
    is_reached: bool
    is_open: bool


def reach(compiled: Compiled, frame: Frame, row: int, bench: Bench) -> Reach:
    """
    Apply the bases of a rule to a row; rows of one day and one kind of investor share the answer.
    """
    told = frame.column(KINDS)[row]
    kinds = told if isinstance(told, tuple) else ()
    day = frame.column(CONCLUDED)[row]
    known = (compiled.rule.id, kinds, day)
    if known not in bench.reached:
        bench.reached[known] = _reach(compiled, kinds, date.fromordinal(day) if isinstance(day, int) else None, bench)
    return bench.reached[known]


def _reach(compiled: Compiled, kinds: Sequence[object], concluded: date | None, bench: Bench) -> Reach:
    each = [{**bench.world.facts, "investor_kind": kind} for kind in kinds or (None,)]
    dates = law.Dates(concluded, None, None, bench.world.on)
    bases = list(_bases(compiled))
    applied = tuple(_applied(basis, each, dates, bench.document.agreement.value) for basis in bases)
    return Reach(applied, any(_reaches(one, each) for one in _deciding(bases)), _is_open(applied))


def _is_open(applied: Sequence[law.Applied]) -> bool:
    """
    Tell whether the rule is for holding companies alone, and nobody declared whether this is one.
    """
    deciding = [one for one in applied if one.basis in _deciding([other.basis for other in applied])]
    undecided = [one for one in deciding if one.applies is not False]
    return bool(undecided) and all(one.applies is None and WHOLE_SUBJECT in one.basis.gates for one in undecided)


def _deciding(bases: Sequence[law.Basis]) -> list[law.Basis]:
    """
    Give the bases that decide whether a rule is for somebody: what binds holding companies alone is for no others.
    """
    binding = [one for one in bases if one.effect != "yardstick"]
    is_theirs = binding and all(WHOLE_SUBJECT in one.gates for one in binding)
    return binding if is_theirs else list(bases)


def finding(compiled: Compiled, row: int, frame: Frame, failing: Failing, bench: Bench) -> Finding | None:
    """
    Build the finding for one flagged row; None where no law named by the rule reaches it, or nobody knows.
    """
    rule, law_of_row = compiled.rule, reach(compiled, frame, row, bench)
    if law_of_row.is_open or not law_of_row.is_reached:
        return None
    assert compiled.rows is not None  # noqa: S101 (the catalog compiles it for every rule over tables)
    leaves = list(evidence_of(compiled.rows, row, frame, failing))
    places = _places(rule, row, frame, leaves)
    pieces = tuple(_evidence(one) for one in islice(places, MOST_CELLS)) + _said_in_papers(rule, row, frame, leaves)
    shown, limit = _value(compiled, row, frame, leaves, bench)
    label = frame.label(row)
    words = _words(pieces, label, shown, limit, rule.protects)
    quote = f"{label}\n" + "\n".join(one.quote for one in pieces)
    certain = any(one.applies is True for one in law_of_row.applied)
    return of_rule(
        rule,
        law_of_row.applied,
        certainty=CERTAIN if certain else IN_DOUBT,
        evidence=pieces,
        favoured=_favoured(rule.protects, frame.kind),
        message=filled(rule.message, words),
        counter_checks=(),
        fingerprint=fingerprint(rule.id, quote, 0),
        template_key=fingerprint(rule.id, "row", 0),
    )


def _favoured(protects: Role, kind: str) -> Role:
    """
    Name who gains at the cost of a startup: its customer where goods and grants are listed, else its investor.
    """
    is_investor = protects in {Role.STARTUP, Role.FOUNDER} and kind not in OF_CUSTOMERS
    return Role.INVESTOR if is_investor else Role.CORPORATE


def _bases(compiled: Compiled) -> Iterator[law.Basis]:
    for use, basis in zip(compiled.rule.law, compiled.bases, strict=True):
        yield basis.adapted(effect=use.effect, only_if=use.only_if, note=use.note)


def _applied(basis: law.Basis, each: Sequence[Facts], dates: law.Dates, kind: str) -> law.Applied:
    """
    Apply a basis to the facts with each kind of investor that may stand behind a row; the one it reaches decides.
    """
    answers = [law.apply(basis, facts, dates, kind) for facts in each]
    return next((one for verdict in (True, None) for one in answers if one.applies is verdict), answers[0])


def _reaches(basis: law.Basis, each: Sequence[Facts]) -> bool:
    """
    Tell whether a basis is for an investor of this kind, whatever the day.
    """
    return any(
        all((value := facts.get(name)) is None or value in allowed for name, allowed in basis.gates.items())
        for facts in each
    )


def _places(rule: Rule, row: int, frame: Frame, leaves: Sequence[Node]) -> list[Place]:
    """
    Give the cells that show what was found, then those that the rule asks to be shown, each once.
    """
    names = [name for leaf in leaves for name in leaf.columns]
    found: dict[tuple[str | None, int, str], Place] = {}
    for name in (*names, *rule.find.show):
        for one in frame.places(row, name):
            if one.cell is not None or name in names:
                found.setdefault((one.sheet, one.row, one.column), one)
    return list(found.values())


def _said_in_papers(rule: Rule, row: int, frame: Frame, leaves: Sequence[Node]) -> tuple[Evidence, ...]:
    """
    Give what the papers beside the table say otherwise, for a rule that looks at them.
    """
    told = frame.column(PAPERS)[row]
    if not rule.find.papers or not isinstance(told, dict):
        return ()
    names = (leaf.columns[0].partition(".")[0] for leaf in leaves)
    return tuple(one for name in names for one in told.get(name, ()))


def _evidence(place: Place) -> Evidence:
    cell = place.cell
    span = cell.span if cell is not None and cell.span is not None else Span(0, 0)
    return Evidence(span, cell.text if cell else "", "", None, place=place)


def _value(compiled: Compiled, row: int, frame: Frame, leaves: Sequence[Node], bench: Bench) -> tuple[str, str]:
    """
    Give the value that passed a limit and the limit, as people read them.
    """
    for leaf in leaves:
        if leaf.parameter is not None:
            known = bench.world.parameters[leaf.parameter]
            limit = bench.limit(leaf.parameter, bench.day(compiled, frame, row))
            return plain.readable(frame.column(leaf.columns[0])[row], known), plain.readable(limit, known)
    return "", ""


def _words(
    pieces: Sequence[Evidence], label: str, value: str, limit: str, protects: Role
) -> dict[str, tuple[str, str]]:
    cells = ", ".join(dict.fromkeys(one.place.name for one in pieces[:3] if one.place))
    where = (f"{label}({cells})", f"{label} ({cells})") if label else (cells, cells)
    weak, strong = ROLE_NAMES[protects], ROLE_NAMES[Role.INVESTOR]
    return {
        "clause": where,
        "favoured": (strong.ko, strong.en),
        "protected": (weak.ko, weak.en),
        "value": (value, value),
        "limit": (limit, limit),
    }


def no_table(kinds: Sequence[str]) -> Text:
    """
    Say that the file has no table of the kinds a rule is about.
    """
    known = vocabulary.load().kinds
    names = [known[kind].name for kind in kinds if kind in known] or [Text(ko="해당", en="of the kind")]
    return Text(
        ko=f"점검할 표가 없음({', '.join(one.ko for one in names)})",
        en=f"there is no such table ({', '.join(one.en for one in names)})",
    )


def outcome(*, found: int, open_rows: int, absent: Sequence[str], kinds: Sequence[str]) -> RuleOutcome:
    """
    Say how a rule over tables ended: a column that is not there is never a pass.
    """
    if absent:
        # Columns that are worked out are told only where the table lacks no column by itself.
        lacking = [name for name in absent if plain.is_of_tables(name)] or absent
        names = dict.fromkeys(plain.column(name, kinds[0]) for name in lacking)
        return RuleOutcome(
            Outcome.NOT_ASSESSABLE,
            Text(
                ko=f"필요한 열이 없어 점검하지 못함: {', '.join(one.ko for one in names)}",
                en=f"not checked, columns are missing: {', '.join(one.en for one in names)}",
            ),
        )
    if found:
        return RuleOutcome(Outcome.FLAGGED, Text(ko=f"의심 항목 {found}건", en=f"{found} flagged"))
    if open_rows:
        return RuleOutcome(
            Outcome.NOT_ASSESSABLE,
            Text(
                ko=f"일반지주회사 소속 CVC인지 신고되지 않아 판단하지 못함(해당하면 확인할 행 {open_rows}개)",
                en=f"not declared whether the CVC belongs to a holding company; if so, {open_rows} rows are to be checked",
            ),
        )
    return RuleOutcome(Outcome.CLEAR, Text(ko="기준을 넘는 행을 찾지 못함", en="no row was found beyond the limit"))
