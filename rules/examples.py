"""
Run a rule's own examples and the pin check; used by the tests and by `compliance rules`.

A pin is one condition of a rule. Dropping it must break at least one example: otherwise nobody knows what the
condition is for. This is mutation testing for rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from ingest.document import Declaration, DeclaredParty, Document, Line, Role, Source, Span
from ingest.layout import Layout
from ingest.structure import build
from rules import catalog, engine, reading
from rules.matchers.base import Context, Deal, UndecidedError
from rules.matchers.norms import NormArguments
from rules.portfolio import trial
from rules.portfolio.papers import papers_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rules.catalog import Catalog, Compiled
    from rules.matchers.base import Match
    from rules.portfolio.papers import Paper
    from rules.rule import Example, OtherText, Rule, Tree
    from rules.units import Unit

SIGNED = date(2026, 7, 1)
"""When an example was signed, unless it says otherwise."""
CHECKED = date(2026, 11, 23)
_COLLABORATION = {
    "갑": Role.CORPORATE, "을": Role.STARTUP, "수요기업": Role.CORPORATE, "참여기업": Role.STARTUP,
    "Corporation": Role.CORPORATE, "Startup": Role.STARTUP,
    "甲": Role.CORPORATE, "乙": Role.STARTUP, "委託者": Role.CORPORATE, "受託者": Role.STARTUP,
}  # fmt: skip
_INVESTMENT = {
    "회사": Role.STARTUP, "투자자": Role.INVESTOR, "이해관계인": Role.FOUNDER,
    "Company": Role.STARTUP, "Investor": Role.INVESTOR, "Founder": Role.FOUNDER,
}  # fmt: skip
REACHING = frozenset({"not", "in_article", "in_provision", "anywhere", "some_sentence", "cited_by"})
"""Matchers with one child."""
HOLDING = frozenset({"missing", "other_member", "no_member"})
"""Matchers with a child under `where`."""
OF_MEMBERS = frozenset({"types", "dated", "counterparty"})
"""What they may ask of another document besides; dropped in turn like any condition."""
_INVESTING = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})


@dataclass(frozen=True, slots=True)
class Failure:
    """
    Say which example of a rule does not hold, and how.
    """

    rule: str
    example: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """
    Hold an example that was read: its context, the spans marked in it, and the same of each document beside it.
    """

    example: Example
    context: Context
    marked: list[Span]
    beside: list[tuple[Context, list[Span]]]


def failures(compiled: Compiled, book: Catalog | None = None) -> list[Failure]:
    """
    Give the examples of a rule that do not hold, by the numbers and words of a catalog (today's where none is given).
    """
    book = book or catalog.load()
    if compiled.is_tabular:
        return [
            Failure(compiled.rule.id, (one.example.flags or one.example.passes or "")[:60], why)
            for one in _tried(compiled, book)
            if (why := one.broken(compiled)) is not None
        ]
    return [
        Failure(compiled.rule.id, (one.example.flags or one.example.passes or "")[:60], why)
        for one in _all_read(compiled.rule, book)
        if (why := _broken(compiled, one)) is not None
    ]


def _all_read(rule: Rule, book: Catalog) -> list[Read]:
    return [_read(rule, example, book) for example in rule.examples]


def _read(rule: Rule, example: Example, book: Catalog) -> Read:
    text, marked = unmarked((example.flags or example.passes or "").strip())
    beside = [(other, *unmarked(other.text.strip())) for other in example.beside]
    context = context_of(rule, example, text, book)
    others = tuple(context_of(rule, other, words, book) for other, words, _ in beside)
    if rule.find.each == "bundle":
        context = replace(context, deal=Deal(others))
    return Read(
        example, context, marked, [(other, wanted) for other, (_, _, wanted) in zip(others, beside, strict=True)]
    )


def _broken(compiled: Compiled, read: Read) -> str | None:
    context, marked = read.context, read.marked
    try:
        found = engine.matches(compiled, context)
    except UndecidedError as open_question:
        return None if read.example.flags is None else f"cannot be judged: {open_question}"
    if read.example.flags is None:
        return f"flagged {_quotes(found, context)}" if found else None
    if not found:
        return "not flagged"
    spans = [context.reading.original(span) for unit, match in found for span in (match.evidence or (unit.span,))] + [
        context.reading.original(unit.span) for unit, _ in found if unit.sentence is not None
    ]
    if marked and not any(span.overlaps(one) for span in spans for one in marked):
        return f"flagged elsewhere: {_quotes(found, context)}"
    shown = [(place.reading, one) for _, match in found for place, one in match.elsewhere]
    for other, wanted in read.beside:
        spans = [other.reading.original(one) for reading, one in shown if reading is other.reading]
        if wanted and not any(span.overlaps(one) for span in spans for one in wanted):
            return "flagged without the evidence in the other document"
    return None


def _quotes(found: list[tuple[Unit, Match]], context: Context) -> str:
    spans = [context.reading.original(unit.span) for unit, _ in found]
    return " | ".join(context.reading.document.text[span.start : span.end][:80] for span in spans)


def unmarked(written: str) -> tuple[str, list[Span]]:
    """
    Give the words without the marks ⟦ ⟧ of evidence, and the spans that they stood around.
    """
    text, marked, start = "", [], 0
    for letter in written:
        if letter == "⟦":
            start = len(text)
        elif letter == "⟧":
            marked.append(Span(start, len(text)))
        else:
            text += letter
    return text, marked


def context_of(rule: Rule, example: Example | OtherText, text: str, book: Catalog) -> Context:
    """
    Read an example's text as a document of its own.
    """
    signed = date.fromisoformat(example.signed_on) if example.signed_on else SIGNED
    read = reading_of(text, example.type or rule.applies_to[0], example.parties, signed, example.facts)
    return Context(read, book.parameters)


def reading_of(
    text: str,
    kind: str,
    parties: Mapping[str, Role] = MappingProxyType({}),
    signed: date = SIGNED,
    facts: Mapping[str, object] = MappingProxyType({}),
) -> reading.Reading:
    """
    Read words as an agreement of a kind whose parties go by the usual labels, and by those named.
    """
    known = parties_of(text, kind, parties)
    return reading.read(_document(text, Declaration(kind, signed, known, dict(facts))), CHECKED)


def parties_of(text: str, kind: str, named: Mapping[str, Role] = MappingProxyType({})) -> tuple[DeclaredParty, ...]:
    """
    Say who the parties of an agreement of a kind are, that go by the usual labels in its words, and those named.
    """
    usual = _COLLABORATION | (_INVESTMENT if kind in _INVESTING else {})
    roles = {label: role for label, role in usual.items() if label in text} | dict(named)
    return tuple(DeclaredParty(label, "", role) for label, role in roles.items())


def _document(text: str, declared: Declaration) -> Document:
    data = text.encode()
    source = Source("example.txt", "text/plain", sha256(data).hexdigest(), len(data))
    return build(plain_layout(text), source, declared)


def plain_layout(text: str) -> Layout:
    """
    Lay plain text out as one page without wrapped lines.
    """
    return Layout(
        text=text,
        wraps=(),
        lines=(Line(Span(0, len(text)), 1, 0, 0, 0, 0),),
        pages=1,
        tables=(),
        warnings=(),
        coverage=1.0,
    )


def untested_conditions(rule: Rule, book: Catalog | None = None) -> list[str]:
    """
    Give the conditions that can be dropped without any example noticing.
    """
    book = book or catalog.load()
    if (whole := _compiled(rule, book)).is_tabular:
        tried = _tried(whole, book)
        return [path for path, mutant in _row_mutants(whole) if not trial.is_noticed(mutant, tried)]
    # Every mutant is held to the same readings, as only its conditions are others, and the first example decides.
    read = _all_read(rule, book)
    return [path for path, mutant in mutants(rule) if _holds(_compiled(mutant, book), read)]


def _holds(compiled: Compiled, read: Sequence[Read]) -> bool:
    return all(_broken(compiled, one) is None for one in read)


def _compiled(rule: Rule, book: Catalog) -> Compiled:
    return catalog.compile_rule(rule, book.lexicon, book.parameters, book.bases)


def _tried(compiled: Compiled, book: Catalog) -> list[trial.Tried]:
    return trial.lay_out(
        compiled, _tabular_document, book.parameters, CHECKED, lambda one: _papers(compiled.rule, one, book)
    )


def _papers(rule: Rule, example: Example, book: Catalog) -> Sequence[Paper]:
    """
    Read the papers that lie beside the table of an example.
    """
    others = tuple(context_of(rule, other, unmarked(other.text.strip())[0], book) for other in example.beside)
    if not others:
        return ()
    return papers_beside(replace(others[0], deal=Deal(others)), book.terms)


def _tabular_document(table: trial.Drawn, example: Example) -> Document:
    layout = replace(plain_layout(table.text), tables=table.tables)
    source = Source("example.csv", "text/csv", sha256(table.text.encode()).hexdigest(), len(table.text.encode()))
    return build(layout, source, Declaration("portfolio", None, (), dict(example.facts)))


def _row_mutants(compiled: Compiled) -> Iterator[tuple[str, Compiled]]:
    if compiled.rows is not None:
        for path, node in trial.mutants(compiled.rows, "where"):
            yield path, replace(compiled, rows=node)
    if compiled.rows_unless is not None:
        yield "unless", replace(compiled, rows_unless=None)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """
    Give a copy of the rule for each condition, with that condition dropped.
    """
    for path, where in _dropped(rule.find.where, "where"):
        yield path, _with_find(rule, where=where)
    for key in NormArguments.model_fields:
        trees = {part: tree for part in ("where", "loosely") if (tree := getattr(rule.find, part))}
        bared = {part: _without_key(tree, key) for part, tree in trees.items()}
        if bared != trees:
            yield f"norm.{key} (in every norm)", _with_find(rule, **bared)
    for part in ("loosely", "unless"):
        tree = getattr(rule.find, part)
        if tree is not None:
            yield part, _with_find(rule, **{part: None})
            for path, changed in _dropped(tree, part):
                yield path, _with_find(rule, **{part: changed})


def _with_find(rule: Rule, **changed: Tree | None) -> Rule:
    return rule.model_copy(update={"find": rule.find.model_copy(update=changed)})


def _dropped(tree: Tree, path: str) -> Iterator[tuple[str, Tree]]:
    [(name, inner)] = tree.items()
    if name in {"all", "any"} and isinstance(inner, list):
        for order, child in enumerate(inner):
            if len(inner) > 1:
                yield f"{path}.{name}[{order}]", {name: inner[:order] + inner[order + 1 :]}
            for deeper, changed in _dropped(child, f"{path}.{name}[{order}]"):
                yield deeper, {name: [*inner[:order], changed, *inner[order + 1 :]]}
    elif isinstance(inner, dict) and name in REACHING:
        for deeper, changed in _dropped(inner, f"{path}.{name}"):
            yield deeper, {name: changed}
    elif name in HOLDING and isinstance(inner, dict):
        for key in OF_MEMBERS & inner.keys() if len(inner) > 1 else ():
            yield f"{path}.{name}.{key}", {name: {other: value for other, value in inner.items() if other != key}}
        for deeper, changed in _dropped(inner["where"], f"{path}.{name}") if "where" in inner else ():
            yield deeper, {name: {**inner, "where": changed}}


def _without_key(tree: Tree, key: str) -> Tree:
    [(name, inner)] = tree.items()
    if name == "norm" and isinstance(inner, dict):
        return {name: {other: value for other, value in inner.items() if other != key}}
    if name in {"all", "any"} and isinstance(inner, list):
        return {name: [_without_key(child, key) for child in inner]}
    if name in HOLDING and isinstance(inner, dict) and "where" in inner:
        return {name: {**inner, "where": _without_key(inner["where"], key)}}
    if isinstance(inner, dict) and name in REACHING:
        return {name: _without_key(inner, key)}
    return tree
